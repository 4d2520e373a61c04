package org.e2hil.dataset;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apiguardian.api.API;

/**
 * Questions in SQL about what was recorded: {@code episodes} and {@code frames} of datasets, {@code
 * metrics}, {@code evaluations} and {@code interventions} of runs. The first column of each, {@code
 * run}, is the name of the folder. What is asked for is read into memory; after that the question
 * itself reaches no file and no network.
 */
@API(status = API.Status.EXPERIMENTAL)
public final class RecordedQuery {

  /** Tables of a run, each a CSV file of that name. */
  private static final List<String> TABLES = List.of("metrics", "evaluations", "interventions");

  private RecordedQuery() {}

  /**
   * What came of a question.
   *
   * @param columns their names
   * @param rows a text for each column, empty for what is not known
   */
  public record Answer(List<String> columns, List<List<String>> rows) {

    /** Copies both. */
    public Answer {
      columns = List.copyOf(columns);
      rows = rows.stream().map(List::copyOf).toList();
    }
  }

  /**
   * Asks one question.
   *
   * @param select a SELECT of SQL, as DuckDB understands it
   * @param places folders of runs and of datasets
   * @throws DatasetException if a place is neither, or the question is no SELECT or not understood
   */
  public static Answer ask(String select, List<Path> places) {
    try (Duck duck = Duck.open()) {
      requireSelect(duck, select);
      for (Path place : places) {
        requirePlace(place);
      }
      for (String table : TABLES) {
        load(duck, select, table, csv(table, places));
      }
      load(duck, select, "episodes", datasets(places, RecordedQuery::episodes));
      load(duck, select, "frames", datasets(places, RecordedQuery::frames));
      // from here on nothing is read from the disk, and nothing could be written
      duck.execute("SET enable_external_access = false");
      duck.execute("SET lock_configuration = true");
      return answer(duck, select);
    } catch (SQLException e) {
      throw new DatasetException(explained(e), e);
    }
  }

  private static void requireSelect(Duck duck, String select) throws SQLException {
    List<String> parsed =
        duck.query(
            "SELECT json_serialize_sql(%s)".formatted(Duck.text(select)), row -> row.getString(1));
    if (parsed.get(0).contains("Only SELECT statements")) {
      throw new DatasetException("a question is a SELECT, which changes nothing; ask for that");
    }
  }

  private static void requirePlace(Path place) {
    if (!Dataset.isDataset(place) && !Files.isRegularFile(place.resolve("metrics.csv"))) {
      throw new DatasetException(
          "%s is neither a dataset nor a run: it has no meta/info.json and no metrics.csv"
              .formatted(place));
    }
  }

  /** Makes a table of these selections, one below the other, if the question speaks of it. */
  private static void load(Duck duck, String select, String table, List<String> selections)
      throws SQLException {
    boolean asked =
        Pattern.compile("\\b" + table + "\\b", Pattern.CASE_INSENSITIVE).matcher(select).find();
    if (asked && !selections.isEmpty()) {
      duck.execute(
          "CREATE TABLE %s AS %s".formatted(table, String.join(" UNION ALL BY NAME ", selections)));
    }
  }

  private static List<String> csv(String table, List<Path> places) {
    List<String> selections = new ArrayList<>();
    for (Path place : places) {
      Path file = place.resolve(table + ".csv");
      if (Files.isRegularFile(file)) {
        selections.add(
            "SELECT %s AS run, * FROM read_csv(%s, header = true, sample_size = -1, hive_partitioning = false)"
                .formatted(name(place), Duck.file(file.toAbsolutePath())));
      }
    }
    return selections;
  }

  /** How to select something of a dataset. */
  @FunctionalInterface
  private interface Selection {
    String of(Dataset dataset, String name);
  }

  private static List<String> datasets(List<Path> places, Selection selection) {
    List<String> selections = new ArrayList<>();
    for (Path place : places) {
      if (Dataset.isDataset(place)) {
        Dataset dataset = Dataset.open(place);
        if (dataset.episodes() > 0) {
          selections.add(selection.of(dataset, name(place)));
        }
      }
    }
    return selections;
  }

  private static String episodes(Dataset dataset, String name) {
    Set<Path> files = new LinkedHashSet<>();
    dataset.whole().rows().forEach(row -> files.add(row.file()));
    return "SELECT %s AS run, COLUMNS(c -> NOT starts_with(c, 'stats/')) FROM %s WHERE episode_index < %d"
        .formatted(name, Duck.parquet(files), dataset.episodes());
  }

  private static String frames(Dataset dataset, String name) {
    Set<Path> files = new LinkedHashSet<>();
    dataset.whole().rows().forEach(row -> files.add(row.data()));
    String pictures =
        dataset.info().pictures().stream()
            .map(Duck::text)
            .collect(Collectors.joining(", ", "[", "]::VARCHAR[]"));
    return "SELECT %s AS run, COLUMNS(c -> NOT list_contains(%s, c)) FROM %s WHERE episode_index < %d"
        .formatted(name, pictures, Duck.parquet(files), dataset.episodes());
  }

  private static String name(Path place) {
    return Duck.text(place.toAbsolutePath().normalize().getFileName().toString());
  }

  private static Answer answer(Duck duck, String select) throws SQLException {
    // a statement that was not prepared says of every mistake that its result is closed
    try (PreparedStatement statement = duck.connection().prepareStatement(select);
        ResultSet rows = statement.executeQuery()) {
      ResultSetMetaData meta = rows.getMetaData();
      List<String> columns = new ArrayList<>();
      for (int i = 1; i <= meta.getColumnCount(); i++) {
        columns.add(meta.getColumnLabel(i));
      }
      List<List<String>> texts = new ArrayList<>();
      while (rows.next()) {
        List<String> cells = new ArrayList<>();
        for (int i = 1; i <= columns.size(); i++) {
          String cell = rows.getString(i);
          cells.add(cell == null ? "" : cell);
        }
        texts.add(cells);
      }
      return new Answer(columns, texts);
    }
  }

  private static String explained(SQLException e) {
    String reason = Duck.reason(e);
    // what DuckDB says where a question that passed the first look reaches for a file
    boolean locked = reason.toLowerCase(Locale.ROOT).contains("disabled by configuration");
    return locked
        ? "the question reaches for a file or the network; it may ask the tables episodes, frames,"
            + " metrics, evaluations and interventions alone"
        : "the question cannot be answered: " + reason;
  }
}
