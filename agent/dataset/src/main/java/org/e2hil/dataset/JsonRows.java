package org.e2hil.dataset;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The rows of version 2.1: lines of JSON with an episode's number, tasks and length. All else
 * follows from the number and from the lengths before it.
 */
final class JsonRows implements EpisodeRows {

  private final Layout layout;
  private final DatasetInfo info;
  private final JsonLines lines;

  JsonRows(Layout layout, DatasetInfo info) {
    this.layout = layout;
    this.info = info;
    lines =
        new JsonLines(
            layout.lines("episodes"),
            "episode_index: 'BIGINT', tasks: 'VARCHAR[]', length: 'BIGINT'",
            "episode_index IS NOT NULL AND length IS NOT NULL");
  }

  @Override
  public List<Path> files() {
    return List.of(lines.file());
  }

  /** In the order of the episodes; of two lines with one number the later counts, as in LeRobot. */
  @Override
  public String table(Collection<Path> files) {
    return """
    (SELECT episode_index, tasks, length, dataset_to_index - length AS dataset_from_index, \
    dataset_to_index \
    FROM (SELECT *, CAST(sum(length) OVER (ORDER BY episode_index) AS BIGINT) AS dataset_to_index \
      FROM (SELECT * FROM %s \
        QUALIFY row_number() OVER (PARTITION BY episode_index ORDER BY line DESC) = 1)) \
    ORDER BY episode_index)\
    """
        .formatted(lines.table());
  }

  @Override
  public Found read(Duck duck, Path file) {
    try {
      Optional<String> flaw = lines.flaw(duck, layout);
      // of a missing file there is no table
      return Files.isRegularFile(file)
          ? new Found(
              duck.query("SELECT * FROM " + table(List.of(file)), row -> row(file, row)), flaw)
          : new Found(List.of(), flaw);
    } catch (SQLException e) {
      return Found.nothing(layout.name(file) + " is torn or damaged");
    }
  }

  private EpisodeRow row(Path file, ResultSet row) throws SQLException {
    long episode = row.getLong("episode_index");
    return new EpisodeRow(
        episode,
        row.getLong("length"),
        row.getLong("dataset_from_index"),
        row.getLong("dataset_to_index"),
        chunk("data", episode).resolve(name(episode, "parquet")),
        OptionalLong.empty(),
        file,
        info.pictures().stream()
            .filter(info::isFilm)
            .map(feature -> film(feature, episode))
            .toList());
  }

  private EpisodeRow.Film film(String feature, long episode) {
    Path file = chunk("videos", episode).resolve(feature).resolve(name(episode, "mp4"));
    return new EpisodeRow.Film(feature, file, OptionalLong.empty(), 0);
  }

  private Path chunk(String folder, long episode) {
    long chunk = episode / info.chunk();
    return layout.root().resolve(folder).resolve(String.format(Locale.ROOT, "chunk-%03d", chunk));
  }

  private static String name(long episode, String ending) {
    return String.format(Locale.ROOT, "episode_%06d.%s", episode, ending);
  }
}
