package org.e2hil.scenarios.report;

import com.fasterxml.jackson.core.io.NumberOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A table that only grows, each row handed to the operating system before {@link #append} returns.
 * Numbers are written so that they read back the same, by Jackson, since some have more digits in
 * Java's own text before version 19; what is not a number is an empty cell.
 */
final class CsvFile implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(CsvFile.class);

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
      } else {
        requireColumns(file, columns);
      }
      return table;
    } catch (IOException e) {
      throw RecordingException.of(file, e);
    }
  }

  /** A row of other columns would be read as something else. */
  private static void requireColumns(Path file, List<String> columns) {
    try (RecordedRows rows = RecordedRows.open(file)) {
      if (!rows.columns().equals(Optional.of(columns))) {
        throw new RecordingException(
            file + " has other columns: another version of E2HiL wrote it, and must go on with it");
      }
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

  /**
   * Reads every whole row in its order; none where the file is missing.
   *
   * @throws RecordingException if a row is damaged
   */
  static void read(Path file, Consumer<Row> reader) {
    if (!Files.exists(file)) {
      return;
    }
    try (RecordedRows rows = RecordedRows.open(file)) {
      List<String> columns = rows.columns().orElse(List.of());
      for (Optional<String[]> cells = rows.next(); cells.isPresent(); cells = rows.next()) {
        reader.accept(new Row(columns, cells.get()));
      }
    }
  }

  /**
   * Throws away the rows that are not wanted, and a torn last line, as a killed process leaves it.
   *
   * @throws RecordingException if a row is damaged, and then nothing is thrown away
   */
  static void keep(Path file, Predicate<Row> wanted) {
    if (!Files.exists(file)) {
      return;
    }
    StringBuilder text = new StringBuilder();
    try (RecordedRows rows = RecordedRows.open(file)) {
      List<String> columns = rows.columns().orElse(List.of());
      if (!columns.isEmpty()) {
        text.append(String.join(",", columns)).append('\n');
      }
      for (Optional<String[]> cells = rows.next(); cells.isPresent(); cells = rows.next()) {
        Row row = new Row(columns, cells.get());
        if (isWanted(row, wanted, rows)) {
          text.append(String.join(",", row.cells)).append('\n');
        }
      }
      rows.remark().ifPresent(LOG::warn);
    }
    RunDirectory.write(file, text.toString());
  }

  private static boolean isWanted(Row row, Predicate<Row> wanted, RecordedRows rows) {
    try {
      return wanted.test(row);
    } catch (NumberFormatException e) {
      throw rows.damaged("has text where a number should be (" + e.getMessage() + ")");
    }
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

    /**
     * Fills a cell. Numbers read back the same; of constants stands the name in small letters; a
     * comma or the end of a line in a text would be read as another cell, and is replaced.
     */
    Row set(String column, Object value) {
      cells[index(column)] = text(value).replace(',', ';').replace('\n', ' ');
      return this;
    }

    private static String text(Object value) {
      if (value instanceof Float number) {
        return number.isNaN() ? "" : NumberOutput.toString(number, true);
      } else if (value instanceof Double number) {
        return number.isNaN() ? "" : NumberOutput.toString(number, true);
      } else if (value instanceof Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
      } else {
        return value.toString();
      }
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
