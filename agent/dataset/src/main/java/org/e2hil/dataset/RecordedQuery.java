package org.e2hil.dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apiguardian.api.API;

/**
 * Questions in SQL about what was recorded: {@code episodes} and {@code frames} of datasets, {@code
 * metrics}, {@code evaluations} and {@code interventions} of runs, {@code runs} and {@code
 * evaluations} of experiments. The first column of each, {@code run}, is the name of the folder.
 * What is asked for is read into memory; after that the question itself reaches no file and no
 * network.
 */
@API(status = API.Status.EXPERIMENTAL)
public final class RecordedQuery {

  /** Tables of a run and of an experiment, each a CSV file of that name. */
  private static final List<String> TABLES =
      List.of("metrics", "evaluations", "interventions", "runs");

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
    try (Duck duck = loaded(select, places)) {
      shut(duck, List.of());
      return answer(duck, select);
    } catch (SQLException e) {
      throw new DatasetException(explained(e), e);
    }
  }

  /**
   * Asks one question and writes its answer as a Parquet file, whole or not at all.
   *
   * @param select as for {@link #ask}
   * @param places as for {@link #ask}
   * @param parquet the file, which there must not be yet
   * @throws DatasetException as {@link #ask} does, or if the file cannot be written
   */
  public static void save(String select, List<Path> places, Path parquet) {
    if (Files.exists(parquet)) {
      throw new DatasetException(parquet + " is there already; give another name");
    }
    try (Duck duck = loaded(select, places)) {
      DurableFile.write(
          parquet.toAbsolutePath(),
          to -> {
            try {
              shut(duck, List.of(to));
              duck.execute("CREATE TEMP VIEW answer AS " + select);
              duck.execute("COPY answer TO %s (%s)".formatted(Duck.file(to), FrameFile.PARQUET));
            } catch (SQLException e) {
              throw new DatasetException(explained(e), e);
            }
          });
    } catch (SQLException e) {
      throw new DatasetException(explained(e), e);
    } catch (IOException e) {
      throw new DatasetException("%s cannot be written: %s".formatted(parquet, e.getMessage()), e);
    }
  }

  /** A database with the tables that the question speaks of. */
  private static Duck loaded(String select, List<Path> places) throws SQLException {
    Duck duck = Duck.open();
    try {
      requireSelect(duck, select);
      for (Path place : places) {
        requirePlace(place);
      }
      for (String table : TABLES) {
        load(duck, select, table, csv(table, places));
      }
      load(duck, select, "episodes", datasets(places, RecordedQuery::episodes));
      load(duck, select, "frames", datasets(places, RecordedQuery::frames));
      return duck;
    } catch (SQLException | RuntimeException e) {
      duck.close();
      throw e;
    }
  }

  /** From here on nothing but these files is read from the disk or written to it. */
  private static void shut(Duck duck, List<Path> open) throws SQLException {
    String files = open.stream().map(Duck::file).collect(Collectors.joining(", ", "[", "]"));
    duck.execute("SET allowed_paths = " + files);
    duck.execute("SET enable_external_access = false");
    duck.execute("SET lock_configuration = true");
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
    boolean hasTables =
        TABLES.stream().anyMatch(table -> Files.isRegularFile(place.resolve(table + ".csv")));
    if (!Dataset.isDataset(place) && !hasTables) {
      throw new DatasetException(
          "%s is no dataset, no run and no experiment: it has no meta/info.json, no metrics.csv and no runs.csv"
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
    return "SELECT %s AS run, COLUMNS(c -> NOT starts_with(c, 'stats/')) FROM %s WHERE episode_index < %d"
        .formatted(name, dataset.whole().rowTable(), dataset.episodes());
  }

  private static String frames(Dataset dataset, String name) {
    String pictures =
        dataset.info().pictures().stream()
            .map(Duck::text)
            .collect(Collectors.joining(", ", "[", "]::VARCHAR[]"));
    return "SELECT %s AS run, COLUMNS(c -> NOT list_contains(%s, c)) FROM %s WHERE episode_index < %d"
        .formatted(name, pictures, Duck.parquet(dataset.whole().dataFiles()), dataset.episodes());
  }

  private static String name(Path place) {
    return Duck.text(place.toAbsolutePath().normalize().getFileName().toString());
  }

  private static Answer answer(Duck duck, String select) throws SQLException {
    try (PreparedStatement statement = duck.prepared(select);
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
