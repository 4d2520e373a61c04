package org.e2hil.scenarios.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The columns of a table, each a name and what stands there of a value, so that a name and its
 * content cannot part. Numbers, words, truth values and constants of enums; see {@link
 * CsvFile.Row#set}.
 */
final class Columns<T> {

  private final Map<String, Function<? super T, ?>> cells = new LinkedHashMap<>();

  /** One more column, after all others. */
  Columns<T> with(String name, Function<? super T, ?> cell) {
    cells.put(name, cell);
    return this;
  }

  /** All columns of a part of the value. */
  <P> Columns<T> with(Columns<P> columns, Function<? super T, P> part) {
    columns.cells.forEach((name, cell) -> with(name, value -> cell.apply(part.apply(value))));
    return this;
  }

  /** The names in their order. */
  List<String> names() {
    return List.copyOf(cells.keySet());
  }

  /** Adds a value to a table that has these columns and perhaps others, which stay empty. */
  CsvFile.Row append(CsvFile table, T value) {
    CsvFile.Row row = table.row();
    cells.forEach((name, cell) -> row.set(name, cell.apply(value)));
    table.append(row);
    return row;
  }
}
