package org.e2hil.scenarios.report;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** The end of a table that another process may be writing to, without reading all of it. */
final class LastRow {

  /** More than a row takes. */
  private static final int TAIL_BYTES = 8192;

  private LastRow() {}

  /** The whole number in a column of the last whole row; 0 if there is none. */
  static long number(Path table, String column) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(table.toFile(), "r")) {
      String header = file.readLine();
      if (header == null) {
        return 0;
      }
      long begin = Math.max(file.getFilePointer(), file.length() - TAIL_BYTES);
      byte[] tail = new byte[(int) Math.max(0, file.length() - begin)];
      file.seek(begin);
      file.readFully(tail);
      String text = new String(tail, StandardCharsets.UTF_8);
      int end = text.lastIndexOf('\n');
      if (end <= 0) {
        return 0;
      }
      String row = text.substring(text.lastIndexOf('\n', end - 1) + 1, end);
      String[] cells = row.split(",", -1);
      int index = List.of(header.split(",", -1)).indexOf(column);
      return index >= 0 && index < cells.length && cells[index].matches("\\d{1,18}")
          ? Long.parseLong(cells[index])
          : 0;
    }
  }
}
