package org.e2hil.dataset;

import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The rows of version 3.0: they stand in Parquet and tell where frames and films are. */
final class ParquetRows implements EpisodeRows {

  /** The column of the check sum of the file with the frames, ours alone. */
  static final String DATA_CRC = "data/crc32c";

  /** Columns that find an episode. */
  private static final Predicate<String> FINDS =
      Pattern.compile(
              "episode_index|length|dataset_(from|to)_index|data/(chunk_index|file_index|crc32c)|videos/.+/(chunk_index|file_index|from_timestamp|crc32c)")
          .asMatchPredicate();

  private final Layout layout;

  ParquetRows(Layout layout) {
    this.layout = layout;
  }

  @Override
  public List<Path> files() {
    return layout.episodeFiles();
  }

  @Override
  public String table(Collection<Path> files) {
    return Duck.parquet(files);
  }

  @Override
  public Found read(Duck duck, Path file) {
    try {
      Set<String> needed =
          duck.columnNames(Duck.parquet(file)).stream().filter(FINDS).collect(Collectors.toSet());
      return Found.all(
          duck.query(
              "SELECT %s FROM %s"
                  .formatted(
                      needed.stream().map(Duck::name).collect(Collectors.joining(", ")),
                      Duck.parquet(file)),
              row -> row(file, row, needed)));
    } catch (SQLException e) {
      return Found.nothing(layout.name(file) + " is torn or damaged");
    }
  }

  private EpisodeRow row(Path file, ResultSet row, Set<String> columns) throws SQLException {
    List<EpisodeRow.Film> films = new ArrayList<>();
    for (String column : columns) {
      String feature = column.replaceAll("^videos/|/chunk_index$", "");
      String prefix = "videos/" + feature + "/";
      if (column.equals(prefix + "chunk_index")
          && columns.containsAll(List.of(prefix + "file_index", prefix + "from_timestamp"))) {
        films.add(film(row, columns, feature));
      }
    }
    return new EpisodeRow(
        row.getLong("episode_index"),
        row.getLong("length"),
        row.getLong("dataset_from_index"),
        row.getLong("dataset_to_index"),
        layout.data(row.getLong("data/chunk_index"), row.getLong("data/file_index")),
        crc(row, columns, DATA_CRC),
        file,
        films);
  }

  private EpisodeRow.Film film(ResultSet row, Set<String> columns, String feature)
      throws SQLException {
    String prefix = "videos/" + feature + "/";
    return new EpisodeRow.Film(
        feature,
        layout.video(
            feature, row.getLong(prefix + "chunk_index"), row.getLong(prefix + "file_index")),
        crc(row, columns, prefix + "crc32c"),
        row.getDouble(prefix + "from_timestamp"));
  }

  private static OptionalLong crc(ResultSet row, Set<String> columns, String column)
      throws SQLException {
    return columns.contains(column) ? OptionalLong.of(row.getLong(column)) : OptionalLong.empty();
  }
}
