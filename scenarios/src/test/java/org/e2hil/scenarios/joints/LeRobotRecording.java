package org.e2hil.scenarios.joints;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.e2hil.dataset.film.FilmWriter;

/**
 * A dataset as {@code lerobot-record} leaves it: joints as actions, 30 frames a second, no rewards.
 */
final class LeRobotRecording {

  static final int FPS = 30;

  private static final int HEIGHT = 96;
  private static final int WIDTH = 128;

  static final List<String> NAMES =
      List.of(
          "shoulder_pan.pos",
          "shoulder_lift.pos",
          "elbow_flex.pos",
          "wrist_flex.pos",
          "wrist_roll.pos",
          "gripper.pos");

  /**
   * A frame.
   *
   * @param action degrees, and 0 to 100 for the gripper
   * @param state likewise
   */
  record Frame(double[] action, double[] state) {}

  private final List<List<Frame>> episodes = new ArrayList<>();
  private String robot = "\"so101_follower\"";
  private List<String> names = NAMES;
  private int fps = FPS;
  private int successAt = -1;
  private boolean filmed;
  private boolean older;

  LeRobotRecording with(List<Frame> episode) {
    episodes.add(episode);
    return this;
  }

  LeRobotRecording ofRobot(String json) {
    robot = json;
    return this;
  }

  LeRobotRecording named(List<String> others) {
    names = others;
    return this;
  }

  LeRobotRecording at(int framesPerSecond) {
    fps = framesPerSecond;
    return this;
  }

  /** An arm that turns slowly about the vertical, over the table, with its gripper half open. */
  static List<Frame> sweep(int frames) {
    List<Frame> sweep = new ArrayList<>();
    for (int i = 0; i < frames; i++) {
      double[] degrees = {0.3 * i - 5, -20, 25, 68, -90, 50};
      sweep.add(new Frame(degrees, degrees.clone()));
    }
    return sweep;
  }

  /** Every episode succeeds in this frame, and stays so; none does where it has no such frame. */
  LeRobotRecording succeedingAt(int frame) {
    successAt = frame;
    return this;
  }

  /** In version 2.1, where each episode has files of its own, and lines of JSON tell of them. */
  LeRobotRecording older() {
    older = true;
    return this;
  }

  /**
   * The pictures that {@link #grey} tells, in one film of all episodes where the version has one.
   */
  LeRobotRecording filmed() {
    filmed = true;
    return this;
  }

  /** How bright the picture of a frame is, from 0 to 255: the second episode gets darker. */
  static int grey(int episode, int frame) {
    return episode == 0 ? 30 + 6 * frame : 220 - 6 * frame;
  }

  private void film(List<Integer> shown, Path film) throws IOException {
    List<byte[]> pictures = new ArrayList<>();
    for (int episode : shown) {
      for (int frame = 0; frame < episodes.get(episode).size(); frame++) {
        byte[] rgb = new byte[3 * HEIGHT * WIDTH];
        Arrays.fill(rgb, (byte) grey(episode, frame));
        pictures.add(rgb);
      }
    }
    Files.createDirectories(film.getParent());
    FilmWriter.write(pictures, WIDTH, HEIGHT, fps, film);
  }

  private void frames(Statement statement, List<Integer> written, Path file)
      throws IOException, SQLException {
    Files.createDirectories(file.getParent());
    statement.execute(
        "COPY (SELECT * FROM (VALUES %s) AS t(action, \"observation.state\"%s, timestamp, frame_index, episode_index, \"index\", task_index)) TO '%s' (FORMAT parquet)"
            .formatted(rows(written), successAt < 0 ? "" : ", \"next.success\"", file));
  }

  /** Writes it. */
  Path to(Path folder) throws IOException, SQLException {
    Files.createDirectories(folder.resolve(older ? "meta" : "meta/episodes/chunk-000"));
    Files.writeString(folder.resolve("meta/info.json"), info());
    List<Integer> all = IntStream.range(0, episodes.size()).boxed().toList();
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duck.createStatement()) {
      if (older) {
        for (int episode : all) {
          String name = "episode_%06d".formatted(episode);
          frames(
              statement, List.of(episode), folder.resolve("data/chunk-000/" + name + ".parquet"));
          if (filmed) {
            String film = "videos/chunk-000/observation.images.front/" + name + ".mp4";
            film(List.of(episode), folder.resolve(film));
          }
        }
        Files.write(folder.resolve("meta/episodes.jsonl"), all.stream().map(this::line).toList());
        return folder;
      }
      if (filmed) {
        film(all, folder.resolve("videos/observation.images.front/chunk-000/file-000.mp4"));
      }
      frames(statement, all, folder.resolve("data/chunk-000/file-000.parquet"));
      statement.execute(
          "COPY (SELECT * FROM (VALUES %s) AS t(episode_index, tasks, length, \"data/chunk_index\", \"data/file_index\", dataset_from_index, dataset_to_index, \"videos/observation.images.front/chunk_index\", \"videos/observation.images.front/file_index\", \"videos/observation.images.front/from_timestamp\")) TO '%s/meta/episodes/chunk-000/file-000.parquet' (FORMAT parquet)"
              .formatted(episodeRows(), folder));
    }
    return folder;
  }

  private String line(int episode) {
    return "{\"episode_index\": %d, \"tasks\": [\"Pick it up\"], \"length\": %d}"
        .formatted(episode, episodes.get(episode).size());
  }

  private String info() {
    String list = names.stream().map(name -> '"' + name + '"').collect(Collectors.joining(", "));
    String joints =
        "{\"dtype\": \"float32\", \"shape\": [%d], \"names\": [%s]}".formatted(names.size(), list);
    String success = "\"next.success\": {\"dtype\": \"bool\", \"shape\": [1], \"names\": null},";
    return """
    {
      "codebase_version": "%s", "robot_type": %s, "total_episodes": %d, "fps": %d,
      "features": {
        "action": %s, "observation.state": %s, %s
        "observation.images.front": {"dtype": "video", "shape": [96, 128, 3], "names": null},
        "timestamp": {"dtype": "float32", "shape": [1], "names": null},
        "frame_index": {"dtype": "int64", "shape": [1], "names": null},
        "episode_index": {"dtype": "int64", "shape": [1], "names": null},
        "index": {"dtype": "int64", "shape": [1], "names": null},
        "task_index": {"dtype": "int64", "shape": [1], "names": null}
      }
    }
    """
        .formatted(
            older ? "v2.1" : "v3.0",
            robot,
            episodes.size(),
            fps,
            joints,
            joints,
            successAt < 0 ? "" : success);
  }

  private String rows(List<Integer> written) {
    List<String> rows = new ArrayList<>();
    for (int episode : written) {
      List<Frame> frames = episodes.get(episode);
      int before = episodes.subList(0, episode).stream().mapToInt(List::size).sum();
      for (int i = 0; i < frames.size(); i++) {
        rows.add(
            String.format(
                Locale.ROOT,
                "(%s, %s%s, (%d / %d.0)::FLOAT, %d::BIGINT, %d::BIGINT, %d::BIGINT, 0::BIGINT)",
                floats(frames.get(i).action()),
                floats(frames.get(i).state()),
                successAt < 0 ? "" : ", " + (i >= successAt),
                i,
                fps,
                i,
                episode,
                before + i));
      }
    }
    return String.join(",\n", rows);
  }

  private String episodeRows() {
    List<String> rows = new ArrayList<>();
    int from = 0;
    for (int episode = 0; episode < episodes.size(); episode++) {
      int to = from + episodes.get(episode).size();
      rows.add(
          "(%d::BIGINT, ['Pick it up'], %d::BIGINT, 0::BIGINT, 0::BIGINT, %d::BIGINT, %d::BIGINT, 0::BIGINT, 0::BIGINT, %d / %d.0::DOUBLE)"
              .formatted(episode, to - from, from, to, from, fps));
      from = to;
    }
    return String.join(", ", rows);
  }

  private static String floats(double[] values) {
    return Arrays.stream(values)
        .mapToObj(value -> Double.isNaN(value) ? "'NaN'::FLOAT" : Double.toString(value))
        .collect(Collectors.joining(", ", "[", "]::FLOAT[]"));
  }
}
