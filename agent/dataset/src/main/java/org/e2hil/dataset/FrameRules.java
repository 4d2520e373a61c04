package org.e2hil.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the frames must be. */
final class FrameRules {

  private static final Map<String, String> TYPES =
      Map.of(
          "float32", "FLOAT",
          "float64", "DOUBLE",
          "int64", "BIGINT",
          "int32", "INTEGER",
          "bool", "BOOLEAN",
          "string", "VARCHAR",
          "image", "STRUCT(bytes BLOB, path VARCHAR)");

  private final Duck duck;
  private final Layout layout;
  private final DatasetInfo info;
  private final Set<Path> files;
  private final List<String> found;

  /** Whether columns must stand in the order of info.json: v3.0 reads them by it. */
  private final boolean ordered;

  private final String frames;

  FrameRules(Duck duck, Layout layout, DatasetInfo info, WholeEpisodes whole, List<String> found) {
    this.duck = duck;
    this.layout = layout;
    this.info = info;
    this.found = found;
    ordered = !info.version().equals(Optional.of(Version.V2_1));
    files = whole.dataFiles();
    frames = Duck.parquet(files);
  }

  void check() throws SQLException {
    int before = found.size();
    for (Path file : files) {
      columns(file);
    }
    if (found.size() > before) {
      // the rules of the numbers need their columns
      return;
    }
    for (String feature : info.features()) {
      if (isList(feature)) {
        none(
            "%s IS NULL OR len(%s) <> %d"
                .formatted(Duck.name(feature), Duck.name(feature), info.size(feature)),
            "%s has not %d numbers".formatted(feature, info.size(feature)));
      }
    }
    none(
        "abs(timestamp - frame_index / %d.0) > 1e-4".formatted(info.fps()),
        "timestamp is not frame_index / fps");
    none("frame_index < 0", "frame_index is negative");
    none(
        "task_index < 0 OR task_index >= " + info.json().path("total_tasks").asLong(),
        "task_index is none of the tasks");
    order();
    ends("next.done");
    ends("next.success");
    ends("next.truncated");
  }

  private void columns(Path file) throws SQLException {
    List<String> expected = new ArrayList<>();
    for (String feature : info.features()) {
      JsonNode said = info.feature(feature);
      String type = TYPES.get(said.path("dtype").asText());
      if (type != null) {
        expected.add(feature + " " + type + (isList(feature) ? "[]" : ""));
      }
    }
    List<String> all = duck.columns(Duck.parquet(file));
    List<String> there = new ArrayList<>(all);
    there.retainAll(expected);
    List<String> missing = new ArrayList<>(expected);
    missing.removeAll(all);
    if (!missing.isEmpty() || ordered && !there.equals(expected)) {
      found.add(
          missing.isEmpty()
              ? "%s has its columns in another order than meta/info.json."
                  .formatted(layout.name(file))
              : "%s lacks the columns %s of meta/info.json.".formatted(layout.name(file), missing));
    }
    List<String> strange =
        all.stream()
            .map(column -> column.substring(0, column.indexOf(' ')))
            .filter(column -> !info.hasFeature(column))
            .toList();
    if (!strange.isEmpty()) {
      found.add(
          "%s has the columns %s, of which meta/info.json says nothing."
              .formatted(layout.name(file), strange));
    }
  }

  private boolean isList(String feature) {
    return TYPES.containsKey(info.feature(feature).path("dtype").asText())
        && info.feature(feature).path("shape").size() == 1
        && info.size(feature) > 1;
  }

  /** Rows stand in the order of the dataset, which readers count on. */
  private void order() throws SQLException {
    List<Long> wrong =
        duck.query(
            "SELECT \"index\" FROM (SELECT \"index\", row_number() OVER () - 1 AS place FROM %s) WHERE \"index\" <> place LIMIT 1"
                .formatted(frames),
            row -> row.getLong(1));
    if (!wrong.isEmpty()) {
      found.add(
          "The frame with index %d does not stand in that place of the data files."
              .formatted(wrong.get(0)));
    }
  }

  private void ends(String feature) throws SQLException {
    if (info.hasFeature(feature)) {
      none(
          "%s AND frame_index < (SELECT max(frame_index) FROM %s AS all_frames WHERE all_frames.episode_index = frames.episode_index)"
              .formatted(Duck.name(feature), frames),
          feature + " is true before the episode's last frame");
    }
  }

  private void none(String violation, String sentence) throws SQLException {
    List<String> places =
        duck.query(
            "SELECT episode_index, frame_index FROM %s AS frames WHERE %s ORDER BY 1, 2 LIMIT 1"
                .formatted(frames, violation),
            row -> "frame %d of episode %d".formatted(row.getLong(2), row.getLong(1)));
    if (!places.isEmpty()) {
      found.add("In %s %s.".formatted(places.get(0), sentence));
    }
  }
}
