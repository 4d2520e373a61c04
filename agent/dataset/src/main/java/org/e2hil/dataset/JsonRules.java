package org.e2hil.dataset;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What version 2.1 must say of its tasks and its episodes, line by line. */
final class JsonRules {

  private static final List<String> STATISTICS = List.of("min", "max", "mean", "std", "count");

  /** Python writes statistics that are no number as NaN. */
  private static final ObjectMapper MAPPER =
      JsonMapper.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();

  private final Duck duck;
  private final Layout layout;
  private final DatasetInfo info;
  private final WholeEpisodes whole;
  private final List<String> found;

  JsonRules(Duck duck, Layout layout, DatasetInfo info, WholeEpisodes whole, List<String> found) {
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

  private void tasks() throws SQLException {
    JsonLines lines =
        new JsonLines(
            layout.lines("tasks"),
            "task_index: 'BIGINT', task: 'VARCHAR'",
            "task_index IS NOT NULL AND task IS NOT NULL");
    if (!isWhole(lines)) {
      return;
    }
    List<Long> indices =
        duck.query(
            "SELECT task_index FROM %s ORDER BY task_index".formatted(lines.table()),
            row -> row.getLong(1));
    for (int i = 0; i < indices.size(); i++) {
      if (indices.get(i) != i) {
        found.add("task %d of meta/tasks.jsonl is number %d.".formatted(i, indices.get(i)));
        return;
      }
    }
    if (indices.size() != info.json().path("total_tasks").asLong(-1)) {
      found.add(
          "meta/info.json says total_tasks %s, and there are %d."
              .formatted(info.json().path("total_tasks"), indices.size()));
    }
  }

  private void rows() throws SQLException {
    List<Long> without =
        duck.query(
            "SELECT episode_index FROM %s WHERE tasks IS NULL ORDER BY 1 LIMIT 1"
                .formatted(whole.rowTable()),
            row -> row.getLong(1));
    if (!without.isEmpty()) {
      found.add("meta/episodes.jsonl has no tasks of episode %d.".formatted(without.get(0)));
    }
  }

  private void statistics() throws SQLException {
    JsonLines lines =
        new JsonLines(
            layout.lines("episodes_stats"),
            "episode_index: 'BIGINT', stats: 'JSON'",
            "episode_index IS NOT NULL AND stats IS NOT NULL");
    if (!isWhole(lines)) {
      return;
    }
    Map<Long, String> told = new HashMap<>();
    duck.query(
        "SELECT episode_index, stats FROM %s ORDER BY line".formatted(lines.table()),
        row -> told.put(row.getLong(1), row.getString(2)));
    for (EpisodeRow row : whole.rows()) {
      Optional<String> flaw = flaw(row, told.getOrDefault(row.index(), "{}"));
      if (flaw.isPresent()) {
        found.add("meta/episodes_stats.jsonl %s in episode %d.".formatted(flaw.get(), row.index()));
        return;
      }
    }
  }

  private Optional<String> flaw(EpisodeRow row, String stats) {
    JsonNode told;
    try {
      told = MAPPER.readTree(stats);
    } catch (JsonProcessingException e) {
      return Optional.of("is damaged");
    }
    for (String feature : info.features()) {
      JsonNode said = info.feature(feature);
      if (said.path("dtype").asText().matches("string|language")) {
        continue;
      }
      for (String statistic : STATISTICS) {
        if (!told.path(feature).path(statistic).isArray()) {
          return Optional.of("has no %s of %s".formatted(statistic, feature));
        }
      }
      long counted = told.path(feature).path("count").path(0).asLong();
      if (!info.pictures().contains(feature) && counted != row.length()) {
        return Optional.of(
            "counts %d frames of %s, not %d,".formatted(counted, feature, row.length()));
      }
    }
    return Optional.empty();
  }

  /** Says where a file is missing or has a damaged line. */
  private boolean isWhole(JsonLines lines) throws SQLException {
    Optional<String> flaw = lines.flaw(duck, layout);
    flaw.ifPresent(sentence -> found.add(sentence + "."));
    return flaw.isEmpty();
  }
}
