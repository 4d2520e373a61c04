package org.e2hil.dataset;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What the rows of episodes must say. */
final class RowRules {

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
  private final DatasetInfo info;
  private final WholeEpisodes whole;
  private final List<String> found;
  private final String rows;

  RowRules(Duck duck, DatasetInfo info, WholeEpisodes whole, List<String> found) {
    this.duck = duck;
    this.info = info;
    this.whole = whole;
    this.found = found;
    rows = Duck.parquet(whole.rowFiles());
  }

  void check() throws SQLException {
    totals();
    Set<String> types = new TreeSet<>(duck.columns(rows));
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

  private void totals() {
    long announced = info.episodes();
    if (announced != whole.rows().size()) {
      found.add(
          "meta/info.json says total_episodes %d, and %d are whole."
              .formatted(announced, whole.rows().size()));
    }
    long frames = info.json().path("total_frames").asLong(-1);
    if (frames != whole.frames()) {
      found.add(
          "meta/info.json says total_frames %d, and there are %d."
              .formatted(frames, whole.frames()));
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
                .formatted(rows, violation),
            row -> row.getLong(1));
    if (!episodes.isEmpty()) {
      found.add("In episode %d %s.".formatted(episodes.get(0), sentence));
    }
  }
}
