package org.e2hil.dataset;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * A file with an object of JSON in each line, such as version 2.1 of the format has: a program that
 * is killed leaves the last one torn.
 *
 * @param file in which they stand
 * @param types of the fields that are read, as DuckDB wants them
 * @param whole what holds of a line that is not damaged, in SQL
 */
record JsonLines(Path file, String types, String whole) {

  /** The lines before the first damaged one as a table in SQL; {@code line} counts them from 1. */
  String table() {
    return """
    (SELECT * FROM %s QUALIFY bool_and(%s) OVER (ORDER BY line))\
    """
        .formatted(all(), whole);
  }

  /** Why not all of the file can be read, as a part of a sentence; empty where it can. */
  Optional<String> flaw(Duck duck, Layout layout) throws SQLException {
    String name = layout.name(file);
    if (!Files.isRegularFile(file)) {
      return Optional.of(name + " is missing");
    }
    List<Long> damaged =
        duck.query(
            "SELECT line FROM %s WHERE NOT (%s) ORDER BY line LIMIT 1".formatted(all(), whole),
            row -> row.getLong(1));
    return damaged.stream()
        .findFirst()
        .map(line -> "line %d of %s is torn or damaged".formatted(line, name));
  }

  /** Fields that are missing, or that are nothing of their type, are null. */
  private String all() {
    return """
    (SELECT row_number() OVER () AS line, * FROM read_json(%s, format = 'newline_delimited', \
    ignore_errors = true, hive_partitioning = false, columns = {%s}))\
    """
        .formatted(Duck.file(file), types);
  }
}
