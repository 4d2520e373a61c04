package org.e2hil.scenarios.report;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The rows of a CSV file, one after another. A damaged row is an error, never skipped; a last line
 * without an end, as a killed process leaves it, is no row and is told of by {@link #remark}.
 */
final class RecordedRows implements AutoCloseable {

  private final Path file;
  private final BufferedReader in;
  private final Optional<List<String>> columns;
  private int line;
  private boolean torn;

  private RecordedRows(Path file) throws IOException {
    this.file = file;
    in = Files.newBufferedReader(file);
    try {
      columns = line().map(header -> List.of(header.split(",", -1)));
    } catch (IOException e) {
      in.close();
      throw e;
    }
  }

  /**
   * Opens a table and reads the names of its columns.
   *
   * @throws RecordingException if it cannot be read or is no text
   */
  static RecordedRows open(Path file) {
    try {
      return new RecordedRows(file);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  /** The names of the columns; empty where the file has no whole line. */
  Optional<List<String>> columns() {
    return columns;
  }

  /**
   * The cells of the next row, one a column; empty behind the last.
   *
   * @throws RecordingException if the row has more or fewer cells than there are columns, or cannot
   *     be read
   */
  Optional<String[]> next() {
    try {
      Optional<String[]> cells = line().map(text -> text.split(",", -1));
      if (cells.isPresent() && cells.get().length != columns.orElseThrow().size()) {
        throw damaged(
            "has %d cells where its header has %d"
                .formatted(cells.get().length, columns.orElseThrow().size()));
      }
      return cells;
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  /** What is wrong with the row that was read last, as an error to throw. */
  RecordingException damaged(String what) {
    return new RecordingException(
        "%s, line %d %s; the file is damaged: take that line out, or restore the file from a copy"
            .formatted(file, line, what));
  }

  /** Once all rows are read, what to tell of the file though it can be used. */
  Optional<String> remark() {
    return torn
        ? Optional.of(
            "The last line of %s is torn, as a stopped run leaves it, and was left out."
                .formatted(file))
        : Optional.empty();
  }

  @Override
  public void close() {
    try {
      in.close();
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  /** The next whole line; a reader's own do not tell a torn last line from a whole one. */
  private Optional<String> line() throws IOException {
    line++;
    StringBuilder text = new StringBuilder();
    for (int letter = in.read(); letter >= 0; letter = in.read()) {
      if (letter == '\n') {
        int end = text.length() - 1;
        if (end >= 0 && text.charAt(end) == '\r') {
          text.setLength(end);
        }
        return Optional.of(text.toString());
      }
      text.append((char) letter);
    }
    torn |= text.length() > 0;
    return Optional.empty();
  }

  private static RecordingException unreadable(Path file, IOException cause) {
    return cause instanceof CharacterCodingException
        ? new RecordingException(file + " is no text; it is damaged", cause)
        : new RecordingException(
            "cannot read " + file + ": " + RecordingException.reason(cause), cause);
  }
}
