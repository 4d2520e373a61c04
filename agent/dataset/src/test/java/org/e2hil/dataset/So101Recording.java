package org.e2hil.dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.e2hil.dataset.film.FilmWriter;

/**
 * Three episodes of an SO-101 as LeRobot records them, 30 frames a second: joints in degrees, and
 * one camera. The same numbers and pictures are written in version 2.1, a file for each episode, or
 * in version 3.0, one file for all.
 *
 * @param frames of each episode
 * @param action what an action is, in the words of info.json
 * @param filmed whether the pictures are in films, or else in the frames
 */
record So101Recording(List<Integer> frames, String action, boolean filmed) {

  static final String CAMERA = "observation.images.front";

  static final List<String> TASKS = List.of("Pick it up", "Put it down");

  private static final int SIDE = 64;

  private static final String JOINTS =
      """
      {"dtype": "float32", "shape": [6], "names": ["shoulder_pan.pos", "shoulder_lift.pos", \
      "elbow_flex.pos", "wrist_flex.pos", "wrist_roll.pos", "gripper.pos"]}\
      """;

  /** As it is recorded with a leader arm. */
  static So101Recording ofJoints(boolean filmed) {
    return new So101Recording(List.of(5, 4, 6), JOINTS, filmed);
  }

  /** With actions that are ours, from which can be learned. */
  static So101Recording ofActions() {
    String ours = "{\"dtype\": \"float32\", \"shape\": [7], \"names\": null}";
    return new So101Recording(List.of(5, 4, 6), ours, true);
  }

  /** Writes it in version 2.1. */
  Path older(Path folder) throws IOException, SQLException {
    String totals = "\"total_chunks\": 1, \"total_videos\": %d,".formatted(filmed ? 3 : 0);
    info(folder, "v2.1", totals, "chunk-{episode_chunk:03d}", "episode_{episode_index:06d}");
    Path meta = folder.resolve("meta");
    Files.write(
        meta.resolve("tasks.jsonl"),
        IntStream.range(0, 2)
            .mapToObj(i -> "{\"task_index\": %d, \"task\": \"%s\"}".formatted(i, TASKS.get(i)))
            .toList());
    List<String> episodes = new ArrayList<>();
    List<String> statistics = new ArrayList<>();
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duck.createStatement()) {
      for (int i = 0; i < frames.size(); i++) {
        Path data = older(folder, "data", "", i, "parquet");
        Files.createDirectories(data.getParent());
        statement.execute("COPY (%s) TO '%s' (FORMAT parquet)".formatted(frames(i), data));
        if (filmed) {
          film(i, older(folder, "videos", CAMERA, i, "mp4"));
        }
        episodes.add(
            "{\"episode_index\": %d, \"tasks\": [\"%s\"], \"length\": %d}"
                .formatted(i, TASKS.get(i % 2), frames.get(i)));
        statistics.add(statistics(i));
      }
    }
    Files.write(meta.resolve("episodes.jsonl"), episodes);
    Files.write(meta.resolve("episodes_stats.jsonl"), statistics);
    return folder;
  }

  /** Where version 2.1 has a file of an episode. */
  static Path older(Path folder, String kind, String feature, int episode, String ending) {
    return folder
        .resolve(kind)
        .resolve("chunk-000")
        .resolve(feature)
        .resolve("episode_00000%d.%s".formatted(episode, ending));
  }

  /** Writes it in version 3.0. */
  Path newer(Path folder) throws IOException, SQLException {
    info(folder, "v3.0", "", "chunk-{chunk_index:03d}", "file-{file_index:03d}");
    for (String below : new String[] {"meta/episodes", "data"}) {
      Files.createDirectories(folder.resolve(below).resolve("chunk-000"));
    }
    String film = "videos/" + CAMERA + "/";
    String films =
        filmed
            ? ", 0::BIGINT AS \"%schunk_index\", i::BIGINT AS \"%sfile_index\", 0::DOUBLE AS \"%sfrom_timestamp\""
                .formatted(film, film, film)
            : "";
    List<String> rows = new ArrayList<>();
    for (int i = 0; i < frames.size(); i++) {
      rows.add(
          "SELECT i::BIGINT AS episode_index, ['%s'] AS tasks, %d::BIGINT AS length, 0::BIGINT AS \"data/chunk_index\", 0::BIGINT AS \"data/file_index\", %d::BIGINT AS dataset_from_index, %d::BIGINT AS dataset_to_index%s FROM range(%d, %d) AS t(i)"
              .formatted(
                  TASKS.get(i % 2), frames.get(i), before(i), before(i + 1), films, i, i + 1));
      if (filmed) {
        film(i, folder.resolve("%schunk-000/file-00%d.mp4".formatted(film, i)));
      }
    }
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duck.createStatement()) {
      String all =
          IntStream.range(0, frames.size())
              .mapToObj(this::frames)
              .collect(Collectors.joining(" UNION ALL "));
      String to = "COPY (%s) TO '%s/%s/chunk-000/file-000.parquet' (FORMAT parquet)";
      statement.execute(to.formatted(all, folder, "data"));
      statement.execute(to.formatted(String.join(" UNION ALL ", rows), folder, "meta/episodes"));
    }
    return folder;
  }

  private int before(int episode) {
    return frames.subList(0, episode).stream().mapToInt(Integer::intValue).sum();
  }

  private void info(Path folder, String version, String totals, String chunk, String file)
      throws IOException {
    Files.createDirectories(folder.resolve("meta"));
    boolean old = version.equals("v2.1");
    String video = old ? chunk + "/{video_key}" : "{video_key}/" + chunk;
    Files.writeString(
        folder.resolve("meta/info.json"),
        """
        {
          "codebase_version": "%s", "robot_type": "so101_follower", "total_episodes": %d,
          "total_frames": %d, "total_tasks": 2, %s "chunks_size": 1000, "fps": 30,
          "splits": {"train": "0:%d"}, "data_path": "data/%s/%s.parquet",
          "video_path": %s,
          "features": {
            "action": %s, "observation.state": %s,
            "%s": {"dtype": "%s", "shape": [64, 64, 3], "names": ["height", "width", "channels"]},
            "next.reward": {"dtype": "float32", "shape": [1], "names": null},
            "next.done": {"dtype": "bool", "shape": [1], "names": null},
            "timestamp": {"dtype": "float32", "shape": [1], "names": null},
            "frame_index": {"dtype": "int64", "shape": [1], "names": null},
            "episode_index": {"dtype": "int64", "shape": [1], "names": null},
            "index": {"dtype": "int64", "shape": [1], "names": null},
            "task_index": {"dtype": "int64", "shape": [1], "names": null}
          }
        }
        """
            .formatted(
                version,
                frames.size(),
                before(frames.size()),
                totals,
                frames.size(),
                chunk,
                file,
                filmed ? "\"videos/%s/%s.mp4\"".formatted(video, file) : "null",
                action,
                JOINTS,
                CAMERA,
                filmed ? "video" : "image"));
  }

  /** Joints that swing; where the arm stands still there is a zero of either sign. */
  private String frames(int episode) {
    int joints = action.equals(JOINTS) ? 6 : 7;
    int length = frames.get(episode);
    String picture =
        filmed
            ? ""
            : IntStream.range(0, length)
                .mapToObj(i -> "WHEN %d THEN unhex('%s')".formatted(i, png(episode, i)))
                .collect(
                    Collectors.joining(
                        " ", "{'bytes': CASE i ", " END, 'path': 'frame.png'} AS \"%s\","))
                .formatted(CAMERA);
    return """
    SELECT list_transform(range(%d), k -> (sin(i * 0.3 + k + %d) * 20)::FLOAT) AS action,
      list_transform(range(6), k -> CASE k WHEN 4 THEN -0.0 ELSE sin(i * 0.3 + k) * 20.1 END::FLOAT)
        AS "observation.state", %s
      (i = %d)::INT::FLOAT AS "next.reward", (i = %d) AS "next.done",
      (i / 30.0)::FLOAT AS timestamp, i::BIGINT AS frame_index, %d::BIGINT AS episode_index,
      (%d + i)::BIGINT AS "index", %d::BIGINT AS task_index
    FROM range(%d) AS t(i)\
    """
        .formatted(
            joints,
            episode,
            picture,
            length - 1,
            length - 1,
            episode,
            before(episode),
            episode % 2,
            length);
  }

  private String statistics(int episode) {
    String joints = action.equals(JOINTS) ? "6" : "7";
    String features =
        List.of(
                "action " + joints,
                "observation.state 6",
                CAMERA + " 3",
                "next.reward 1",
                "next.done 1",
                "timestamp 1",
                "frame_index 1",
                "episode_index 1",
                "index 1",
                "task_index 1")
            .stream()
            .map(feature -> statistics(feature.split(" "), frames.get(episode)))
            .collect(Collectors.joining(", "));
    return "{\"episode_index\": %d, \"stats\": {%s}}".formatted(episode, features);
  }

  private static String statistics(String[] feature, int count) {
    String zeros =
        IntStream.range(0, Integer.parseInt(feature[1]))
            .mapToObj(i -> feature[0].equals(CAMERA) ? "[[0.5]]" : "0.5")
            .collect(Collectors.joining(", ", "[", "]"));
    return "\"%s\": {\"min\": %s, \"max\": %s, \"mean\": %s, \"std\": %s, \"count\": [%d]}"
        .formatted(feature[0], zeros, zeros, zeros, zeros, count);
  }

  private void film(int episode, Path file) throws IOException {
    Files.createDirectories(file.getParent());
    List<byte[]> pictures =
        IntStream.range(0, frames.get(episode)).mapToObj(i -> picture(episode, i)).toList();
    FilmWriter.write(pictures, SIDE, SIDE, 30, file);
  }

  private static String png(int episode, int frame) {
    PictureSpec camera = new PictureSpec("front", SIDE, SIDE, PictureSpec.Format.PNG);
    return HexFormat.of().formatHex(Png.encode(picture(episode, frame), camera));
  }

  /** A slope of grey that gets brighter, in RGB. */
  static byte[] picture(int episode, int frame) {
    byte[] rgb = new byte[3 * SIDE * SIDE];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) (20 + 40 * episode + 10 * frame + i / (3 * SIDE));
    }
    return rgb;
  }
}
