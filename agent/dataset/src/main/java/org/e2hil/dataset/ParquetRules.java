package org.e2hil.dataset;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What version 3.0 must say of its tasks, its episodes and of all of them together. */
final class ParquetRules {

  private static final List<String> STATISTICS =
      List.of("min", "max", "mean", "std", "count", "q01", "q10", "q50", "q90", "q99");

  /** LeRobot's positions are all 64 bits wide. */
  private static final List<String> POSITIONS =
      List.of(
          "episode_index",
          "length",
          "data/chunk_index",
          "data/file_index",
          "dataset_from_index",
          "dataset_to_index",
          "meta/episodes/chunk_index",
          "meta/episodes/file_index");

  private final Duck duck;
  private final Layout layout;
  private final DatasetInfo info;
  private final WholeEpisodes whole;
  private final List<String> found;

  ParquetRules(
      Duck duck, Layout layout, DatasetInfo info, WholeEpisodes whole, List<String> found) {
    this.duck = duck;
    this.layout = layout;
    this.info = info;
    this.whole = whole;
    this.found = found;
  }

  void check() throws SQLException {
    tasks();
    if (!whole.rows().isEmpty()) {
      rows();
      statistics();
    }
  }

  private void rows() throws SQLException {
    Set<String> types = new TreeSet<>(duck.columns(whole.rowTable()));
    for (String position : POSITIONS) {
      must(types.contains(position + " BIGINT"), "no 64-bit integers " + position);
    }
    must(types.contains("tasks VARCHAR[]"), "no lists of texts tasks");
    List<String> missing = new ArrayList<>();
    for (String feature : info.features()) {
      if (info.feature(feature).path("dtype").asText().matches("string|language")) {
        continue;
      }
      for (String statistic : STATISTICS) {
        String column = "stats/%s/%s ".formatted(feature, statistic);
        String list = statistic.equals("count") ? "BIGINT[]" : "[]";
        if (types.stream().noneMatch(type -> type.startsWith(column) && type.endsWith(list))) {
          missing.add(column.strip());
        }
      }
    }
    must(missing.isEmpty(), "no lists " + String.join(", ", missing));
    for (String feature : info.features()) {
      String column = "stats/" + feature + "/mean";
      if (!info.pictures().contains(feature) && types.contains(column + " DOUBLE[]")) {
        none(
            "len(%s) <> %d".formatted(Duck.name(column), info.size(feature)),
            column + " has another size than the feature");
      }
    }
  }

  private void tasks() {
    Path file = layout.tasks();
    try {
      List<String> columns = duck.columns(Duck.parquet(file));
      boolean named = columns.contains("task VARCHAR");
      if (!columns.contains("task_index BIGINT")
          || !(named || columns.contains("__index_level_0__ VARCHAR"))) {
        found.add("meta/tasks.parquet has no task_index and task, but %s.".formatted(columns));
        return;
      }
      List<Long> indices =
          duck.query("SELECT task_index FROM " + Duck.parquet(file), row -> row.getLong(1));
      for (int i = 0; i < indices.size(); i++) {
        if (indices.get(i) != i) {
          found.add("task %d of meta/tasks.parquet is number %d.".formatted(i, indices.get(i)));
        }
      }
      if (indices.size() != info.json().path("total_tasks").asLong(-1)) {
        found.add(
            "meta/info.json says total_tasks %s, and there are %d."
                .formatted(info.json().path("total_tasks"), indices.size()));
      }
      List<String> pandas =
          duck.query(
              "SELECT decode(value) FROM parquet_kv_metadata(%s) WHERE decode(key) = 'pandas'"
                  .formatted(Duck.file(file)),
              row -> row.getString(1));
      JsonNode index =
          pandas.isEmpty()
              ? null
              : new ObjectMapper().readTree(pandas.get(0)).path("index_columns").path(0);
      if (index == null || !index.asText().equals(named ? "task" : "__index_level_0__")) {
        found.add(
            "meta/tasks.parquet does not tell pandas that the text is its index, so that LeRobot"
                + " reads numbers for tasks.");
      }
    } catch (SQLException | JsonProcessingException e) {
      found.add("meta/tasks.parquet is missing, torn or damaged.");
    }
  }

  private void statistics() {
    JsonNode stats;
    try {
      stats = new ObjectMapper().readTree(Files.readString(layout.stats()));
    } catch (IOException e) {
      found.add("meta/stats.json is missing or damaged.");
      return;
    }
    for (String feature : info.features()) {
      JsonNode of = stats.path(feature);
      if (info.feature(feature).path("dtype").asText().matches("string|language")) {
        continue;
      }
      if (!of.isObject()) {
        found.add("meta/stats.json says nothing of %s.".formatted(feature));
      } else if (!info.pictures().contains(feature)
          && of.path("count").path(0).asLong() != whole.frames()) {
        found.add(
            "meta/stats.json counts %s frames of %s, and there are %d."
                .formatted(of.path("count").path(0), feature, whole.frames()));
      }
    }
  }

  private void must(boolean holds, String otherwise) {
    if (!holds) {
      found.add("meta/episodes has %s.".formatted(otherwise));
    }
  }

  private void none(String violation, String sentence) throws SQLException {
    List<Long> episodes =
        duck.query(
            "SELECT episode_index FROM %s WHERE %s ORDER BY episode_index LIMIT 1"
                .formatted(whole.rowTable(), violation),
            row -> row.getLong(1));
    if (!episodes.isEmpty()) {
      found.add("In episode %d %s.".formatted(episodes.get(0), sentence));
    }
  }
}
