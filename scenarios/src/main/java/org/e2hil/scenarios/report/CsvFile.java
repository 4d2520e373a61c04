package org.e2hil.scenarios.report;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/**
 * A table that only grows, each row handed to the operating system before {@link #append} returns.
 * Numbers are written so that they read back the same; what is not a number is an empty cell.
 */
final class CsvFile implements AutoCloseable {

  private final Path file;
  private final List<String> columns;
  private final FileChannel channel;

  private CsvFile(Path file, List<String> columns, FileChannel channel) {
    this.file = file;
    this.columns = columns;
    this.channel = channel;
  }

  /** Opens a table to add to its end, and makes it where it is missing. */
  static CsvFile append(Path file, List<String> columns) {
    try {
      boolean fresh = !Files.exists(file) || Files.size(file) == 0;
      CsvFile table =
          new CsvFile(
              file,
              columns,
              FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
      if (fresh) {
        table.write(String.join(",", columns));
      }
      return table;
    } catch (IOException e) {
      throw RecordingException.of(file, e);
    }
  }

  /** An empty row, to be filled by column. */
  Row row() {
    return new Row(columns);
  }

  /** Adds a row. */
  void append(Row row) {
    try {
      write(String.join(",", row.cells));
    } catch (IOException e) {
      throw RecordingException.of(file, e);
    }
  }

  private void write(String line) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw RecordingException.of(file, e);
    }
  }

  /** Every whole row of a table; a torn last line, as a killed process leaves it, is left out. */
  static List<Row> read(Path file) {
    try {
      String text = Files.readString(file);
      List<String> lines = text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
      if (lines.isEmpty()) {
        return List.of();
      }
      List<String> columns = List.of(lines.get(0).split(",", -1));
      return lines.stream()
          .skip(1)
          .map(line -> line.split(",", -1))
          .filter(cells -> cells.length == columns.size())
          .map(cells -> new Row(columns, cells))
          .toList();
    } catch (IOException e) {
      throw new RecordingException("cannot read " + file + ": " + e.getMessage());
    }
  }

  /** Throws away the rows that are not wanted, and a torn last line. */
  static void keep(Path file, Predicate<Row> wanted) {
    if (!Files.exists(file)) {
      return;
    }
    List<Row> rows = read(file);
    if (rows.isEmpty()) {
      return;
    }
    StringBuilder text = new StringBuilder(String.join(",", rows.get(0).columns)).append('\n');
    rows.stream()
        .filter(wanted)
        .forEach(row -> text.append(String.join(",", row.cells)).append('\n'));
    RunDirectory.write(file, text.toString());
  }

  /** The cells of one line. */
  static final class Row {

    private final List<String> columns;
    private final String[] cells;

    private Row(List<String> columns) {
      this(columns, new String[columns.size()]);
      Arrays.fill(cells, "");
    }

    private Row(List<String> columns, String[] cells) {
      this.columns = columns;
      this.cells = cells;
    }

    Row set(String column, String text) {
      cells[index(column)] = text.replace(',', ';').replace('\n', ' ');
      return this;
    }

    Row set(String column, long number) {
      return set(column, Long.toString(number));
    }

    Row set(String column, float number) {
      return set(column, Float.isNaN(number) ? "" : Float.toString(number));
    }

    Row set(String column, double number) {
      return set(column, Double.isNaN(number) ? "" : Double.toString(number));
    }

    String text(String column) {
      return cells[index(column)];
    }

    /** The number in a cell; NaN where there is none. */
    double number(String column) {
      String text = text(column);
      return text.isEmpty() ? Double.NaN : Double.parseDouble(text);
    }

    private int index(String column) {
      int index = columns.indexOf(column);
      if (index < 0) {
        throw new IllegalArgumentException(
            "the table has no column '" + column + "'; it has " + columns);
      }
      return index;
    }
  }
}
