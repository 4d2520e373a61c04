package org.e2hil.dataset;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Array;
import java.sql.Blob;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/**
 * A database in memory, for reading and writing Parquet. It loads nothing from the network and
 * keeps nothing on the disk. One thread.
 */
final class Duck implements AutoCloseable {

  /**
   * DuckDB takes these for a pattern wherever it reads a file, and knows no way to write them
   * plainly.
   */
  private static final String PATTERN_LETTERS = "*?[]";

  private final DuckDBConnection connection;

  private Duck(DuckDBConnection connection) {
    this.connection = connection;
  }

  /** Makes something of a row. */
  @FunctionalInterface
  interface Row<T> {
    T read(ResultSet row) throws SQLException;
  }

  /** Puts rows into a table. */
  @FunctionalInterface
  interface Rows {
    void append(DuckDBAppender table) throws SQLException;
  }

  /** Something that DuckDB writes. */
  @FunctionalInterface
  interface Copy {
    void write(Path file) throws SQLException;
  }

  /** As the content of a file. */
  static DurableFile.Content asIo(Copy copy) {
    return file -> {
      try {
        copy.write(file);
      } catch (SQLException e) {
        throw new IOException(reason(e), e);
      }
    };
  }

  /** A database with nothing in it. */
  static Duck open() {
    try {
      Duck duck =
          new Duck(DriverManager.getConnection("jdbc:duckdb:").unwrap(DuckDBConnection.class));
      // the order of sums must not depend on the machine; files are small
      duck.execute("SET threads = 1");
      duck.execute("SET temp_directory = ''");
      duck.execute("SET autoinstall_known_extensions = false");
      duck.execute("SET autoload_known_extensions = false");
      return duck;
    } catch (SQLException e) {
      throw new DatasetException("DuckDB cannot be started: " + reason(e), e);
    }
  }

  void execute(String sql) throws SQLException {
    try (PreparedStatement statement = prepared(sql)) {
      statement.execute();
    }
  }

  <T> List<T> query(String sql, Row<T> row) throws SQLException {
    try (PreparedStatement statement = prepared(sql);
        ResultSet rows = statement.executeQuery()) {
      List<T> read = new ArrayList<>();
      while (rows.next()) {
        read.add(row.read(rows));
      }
      return read;
    }
  }

  /** The columns of a table in SQL, each as its name and type, such as {@code length BIGINT}. */
  List<String> columns(String table) throws SQLException {
    return query(
        "SELECT column_name || ' ' || column_type FROM (DESCRIBE SELECT * FROM %s)"
            .formatted(table),
        row -> row.getString(1));
  }

  /** The numbers of a list in a row, whatever their type, and of the lists in it. */
  static double[] doubles(Array list) throws SQLException {
    Object[] values = (Object[]) list.getArray();
    double[][] numbers = new double[values.length][];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] =
          values[i] instanceof Array nested
              ? doubles(nested)
              : new double[] {((Number) values[i]).doubleValue()};
    }
    return Arrays.stream(numbers).flatMapToDouble(Arrays::stream).toArray();
  }

  /** The names of the columns of a table in SQL. */
  List<String> columnNames(String table) throws SQLException {
    return query(
        "SELECT column_name FROM (DESCRIBE SELECT * FROM %s)".formatted(table),
        row -> row.getString(1));
  }

  /** All bytes of a file in a row. */
  static byte[] bytes(Blob file) throws SQLException {
    return file.getBytes(1, Math.toIntExact(file.length()));
  }

  /** One that was not prepared says of every mistake that its result is closed. */
  PreparedStatement prepared(String sql) throws SQLException {
    return connection.prepareStatement(sql);
  }

  void append(String table, Rows rows) throws SQLException {
    try (DuckDBAppender appender = connection.createAppender(table)) {
      rows.append(appender);
    }
  }

  /**
   * A table in SQL that reads these Parquet files one after the other.
   *
   * @throws DatasetException if a name would be taken for a pattern
   */
  static String parquet(Collection<Path> files) {
    String names = files.stream().map(Duck::file).collect(Collectors.joining(", ", "[", "]"));
    // a folder named a=b is no column, whatever Hive says
    return "read_parquet(%s, union_by_name = true, filename = false, hive_partitioning = false)"
        .formatted(names);
  }

  static String parquet(Path file) {
    return parquet(List.of(file));
  }

  /** A file's name as a text in SQL. */
  static String file(Path file) {
    String name = file.toString();
    for (char letter : PATTERN_LETTERS.toCharArray()) {
      if (name.indexOf(letter) >= 0) {
        throw new DatasetException(
            "%s has a %s in its name, which DuckDB takes for a pattern; rename the folder or file"
                .formatted(file, letter));
      }
    }
    return text(name);
  }

  /** A text in SQL. */
  static String text(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  /** The name of a column or table in SQL. */
  static String name(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  /** What DuckDB says, in one line without the class of its error. */
  static String reason(SQLException e) {
    String message = String.valueOf(e.getMessage()).strip();
    String line = message.lines().findFirst().orElse("no reason is given");
    return line.replaceFirst("^[A-Z][A-Za-z ]* Error: ", "");
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new DatasetException("DuckDB cannot be closed: " + reason(e), e);
    }
  }
}
