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
import java.util.Optional;
import org.apiguardian.api.API;

/** Checks a dataset against what LeRobot's readers expect of version 3.0. */
@API(status = API.Status.EXPERIMENTAL)
public final class DatasetCheck {

  private final Layout layout;
  private final Duck duck;
  private final List<String> found = new ArrayList<>();

  private DatasetCheck(Layout layout, Duck duck) {
    this.layout = layout;
    this.duck = duck;
  }

  /**
   * Checks every rule that shows in the files, on which nothing is changed.
   *
   * @return a sentence for each rule that is broken
   * @throws DatasetException if the folder is no dataset at all
   */
  public static List<String> of(Path folder) {
    Layout layout = Dataset.layout(folder);
    try (Duck duck = Duck.open()) {
      DatasetCheck check = new DatasetCheck(layout, duck);
      check.all();
      return List.copyOf(check.found);
    } catch (SQLException e) {
      throw new DatasetException(
          "the dataset %s cannot be checked: %s".formatted(folder, Duck.reason(e)), e);
    }
  }

  private void all() throws SQLException {
    Optional<DatasetInfo> info = DatasetInfo.read(layout.info());
    if (info.isEmpty()) {
      found.add("meta/info.json is missing or damaged.");
      return;
    }
    new InfoRules(info.get(), found).check();
    WholeEpisodes whole = WholeEpisodes.find(duck, layout, info.get().episodes());
    whole.leftOut().ifPresent(sentence -> found.add(sentence + "."));
    new Strays(layout, whole)
        .files()
        .forEach(
            stray ->
                found.add(
                    "%s belongs to no episode, and LeRobot would read it."
                        .formatted(layout.name(stray))));
    tasks(info.get());
    if (whole.rows().isEmpty()) {
      return;
    }
    new RowRules(duck, info.get(), whole, found).check();
    new FrameRules(duck, layout, info.get(), whole, found).check();
    new FilmRules(layout, info.get(), whole, found).check();
    statistics(info.get(), whole);
  }

  private void tasks(DatasetInfo info) {
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

  private void statistics(DatasetInfo info, WholeEpisodes whole) {
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
}
