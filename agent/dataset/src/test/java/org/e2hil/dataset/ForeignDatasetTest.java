package org.e2hil.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import org.e2hil.agent.env.EpisodeEnd;
import org.e2hil.agent.experience.RecordedStep;
import org.e2hil.agent.experience.Source;
import org.e2hil.agent.training.Episode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Datasets as other programs write them: many episodes in one file, an older index of tasks. */
class ForeignDatasetTest {

  private static final String JOINTS =
      """
      ["shoulder_pan.pos", "shoulder_lift.pos", "elbow_flex.pos", "wrist_flex.pos", \
      "wrist_roll.pos", "gripper.pos"]\
      """;

  private static final String INFO =
      """
      {
        "codebase_version": "v3.0", "robot_type": "so101_follower",
        "total_episodes": 3, "total_frames": 15, "total_tasks": 1, "chunks_size": 1000,
        "data_files_size_in_mb": 100, "video_files_size_in_mb": 500, "fps": 30,
        "splits": {"train": "0:3"},
        "data_path": "data/chunk-{chunk_index:03d}/file-{file_index:03d}.parquet",
        "video_path": "videos/{video_key}/chunk-{chunk_index:03d}/file-{file_index:03d}.mp4",
        "features": {
          "action": {"dtype": "float32", "shape": [SIZE], "names": NAMES},
          "observation.state": {"dtype": "float32", "shape": [3], "names": null},
          REWARD
          "observation.images.front": {
            "dtype": "video", "shape": [480, 640, 3], "names": ["height", "width", "channels"],
            "info": {"video.fps": 30, "video.codec": "av1"}
          },
          "timestamp": {"dtype": "float32", "shape": [1], "names": null},
          "frame_index": {"dtype": "int64", "shape": [1], "names": null},
          "episode_index": {"dtype": "int64", "shape": [1], "names": null},
          "index": {"dtype": "int64", "shape": [1], "names": null},
          "task_index": {"dtype": "int64", "shape": [1], "names": null}
        }
      }
      """;

  private static final String REWARDS =
      """
      "next.reward": {"dtype": "float32", "shape": [1], "names": null},
      "next.done": {"dtype": "bool", "shape": [1], "names": null},\
      """;

  @TempDir private Path folder;

  @BeforeEach
  void makeFolders() throws IOException {
    Files.createDirectories(folder.resolve("meta/episodes/chunk-000"));
    Files.createDirectories(folder.resolve("data/chunk-000"));
  }

  /** Three episodes of five frames in one file; the last one was rewarded. */
  private void write(int actions, String names, boolean rewards) throws IOException, SQLException {
    Files.writeString(
        folder.resolve("meta/info.json"),
        INFO.replace("SIZE", Integer.toString(actions))
            .replace("NAMES", names)
            .replace("REWARD", rewards ? REWARDS : ""));
    String reward =
        rewards ? "(i = 14)::INT::FLOAT AS \"next.reward\", (i % 5 = 4) AS \"next.done\"," : "";
    String statistics =
        "[0.5]::DOUBLE[] AS \"stats/timestamp/mean\", [5]::BIGINT[] AS \"stats/timestamp/count\"";
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duck.createStatement()) {
      statement.execute(
          """
          COPY (SELECT list_transform(range(%d), k -> (i + k / 10.0)::FLOAT) AS action,
              [i, i + 0.25, -i]::FLOAT[] AS "observation.state", %s
              ((i %% 5) / 30.0)::FLOAT AS timestamp, (i %% 5)::BIGINT AS frame_index,
              (i // 5)::BIGINT AS episode_index, i::BIGINT AS "index", 0::BIGINT AS task_index
            FROM range(15) AS t(i))
          TO '%s/data/chunk-000/file-000.parquet' (FORMAT parquet)\
          """
              .formatted(actions, reward, folder));
      statement.execute(
          """
          COPY (SELECT i::BIGINT AS episode_index, ['Pick it up'] AS tasks, 5::BIGINT AS length,
              0::BIGINT AS "data/chunk_index", 0::BIGINT AS "data/file_index",
              (5 * i)::BIGINT AS dataset_from_index, (5 * i + 5)::BIGINT AS dataset_to_index,
              0::BIGINT AS "videos/observation.images.front/chunk_index",
              i / 6.0 AS "videos/observation.images.front/from_timestamp",
              0::BIGINT AS "meta/episodes/chunk_index", 0::BIGINT AS "meta/episodes/file_index",
              %s FROM range(3) AS t(i))
          TO '%s/meta/episodes/chunk-000/file-000.parquet' (FORMAT parquet)\
          """
              .formatted(statistics, folder));
      statement.execute(
          """
          COPY (SELECT 0::BIGINT AS task_index, 'Pick it up' AS __index_level_0__)
          TO '%s/meta/tasks.parquet' (FORMAT parquet,
            KV_METADATA {pandas: '{"index_columns": ["__index_level_0__"]}'})\
          """
              .formatted(folder));
    }
  }

  @Test
  void actionsThatAreOursBecomeDemonstrations() throws IOException, SQLException {
    write(7, "null", true);

    Dataset dataset = Dataset.open(folder);
    assertThat(dataset.leftOut()).isEmpty();
    assertThat(dataset.episodes()).isEqualTo(3);
    assertThat(dataset.frames()).isEqualTo(15);
    assertThat(dataset.fps()).isEqualTo(30);
    List<Episode> read = dataset.read(3);
    assertThat(read).hasSize(3).allMatch(episode -> episode.steps().size() == 5);
    RecordedStep step = read.get(1).steps().get(2);
    assertThat(step.measurement().number(1)).isEqualTo(7.25f);
    assertThat(step.next().number(0)).isEqualTo(8f);
    assertThat(step.step().applied().value(3)).isEqualTo((double) 7.3f);
    assertThat(step.step().source()).isEqualTo(Source.DEMONSTRATION);
    assertThat(read.get(2).steps().get(4).step().episodeEnd()).isEqualTo(EpisodeEnd.success());
    assertThat(read.get(1).steps().get(4).step().episodeEnd()).isEqualTo(EpisodeEnd.timeLimit());
    assertThat(read.get(2).steps().get(4).next().number(0)).isEqualTo(14f);
  }

  @Test
  void jointsAreLookedAtAndNotTakenForOurActions() throws IOException, SQLException {
    write(6, JOINTS, true);

    Dataset dataset = Dataset.open(folder);
    assertThat(dataset.episodes()).isEqualTo(3);
    assertThat(dataset.robotType()).isEqualTo("so101_follower");
    assertThatThrownBy(() -> dataset.read(1))
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining("has actions of 6 numbers, [shoulder_pan.pos, ")
        .hasMessageContaining("only the seven [delta_x, ");
  }

  @Test
  void withoutRewardsThereAreNoDemonstrations() throws IOException, SQLException {
    write(7, "null", false);

    assertThatThrownBy(() -> Dataset.open(folder).read(1))
        .hasMessageContaining("has no column next.reward, without which");
  }

  @Test
  void aTornFileOfManyEpisodesLeavesNone() throws IOException, SQLException {
    write(7, "null", true);
    Path data = folder.resolve("data/chunk-000/file-000.parquet");
    byte[] bytes = Files.readAllBytes(data);
    Files.write(data, Arrays.copyOf(bytes, bytes.length / 2));

    Dataset dataset = Dataset.open(folder);
    assertThat(dataset.episodes()).isZero();
    assertThat(dataset.leftOut().orElseThrow())
        .contains("no episode of", "data/chunk-000/file-000.parquet is torn or damaged");
  }

  @Test
  void anotherProgramsDatasetIsNotAddedTo() throws IOException, SQLException {
    write(7, "null", true);

    assertThatThrownBy(() -> DatasetWriter.open(folder, SampleEpisodes.SPEC))
        .hasMessageContaining("was written by another program");
  }

  @Test
  void aCheckNamesWhatLeRobotWouldMiss() throws IOException, SQLException {
    write(6, JOINTS, true);
    Path info = folder.resolve("meta/info.json");
    Files.writeString(
        info, Files.readString(info).replace("\"fps\": 30", "\"fps\": 10").replace("0:3", "0:2"));
    Files.createFile(folder.resolve("data/chunk-000/file-009.parquet"));

    assertThat(DatasetCheck.of(folder))
        .anyMatch(sentence -> sentence.startsWith("meta/info.json: splits say"))
        .anyMatch(sentence -> sentence.contains("file-009.parquet belongs to no episode"))
        .anyMatch(sentence -> sentence.startsWith("meta/episodes has no lists stats/action/min"))
        .contains("In frame 1 of episode 0 timestamp is not frame_index / fps.")
        .contains("meta/stats.json is missing or damaged.")
        .contains(
            "meta/episodes does not say where the film observation.images.front of episode 0 is.")
        .noneMatch(sentence -> sentence.contains("tasks.parquet"));
  }

  @Test
  void aRepairTouchesNothingOfAnotherProgram() throws IOException, SQLException {
    write(7, "null", true);
    assertThat(DatasetRepair.of(folder))
        .containsExactly(folder + " is whole with 3 episodes; nothing was changed.");
    Path data = folder.resolve("data/chunk-000/file-000.parquet");
    Files.write(data, new byte[] {1, 2, 3});

    assertThatThrownBy(() -> DatasetRepair.of(folder))
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining("was written by another program and is not whole");
    assertThat(data).hasBinaryContent(new byte[] {1, 2, 3});
  }
}
