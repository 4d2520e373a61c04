package org.e2hil.scenarios.report.page;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import javax.imageio.ImageIO;

/**
 * A dataset as another program writes it: six joints in degrees at 30 Hz, all episodes in one file,
 * pictures of one camera in its frames and a film of another beside them. The hand takes over in
 * the second frame of odd episodes; each third episode fails.
 */
record ForeignDataset(Path folder, int episodes, int frames, int numbers) {

  static final String FRONT = "observation.images.front";
  static final String SIDE = "observation.images.side";

  /** How many frames have pictures that differ, before they come again. */
  private static final int COLOURS = 64;

  private static final String INFO =
      """
      {
        "codebase_version": "v3.0", "robot_type": "so101_follower", "fps": 30,
        "total_episodes": %d, "total_frames": %d,
        "features": {
          "observation.state": {"dtype": "float32", "shape": [%d], "names": null},
          "action": {"dtype": "float32", "shape": [6], "names": [
            "shoulder_pan.pos", "shoulder_lift.pos", "elbow_flex.pos", "wrist_flex.pos",
            "wrist_roll.pos", "gripper.pos"]},
          "next.reward": {"dtype": "float32", "shape": [1], "names": null},
          "next.success": {"dtype": "bool", "shape": [1], "names": null},
          "intervention": {"dtype": "bool", "shape": [1], "names": null},
          "%s": {"dtype": "image", "shape": [8, 8, 3], "names": ["height", "width", "channels"]},
          "%s": {"dtype": "video", "shape": [8, 8, 3], "names": ["height", "width", "channels"]},
          "timestamp": {"dtype": "float32", "shape": [1], "names": null},
          "frame_index": {"dtype": "int64", "shape": [1], "names": null},
          "episode_index": {"dtype": "int64", "shape": [1], "names": null},
          "index": {"dtype": "int64", "shape": [1], "names": null},
          "task_index": {"dtype": "int64", "shape": [1], "names": null}
        }
      }
      """;

  /** Writes it; every task reads {@code task}. */
  ForeignDataset write(String task) throws IOException, SQLException {
    for (String below : new String[] {"meta/episodes", "data", "videos/" + SIDE}) {
      Files.createDirectories(folder.resolve(below).resolve("chunk-000"));
    }
    Files.writeString(
        folder.resolve("meta/info.json"),
        INFO.formatted(episodes, episodes * frames, numbers, FRONT, SIDE));
    Files.writeString(folder.resolve("videos/" + SIDE + "/chunk-000/file-000.mp4"), "a film");
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duck.createStatement()) {
      statement.execute("CREATE TABLE pictures (i BIGINT, png BLOB)");
      for (int i = 0; i < Math.min(COLOURS, episodes * frames); i++) {
        statement.execute(
            "INSERT INTO pictures SELECT i, unhex('%s') FROM range(%d, %d, %d) AS t(i)"
                .formatted(HexFormat.of().formatHex(picture(i)), i, episodes * frames, COLOURS));
      }
      statement.execute(
          """
          COPY (SELECT list_transform(range(%2$d), k -> (i + k / 8.0)::FLOAT) AS "observation.state",
              list_transform(range(6), k -> (10 * i - k)::FLOAT) AS action,
              (i %% %1$d = %1$d - 1 AND (i // %1$d) %% 3 <> 2)::INT::FLOAT AS "next.reward",
              (i %% %1$d = %1$d - 1 AND (i // %1$d) %% 3 <> 2) AS "next.success",
              (i %% %1$d = 1 AND (i // %1$d) %% 2 = 1) AS intervention,
              {'bytes': png, 'path': 'frame.png'} AS "%3$s",
              ((i %% %1$d) / 30.0)::FLOAT AS timestamp, (i %% %1$d)::BIGINT AS frame_index,
              (i // %1$d)::BIGINT AS episode_index, i AS "index", 0::BIGINT AS task_index
            FROM pictures ORDER BY i)
          TO '%4$s/data/chunk-000/file-000.parquet' (FORMAT parquet)\
          """
              .formatted(frames, numbers, FRONT, folder));
      statement.execute(
          """
          COPY (SELECT i::BIGINT AS episode_index, ['%1$s'] AS tasks, %2$d::BIGINT AS length,
              0::BIGINT AS "data/chunk_index", 0::BIGINT AS "data/file_index",
              (%2$d * i)::BIGINT AS dataset_from_index, (%2$d * i + %2$d)::BIGINT AS dataset_to_index,
              0::BIGINT AS "videos/%3$s/chunk_index", 0::BIGINT AS "videos/%3$s/file_index",
              i * %2$d / 30.0 AS "videos/%3$s/from_timestamp",
              (i + 1) * %2$d / 30.0 AS "videos/%3$s/to_timestamp"
            FROM range(%4$d) AS t(i))
          TO '%5$s/meta/episodes/chunk-000/file-000.parquet' (FORMAT parquet)\
          """
              .formatted(task, frames, SIDE, episodes, folder));
    }
    return this;
  }

  /** The state's number in a frame. */
  static float state(int frame, int number) {
    return frame + number / 8f;
  }

  /** The picture of a frame as a PNG file. */
  static byte[] picture(int frame) throws IOException {
    BufferedImage image = new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB);
    image.setRGB(4, 4, 0x30303 * (frame % COLOURS));
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageIO.write(image, "png", png);
    return png.toByteArray();
  }
}
