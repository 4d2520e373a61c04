package org.e2hil.dataset;

import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the rows of episodes tell, of ours or of another program, as far as they have the column.
 */
final class EpisodeFactsTable {

  private static final String TASKS = "tasks";
  private static final String LENGTH = "length";

  /** Those of ours alone; another program may mean something else by such a name. */
  private static final List<String> OWN =
      List.of(
          "kind", "seed", EpisodeRowFile.END, EpisodeRowFile.REASON, "success", "aided", "reward");

  private final Layout layout;
  private final int fps;
  private final Map<Long, Map<String, Object>> rows = new HashMap<>();

  private EpisodeFactsTable(Layout layout, int fps) {
    this.layout = layout;
    this.fps = fps;
  }

  /**
   * Reads them.
   *
   * @param cameras that film
   */
  static EpisodeFactsTable read(Duck duck, Dataset dataset, List<String> cameras)
      throws SQLException {
    String table = Duck.parquet(dataset.whole().rowFiles());
    Set<String> there =
        new HashSet<>(
            duck.query(
                "SELECT column_name FROM (DESCRIBE SELECT * FROM %s)".formatted(table),
                row -> row.getString(1)));
    List<String> columns =
        Stream.of(
                Stream.of(LENGTH),
                dataset.spec().isPresent() ? OWN.stream() : Stream.<String>empty(),
                cameras.stream().flatMap(EpisodeFactsTable::filming))
            .flatMap(Function.identity())
            .filter(there::contains)
            .toList();
    String tasks = there.contains(TASKS) ? "array_to_string(tasks, ', ')" : "NULL";
    EpisodeFactsTable facts = new EpisodeFactsTable(dataset.layout(), dataset.fps());
    duck.query(
        "SELECT episode_index, %s AS tasks, %s FROM %s"
            .formatted(
                tasks, columns.stream().map(Duck::name).collect(Collectors.joining(", ")), table),
        row -> facts.rows.put(row.getLong(1), values(row, columns)));
    return facts;
  }

  private static Stream<String> filming(String camera) {
    return Stream.of("chunk_index", "file_index", "from_timestamp", "to_timestamp")
        .map(column -> column(camera, column));
  }

  private static String column(String camera, String column) {
    return "videos/%s/%s".formatted(camera, column);
  }

  private static Map<String, Object> values(ResultSet row, List<String> columns)
      throws SQLException {
    Map<String, Object> values = new HashMap<>();
    values.put(TASKS, row.getString(2));
    for (int i = 0; i < columns.size(); i++) {
      values.put(columns.get(i), row.getObject(3 + i));
    }
    return values;
  }

  /** Of an episode, where its row tells them. */
  EpisodeFacts facts(long episode) {
    Map<String, Object> row = rows.get(episode);
    Optional<Number> seed = number(row, "seed");
    Optional<Number> reward = number(row, "reward");
    return new EpisodeFacts(
        text(row, TASKS),
        text(row, "kind"),
        seed.isPresent() ? OptionalLong.of(seed.get().longValue()) : OptionalLong.empty(),
        text(row, EpisodeRowFile.END),
        text(row, EpisodeRowFile.REASON),
        truth(row, "success"),
        truth(row, "aided"),
        reward.isPresent()
            ? OptionalDouble.of(reward.get().doubleValue())
            : OptionalDouble.empty());
  }

  /** Where an episode lies in a camera's films; empty where its row does not tell. */
  Optional<EpisodeView.Film> film(long episode, String camera) {
    Map<String, Object> row = rows.get(episode);
    Optional<Number> chunk = number(row, column(camera, "chunk_index"));
    Optional<Number> file = number(row, column(camera, "file_index"));
    Optional<Number> from = number(row, column(camera, "from_timestamp"));
    if (chunk.isEmpty() || file.isEmpty() || from.isEmpty()) {
      return Optional.empty();
    }
    Path path =
        layout
            .root()
            .relativize(layout.film(camera, chunk.get().longValue(), file.get().longValue()));
    double fromS = from.get().doubleValue();
    double lengthS = number(row, LENGTH).map(Number::doubleValue).orElse(0.0) / fps;
    double toS =
        number(row, column(camera, "to_timestamp"))
            .map(Number::doubleValue)
            .orElse(fromS + lengthS);
    return Optional.of(new EpisodeView.Film(path, fromS, toS));
  }

  private static String text(Map<String, Object> row, String column) {
    return row.get(column) instanceof String text ? text : "";
  }

  private static Optional<Boolean> truth(Map<String, Object> row, String column) {
    return row.get(column) instanceof Boolean truth ? Optional.of(truth) : Optional.empty();
  }

  private static Optional<Number> number(Map<String, Object> row, String column) {
    return row.get(column) instanceof Number number ? Optional.of(number) : Optional.empty();
  }
}
