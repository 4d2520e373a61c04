package org.e2hil.dataset;

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
import java.util.stream.Collectors;

/**
 * What the rows of episodes tell, of ours or of another program, as far as they have the column.
 */
final class EpisodeFactsTable {

  private static final String TASKS = "tasks";

  /** Those of ours alone; another program may mean something else by such a name. */
  private static final List<String> OWN =
      List.of(
          "kind", "seed", EpisodeRowFile.END, EpisodeRowFile.REASON, "success", "aided", "reward");

  private final Map<Long, Map<String, Object>> rows = new HashMap<>();

  private EpisodeFactsTable() {}

  /** Reads them. */
  static EpisodeFactsTable read(Duck duck, Dataset dataset) throws SQLException {
    String table = dataset.whole().rowTable();
    Set<String> there = new HashSet<>(duck.columnNames(table));
    List<String> columns =
        dataset.spec().isPresent() ? OWN.stream().filter(there::contains).toList() : List.of();
    String tasks = there.contains(TASKS) ? "array_to_string(tasks, ', ')" : "NULL";
    EpisodeFactsTable facts = new EpisodeFactsTable();
    String more =
        columns.stream().map(column -> ", " + Duck.name(column)).collect(Collectors.joining());
    duck.query(
        "SELECT episode_index, %s AS tasks%s FROM %s".formatted(tasks, more, table),
        row -> facts.rows.put(row.getLong(1), values(row, columns)));
    return facts;
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
