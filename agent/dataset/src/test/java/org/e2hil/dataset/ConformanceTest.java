package org.e2hil.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What we write keeps every rule of LeRobotDataset v3.0, seen with DuckDB alone. */
class ConformanceTest {

  private static final int EPISODES = 6;

  @TempDir private static Path folder;

  private static Connection duck;
  private static JsonNode info;

  @BeforeAll
  static void write() throws SQLException, IOException {
    // in two sittings, as of a writer that was opened again
    for (int sitting = 0; sitting < 2; sitting++) {
      try (DatasetWriter writer = DatasetWriter.open(folder, SampleEpisodes.SPEC)) {
        for (int i = 0; i < EPISODES / 2; i++) {
          int number = sitting * EPISODES / 2 + i;
          writer.append(SampleEpisodes.episode(number, 20 + number), SampleEpisodes.TRAINING);
        }
      }
    }
    duck = DriverManager.getConnection("jdbc:duckdb:");
    info = new ObjectMapper().readTree(Files.readString(folder.resolve("meta/info.json")));
  }

  @AfterAll
  static void close() throws SQLException {
    duck.close();
  }

  private static List<String> ask(String sql) throws SQLException {
    String named =
        sql.replace("FRAMES", "read_parquet('" + folder + "/data/*/*.parquet')")
            .replace("EPISODES", "read_parquet('" + folder + "/meta/episodes/*/*.parquet')");
    List<String> answers = new ArrayList<>();
    try (Statement statement = duck.createStatement();
        ResultSet rows = statement.executeQuery(named)) {
      while (rows.next()) {
        List<String> cells = new ArrayList<>();
        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
          cells.add(rows.getString(i));
        }
        answers.add(String.join(" ", cells));
      }
    }
    return answers;
  }

  @Test
  void theFilesLieWhereLeRobotLooksForThem() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      List<String> names =
          files
              .filter(Files::isRegularFile)
              .map(file -> folder.relativize(file).toString())
              .sorted()
              .toList();
      assertThat(names)
          .contains("meta/info.json", "meta/stats.json", "meta/tasks.parquet")
          .contains("data/chunk-000/file-005.parquet")
          .contains("meta/episodes/chunk-000/file-005.parquet")
          .hasSize(3 + 2 * EPISODES + 1)
          .noneMatch(name -> name.endsWith(".new"));
    }
  }

  @Test
  void infoSaysWhatItMust() {
    assertThat(info.path("codebase_version").asText()).isEqualTo("v3.0");
    assertThat(info.path("robot_type").asText()).isEqualTo("a1x");
    assertThat(info.path("total_episodes").asInt()).isEqualTo(EPISODES);
    assertThat(info.path("total_frames").asInt()).isEqualTo(20 + 21 + 22 + 23 + 24 + 25);
    assertThat(info.path("total_tasks").asInt()).isEqualTo(1);
    assertThat(info.path("chunks_size").asInt()).isEqualTo(1000);
    assertThat(info.path("data_files_size_in_mb").asInt()).isEqualTo(100);
    assertThat(info.path("video_files_size_in_mb").asInt()).isEqualTo(200);
    assertThat(info.path("fps").isInt()).isTrue();
    assertThat(info.path("splits").path("train").asText()).isEqualTo("0:6");
    assertThat(info.path("data_path").asText())
        .isEqualTo("data/chunk-{chunk_index:03d}/file-{file_index:03d}.parquet");
    assertThat(info.has("video_path")).isTrue();
    assertThat(info.path("video_path").isNull()).isTrue();
  }

  @Test
  void theFeaturesAreTheColumnsInTheirOrder() throws SQLException {
    List<String> features = new ArrayList<>();
    info.path("features").fieldNames().forEachRemaining(features::add);
    assertThat(ask("SELECT column_name FROM (DESCRIBE SELECT * FROM FRAMES)")).isEqualTo(features);
    assertThat(features)
        .startsWith("action", "observation.state", "next.reward", "next.done", "next.success")
        .contains("next.truncated", "intervention", "complementary_info.is_intervention")
        .contains("action.proposed", "source")
        .endsWith("timestamp", "frame_index", "episode_index", "index", "task_index")
        .noneMatch(name -> name.contains("/"));
    JsonNode action = info.path("features").path("action");
    assertThat(action.path("dtype").asText()).isEqualTo("float32");
    assertThat(action.path("shape").toString()).isEqualTo("[7]");
    assertThat(action.path("names").toString())
        .isEqualTo(
            "[\"delta_x\",\"delta_y\",\"delta_z\",\"delta_roll\",\"delta_pitch\",\"delta_yaw\",\"gripper\"]");
    JsonNode state = info.path("features").path("observation.state");
    assertThat(state.path("names").size()).isEqualTo(state.path("shape").get(0).asInt());
    assertThat(state.path("names").toString())
        .contains("proprioception.tool_x_m", "proprioception.gripper", "objects.1.2");
    assertThat(info.path("features").path("timestamp").toString())
        .isEqualTo("{\"dtype\":\"float32\",\"shape\":[1],\"names\":null}");
    for (String last : List.of("frame_index", "episode_index", "index", "task_index")) {
      assertThat(info.path("features").path(last).toString())
          .isEqualTo("{\"dtype\":\"int64\",\"shape\":[1],\"names\":null}");
    }
  }

  @Test
  void listsAreThreeLevelsOfOptionalElementsInSnappyAndOneRowGroupIsAnEpisode()
      throws SQLException {
    String file = "'" + folder + "/data/chunk-000/file-000.parquet'";
    assertThat(
            ask(
                "SELECT name, coalesce(type, '-'), coalesce(repetition_type, '-'),"
                    + " coalesce(num_children, 0) FROM parquet_schema("
                    + file
                    + ") LIMIT 4"))
        .containsSubsequence(
            "action - OPTIONAL 1", "list - REPEATED 1", "element FLOAT OPTIONAL 0");
    assertThat(ask("SELECT DISTINCT compression FROM parquet_metadata(" + file + ")"))
        .containsExactly("SNAPPY");
    assertThat(ask("SELECT num_rows, num_row_groups FROM parquet_file_metadata(" + file + ")"))
        .containsExactly("20 1");
    assertThat(ask("SELECT DISTINCT len(action), len(\"observation.state\") FROM FRAMES"))
        .containsExactly("7 14");
  }

  @Test
  void timestampsFramesAndIndicesCountWithoutGaps() throws SQLException {
    assertThat(ask("SELECT count(*) FROM FRAMES WHERE timestamp <> (frame_index / 10.0)::FLOAT"))
        .containsExactly("0");
    assertThat(
            ask(
                "SELECT count(*) FROM (SELECT \"index\", row_number() OVER () - 1 AS place FROM"
                    + " FRAMES) WHERE \"index\" <> place"))
        .containsExactly("0");
    assertThat(
            ask(
                "SELECT episode_index, count(*), min(frame_index), max(frame_index), count(DISTINCT"
                    + " frame_index) FROM FRAMES GROUP BY 1 ORDER BY 1"))
        .containsExactly(
            "0 20 0 19 20",
            "1 21 0 20 21",
            "2 22 0 21 22",
            "3 23 0 22 23",
            "4 24 0 23 24",
            "5 25 0 24 25");
    assertThat(ask("SELECT DISTINCT task_index FROM FRAMES")).containsExactly("0");
  }

  @Test
  void theRowsOfEpisodesPointToTheirFrames() throws SQLException {
    assertThat(
            ask(
                "SELECT episode_index, length, dataset_from_index, dataset_to_index,"
                    + " \"data/chunk_index\", \"data/file_index\", \"meta/episodes/chunk_index\","
                    + " \"meta/episodes/file_index\", tasks FROM EPISODES"))
        .containsExactly(
            "0 20 0 20 0 0 0 0 [pick-banana]",
            "1 21 20 41 0 1 0 1 [pick-banana]",
            "2 22 41 63 0 2 0 2 [pick-banana]",
            "3 23 63 86 0 3 0 3 [pick-banana]",
            "4 24 86 110 0 4 0 4 [pick-banana]",
            "5 25 110 135 0 5 0 5 [pick-banana]");
    assertThat(
            ask(
                "SELECT count(*) FROM (DESCRIBE SELECT COLUMNS(c -> regexp_matches(c,"
                    + " '_index$|^length$')) FROM EPISODES) WHERE column_type <> 'BIGINT'"))
        .containsExactly("0");
  }

  @Test
  void whatLeRobotHasNoColumnForStandsInColumnsOfOurOwn() throws SQLException {
    assertThat(ask("SELECT kind, seed, episode_end, success, aided, unaided_success FROM EPISODES"))
        .containsExactly(
            "training 7 success true true false",
            "training 7 success true false true",
            "training 7 success true false true",
            "training 7 time_limit false true false",
            "training 7 success true false true",
            "training 7 success true false true");
    assertThat(ask("SELECT DISTINCT \"parameters/names\" FROM EPISODES"))
        .containsExactly("[mass, friction]");
    assertThat(ask("SELECT DISTINCT len(\"final_observation.state\") FROM EPISODES"))
        .containsExactly("14");
    assertThat(
            ask(
                "SELECT episode_index, \"next.done\", \"next.success\", \"next.truncated\" FROM"
                    + " FRAMES WHERE \"next.done\" ORDER BY 1"))
        .containsExactly(
            "0 true true false",
            "1 true true false",
            "2 true true false",
            "3 true false true",
            "4 true true false",
            "5 true true false");
    assertThat(
            ask(
                "SELECT episode_index, count(*), sum(\"complementary_info.is_intervention\") FROM"
                    + " FRAMES WHERE intervention GROUP BY 1 ORDER BY 1"))
        .containsExactly("0 2 2.0", "3 2 2.0");
    assertThat(ask("SELECT count(*) FROM FRAMES WHERE action <> \"action.applied\"::FLOAT[]"))
        .containsExactly("0");
  }

  @Test
  void theTextOfATaskIsTheIndexForPandas() throws SQLException, IOException {
    String file = "'" + folder + "/meta/tasks.parquet'";
    assertThat(ask("SELECT task_index, typeof(task_index), task FROM " + file))
        .containsExactly("0 BIGINT pick-banana");
    JsonNode pandas =
        new ObjectMapper()
            .readTree(
                ask("SELECT decode(value) FROM parquet_kv_metadata("
                        + file
                        + ") WHERE decode(key) = 'pandas'")
                    .get(0));
    assertThat(pandas.path("index_columns").toString()).isEqualTo("[\"task\"]");
    assertThat(pandas.path("column_indexes").get(0).path("pandas_type").asText())
        .isEqualTo("unicode");
    assertThat(pandas.path("columns").get(1).path("field_name").asText()).isEqualTo("task");
    assertThat(pandas.path("pandas_version").asText()).isNotEmpty();
  }

  @Test
  void statisticsOfAnEpisodeAreThoseOfItsFrames() throws SQLException {
    String real =
        "SELECT min(action[1]), max(action[1]), avg(action[1]::DOUBLE),"
            + " stddev_pop(action[1]::DOUBLE), count(*) FROM FRAMES WHERE episode_index = 2";
    String kept =
        "SELECT \"stats/action/min\"[1], \"stats/action/max\"[1], \"stats/action/mean\"[1],"
            + " \"stats/action/std\"[1], \"stats/action/count\"[1] FROM EPISODES WHERE"
            + " episode_index = 2";
    assertNear(ask(kept).get(0), ask(real).get(0), 1e-6);
    // a bin is 1/5000 of the range; between two frames any value is right
    assertThat(
            ask(
                "SELECT count(*) FROM FRAMES WHERE episode_index = 2 AND action[1] <= (SELECT"
                    + " \"stats/action/q50\"[1] + 1e-3 FROM EPISODES WHERE episode_index = 2)"))
        .containsExactly("11");
    assertThat(
            ask(
                "SELECT column_type FROM (DESCRIBE SELECT \"stats/index/min\", \"stats/index/q50\","
                    + " \"stats/index/count\" FROM EPISODES)"))
        .containsExactly("BIGINT[]", "DOUBLE[]", "BIGINT[]");
  }

  @Test
  void statisticsOfAllEpisodesAreThoseOfAllFrames() throws SQLException, IOException {
    JsonNode stats =
        new ObjectMapper().readTree(Files.readString(folder.resolve("meta/stats.json")));
    List<String> features = new ArrayList<>();
    info.path("features").fieldNames().forEachRemaining(features::add);
    for (String feature : features) {
      List<String> names = new ArrayList<>();
      stats.path(feature).fieldNames().forEachRemaining(names::add);
      assertThat(names)
          .containsExactly("min", "max", "mean", "std", "count", "q01", "q10", "q50", "q90", "q99");
      assertThat(stats.path(feature).path("count").toString()).isEqualTo("[135]");
    }
    JsonNode state = stats.path("observation.state");
    String kept =
        Stream.of("min", "max", "mean", "std")
            .map(name -> state.path(name).get(3).asText())
            .reduce("", (a, b) -> a.isEmpty() ? b : a + " " + b);
    assertNear(
        kept,
        ask("SELECT min(s), max(s), avg(s), stddev_pop(s) FROM (SELECT"
                + " \"observation.state\"[4]::DOUBLE AS s FROM FRAMES)")
            .get(0),
        1e-9);
    double weighted =
        Double.parseDouble(
            ask("SELECT sum(\"stats/observation.state/q90\"[4] * length) / sum(length) FROM"
                    + " EPISODES")
                .get(0));
    assertThat(state.path("q90").get(3).asDouble()).isCloseTo(weighted, within(1e-9));
  }

  private static void assertNear(String found, String expected, double tolerance) {
    String[] left = found.split(" ");
    String[] right = expected.split(" ");
    assertThat(left).hasSameSizeAs(right);
    for (int i = 0; i < left.length; i++) {
      assertThat(Double.parseDouble(left[i]))
          .isCloseTo(Double.parseDouble(right[i]), within(tolerance));
    }
  }

  @Test
  void ourOwnCheckFindsNothing() {
    assertThat(DatasetCheck.of(folder)).isEmpty();
  }
}
