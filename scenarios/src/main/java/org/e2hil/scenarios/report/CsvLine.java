package org.e2hil.scenarios.report;

import java.util.Collection;
import java.util.stream.Collectors;
import org.apiguardian.api.API;

/** Cells of any text as a line of CSV, as RFC 4180 has it. */
@API(status = API.Status.INTERNAL)
public final class CsvLine {

  private CsvLine() {}

  /** The line without its end. */
  public static String of(Collection<String> cells) {
    return cells.stream().map(CsvLine::quoted).collect(Collectors.joining(","));
  }

  private static String quoted(String cell) {
    return cell.matches("[^,\"\r\n]*") ? cell : '"' + cell.replace("\"", "\"\"") + '"';
  }
}
