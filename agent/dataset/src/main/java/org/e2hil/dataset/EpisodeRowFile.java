package org.e2hil.dataset;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.duckdb.DuckDBAppender;
import org.e2hil.agent.env.EpisodeEnd;
import org.e2hil.agent.experience.RecordedObservation;
import org.e2hil.agent.experience.RecordedStep;
import org.e2hil.agent.experience.Source;
import org.e2hil.agent.training.Episode;

/**
 * Writes the row of one episode as a Parquet file. Its columns are LeRobot's, then ours, which
 * LeRobot keeps and does not need, then the statistics of each feature.
 */
final class EpisodeRowFile {

  /**
   * What was seen after the last action. A frame holds what was seen before its action, so that
   * LeRobot loses it; without it the last step of an episode that was cut off by time could not be
   * learned from as it was.
   */
  static final String FINAL_STATE = "final_observation.state";

  /** The pictures seen after the last action, as PNG: this and the camera's name. */
  static final String FINAL_PICTURES = "final_observation.images.";

  static final String END = "episode_end";
  static final String REASON = "reason";

  /** The seed that the world was reset with, which begins the episode again in simulation. */
  static final String RESET_SEED = "reset_seed";

  static final String PARAMETER_NAMES = "parameters/names";
  static final String PARAMETER_VALUES = "parameters/values";

  /** The key of the Parquet file's metadata under which info.json stands once more. */
  static final String INFO = "e2hil";

  private static final String TABLE = "row_to_write";

  /** Puts one value into the row. */
  @FunctionalInterface
  private interface Cell {
    void append(DuckDBAppender row) throws SQLException;
  }

  private final Map<String, String> types = new LinkedHashMap<>();
  private final List<String> select = new ArrayList<>();
  private final List<Cell> cells = new ArrayList<>();

  private EpisodeRowFile() {}

  /**
   * Writes the file.
   *
   * @param row what finds the episode
   * @param statistics by the feature
   * @param spec of the dataset, which stands in the file's metadata so that a lost info.json can be
   *     made again
   * @throws DatasetException if a text has letters that are none
   */
  static void write(
      Duck duck,
      EpisodeRow row,
      DatasetSpec spec,
      Episode episode,
      EpisodeNote note,
      EpisodePictures pictures,
      Map<Feature, Statistics> statistics,
      Path file)
      throws SQLException {
    EpisodeRowFile cells = new EpisodeRowFile();
    cells.lerobots(row, spec);
    cells.ours(row, episode, note);
    pictures.last().forEach(cells::last);
    statistics.forEach(cells::statistics);
    String columns =
        cells.types.entrySet().stream()
            .map(column -> Duck.name(column.getKey()) + " " + column.getValue())
            .collect(Collectors.joining(", "));
    duck.execute("CREATE OR REPLACE TABLE %s (%s)".formatted(TABLE, columns));
    duck.append(
        TABLE,
        table -> {
          table.beginRow();
          for (Cell cell : cells.cells) {
            cell.append(table);
          }
          table.endRow();
        });
    String select = String.join(", ", cells.select);
    duck.execute(
        "COPY (SELECT %s FROM %s) TO %s (%s)"
            .formatted(select, TABLE, Duck.file(file), parquet(spec)));
    duck.execute("DROP TABLE " + TABLE);
  }

  /** How a file with rows is written. */
  static String parquet(DatasetSpec spec) {
    return "%s, KV_METADATA {%s: %s}"
        .formatted(FrameFile.PARQUET, INFO, Duck.text(DatasetInfo.of(spec, 0, 0).text()));
  }

  private void add(String name, String type, Cell cell) {
    types.put(name, type);
    select.add(Duck.name(name));
    cells.add(cell);
  }

  private void number(String name, long value) {
    add(name, "BIGINT", row -> row.append(value));
  }

  private void maybe(String name, OptionalLong value) {
    add(
        name,
        "BIGINT",
        row -> {
          if (value.isPresent()) {
            row.append(value.getAsLong());
          } else {
            row.appendNull();
          }
        });
  }

  private void truth(String name, boolean value) {
    add(name, "BOOLEAN", row -> row.append(value));
  }

  private void text(String name, String value) {
    requireLetters(name, value);
    add(name, "VARCHAR", row -> row.append(value));
  }

  private void lerobots(EpisodeRow row, DatasetSpec spec) {
    long chunk = row.index() / Layout.CHUNK;
    long file = row.index() % Layout.CHUNK;
    number("episode_index", row.index());
    requireLetters("task", spec.task());
    add("tasks", "VARCHAR[]", table -> table.append(List.of(spec.task())));
    number("length", row.length());
    number("data/chunk_index", chunk);
    number("data/file_index", file);
    number("dataset_from_index", row.from());
    number("dataset_to_index", row.to());
    for (EpisodeRow.Film film : row.films()) {
      String prefix = "videos/" + film.feature() + "/";
      number(prefix + "chunk_index", chunk);
      number(prefix + "file_index", file);
      add(prefix + "from_timestamp", "DOUBLE", table -> table.append(film.from()));
      double to = film.from() + (double) row.length() / spec.fps();
      add(prefix + "to_timestamp", "DOUBLE", table -> table.append(to));
    }
    number("meta/episodes/chunk_index", chunk);
    number("meta/episodes/file_index", file);
  }

  private void ours(EpisodeRow row, Episode episode, EpisodeNote note) {
    RecordedStep last = episode.steps().get(episode.steps().size() - 1);
    EpisodeEnd end = last.step().episodeEnd();
    boolean success = end.kind() == EpisodeEnd.Kind.SUCCESS;
    // the policy alone: an expert that demonstrates is no less help than a hand that takes over
    boolean aided =
        episode.steps().stream().anyMatch(step -> step.step().source() != Source.POLICY);
    text("kind", SqlWords.of(note.kind()));
    maybe("seed", note.seed());
    maybe(RESET_SEED, episode.resetSeed());
    text(END, SqlWords.of(end.kind()));
    text(REASON, end.reason());
    truth("success", success);
    truth("aided", aided);
    truth("unaided_success", success && !aided);
    double reward = episode.steps().stream().mapToDouble(step -> step.step().reward()).sum();
    add("reward", "DOUBLE", table -> table.append(reward));
    List<String> names = List.copyOf(episode.parameters().keySet());
    names.forEach(name -> requireLetters("the name of a parameter", name));
    add(PARAMETER_NAMES, "VARCHAR[]", table -> table.append(names));
    double[] values =
        episode.parameters().values().stream().mapToDouble(Double::doubleValue).toArray();
    add(PARAMETER_VALUES, "DOUBLE[]", table -> table.append(values));
    float[] seen = numbers(last.next());
    add(FINAL_STATE, "FLOAT[]", table -> table.append(seen));
    number(ParquetRows.DATA_CRC, row.dataCrc().orElseThrow());
    for (EpisodeRow.Film film : row.films()) {
      number("videos/" + film.feature() + "/crc32c", film.crc().orElseThrow());
    }
  }

  private void last(PictureSpec camera, byte[] rgb) {
    byte[] png = Png.encode(rgb, camera);
    add(FINAL_PICTURES + camera.name(), "BLOB", row -> row.append(png));
  }

  private static float[] numbers(RecordedObservation observation) {
    float[] numbers = new float[observation.shape().numbers()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = observation.number(i);
    }
    return numbers;
  }

  private void statistics(Feature feature, Statistics of) {
    String prefix = "stats/" + feature.name() + "/";
    boolean whole = feature.type() == Feature.Type.INT64;
    int before = select.size();
    range(prefix + "min", of.min(), whole);
    range(prefix + "max", of.max(), whole);
    doubles(prefix + "mean", of.mean());
    doubles(prefix + "std", of.std());
    for (int q = 0; q < Statistics.QUANTILES.length; q++) {
      doubles(prefix + Statistics.QUANTILES[q], of.quantiles()[q]);
    }
    if (feature.isPicture()) {
      select.subList(before, select.size()).replaceAll(EpisodeRowFile::byColour);
    }
    add(prefix + "count", "BIGINT[]", row -> row.append(new long[] {of.count()}));
  }

  /** LeRobot's shape is {@code [colours][1][1]}. */
  private static String byColour(String column) {
    return "[[[%s[1]]], [[%s[2]]], [[%s[3]]]] AS %s".formatted(column, column, column, column);
  }

  private void range(String name, double[] values, boolean whole) {
    if (whole) {
      long[] numbers = new long[values.length];
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] = (long) values[i];
      }
      add(name, "BIGINT[]", row -> row.append(numbers));
    } else {
      doubles(name, values);
    }
  }

  private void doubles(String name, double[] values) {
    add(name, "DOUBLE[]", row -> row.append(values));
  }

  private static void requireLetters(String what, String text) {
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      throw new DatasetException(
          "%s holds half a letter (a lone surrogate), which a dataset cannot keep".formatted(what));
    }
  }
}
