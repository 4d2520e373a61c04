package org.e2hil.scenarios.report.page;

import java.util.List;
import org.apiguardian.api.API;

/**
 * Numbers in rows and columns; the first cell of a row names it.
 *
 * @param caption what they are
 * @param header a word a column
 * @param rows as long as the header
 */
@API(status = API.Status.INTERNAL)
public record DataTable(String caption, List<String> header, List<List<String>> rows) {

  /** Refuses a row of another length. */
  public DataTable {
    header = List.copyOf(header);
    rows = rows.stream().map(List::copyOf).toList();
    for (List<String> row : rows) {
      if (row.size() != header.size()) {
        throw new IllegalArgumentException(
            "a row has %d cells, but the header has %d".formatted(row.size(), header.size()));
      }
    }
  }
}
