package org.e2hil.dataset;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/**
 * The longest prefix of a dataset's episodes that is whole: LeRobot looks episodes up by their
 * place, so that what stands behind a gap would be taken for something else.
 *
 * @param rows in their order
 * @param leftOut what there is beyond and why it does not count, in one sentence; empty where all
 *     is whole
 * @param joined whether files hold more than one episode, so that none can be added or moved
 * @param source where the rows come from
 */
record WholeEpisodes(
    List<EpisodeRow> rows, Optional<String> leftOut, boolean joined, EpisodeRows source) {

  private static final int BUFFER = 1 << 16;

  /**
   * Finds them.
   *
   * @param source where their rows come from
   * @param announced how many there should be
   */
  static WholeEpisodes find(Duck duck, Layout layout, EpisodeRows source, long announced) {
    List<EpisodeRow> rows = new ArrayList<>();
    Map<Path, Optional<String>> data = new HashMap<>();
    Optional<String> flaw = Optional.empty();
    boolean joined = false;
    long frames = 0;
    List<Path> files = source.files();
    for (int i = 0; i < files.size() && flaw.isEmpty(); i++) {
      EpisodeRows.Found found = source.read(duck, files.get(i));
      joined |= found.rows().size() > 1;
      for (EpisodeRow row : found.rows()) {
        joined |= !row.data().equals(layout.data(row.index()));
        flaw = flaw(duck, layout, row, rows.size(), frames, data);
        if (flaw.isPresent()) {
          break;
        }
        rows.add(row);
        frames = row.to();
      }
      flaw = flaw.or(found::flaw);
    }
    if (flaw.isEmpty() && rows.size() < announced) {
      flaw = Optional.of("of %d more there are no rows".formatted(announced - rows.size()));
    }
    int kept = rows.size();
    String said =
        switch (kept) {
          case 0 -> "no episode";
          case 1 -> "only the first episode";
          default -> "only the first %d episodes".formatted(kept);
        };
    return new WholeEpisodes(
        List.copyOf(rows),
        flaw.map(
            why ->
                "%s of %s %s whole, because %s; what follows is left out"
                    .formatted(said, layout.root(), kept > 1 ? "are" : "is", why)),
        joined,
        source);
  }

  /** Why an episode is not whole, or not the next. */
  private static Optional<String> flaw(
      Duck duck,
      Layout layout,
      EpisodeRow row,
      long expected,
      long frames,
      Map<Path, Optional<String>> data) {
    if (row.index() != expected) {
      return Optional.of(
          "episode %d is missing: %s holds episode %d"
              .formatted(expected, layout.name(row.file()), row.index()));
    }
    if (row.length() <= 0 || row.from() != frames || row.to() != frames + row.length()) {
      return Optional.of(
          "episode %d of %d frames is said to lie at %d to %d, not from %d on"
              .formatted(expected, row.length(), row.from(), row.to(), frames));
    }
    // the numbers of another program's dataset are of use without its films
    List<EpisodeRow.Film> films =
        row.films().stream().filter(film -> film.crc().isPresent()).toList();
    for (Path file :
        Stream.concat(Stream.of(row.data()), films.stream().map(EpisodeRow.Film::file)).toList()) {
      if (!Files.isRegularFile(file)) {
        return Optional.of("%s is missing".formatted(layout.name(file)));
      }
    }
    for (EpisodeRow.Film film : films) {
      Optional<String> damage =
          data.computeIfAbsent(film.file(), file -> damage(layout, file, film.crc()));
      if (damage.isPresent()) {
        return damage;
      }
    }
    Optional<String> damage =
        data.computeIfAbsent(row.data(), file -> damage(layout, file, row.dataCrc()));
    return damage.or(() -> row.dataCrc().isPresent() ? Optional.empty() : torn(duck, layout, row));
  }

  private static Optional<String> damage(Layout layout, Path file, OptionalLong expected) {
    return expected.isPresent() && crc(file) != expected.getAsLong()
        ? Optional.of(layout.name(file) + " is torn or damaged")
        : Optional.empty();
  }

  /** Looks at the frames themselves, where there is no check sum. */
  private static Optional<String> torn(Duck duck, Layout layout, EpisodeRow row) {
    try {
      long[] found =
          duck.query(
                  "SELECT count(DISTINCT frame_index) FILTER (WHERE frame_index BETWEEN 0 AND %d AND \"index\" = frame_index + %d), count(*), bit_xor(hash(frame)) FROM %s AS frame WHERE episode_index = %d"
                      .formatted(
                          row.length() - 1, row.from(), Duck.parquet(row.data()), row.index()),
                  counted -> new long[] {counted.getLong(1), counted.getLong(2)})
              .get(0);
      if (found[0] != row.length()) {
        return Optional.of(
            "%s has %d of the %d frames of episode %d in their places"
                .formatted(layout.name(row.data()), found[0], row.length(), row.index()));
      }
      return found[1] == row.length()
          ? Optional.empty()
          : Optional.of(
              "%s has %d frames of episode %d, which is said to have %d"
                  .formatted(layout.name(row.data()), found[1], row.index(), row.length()));
    } catch (SQLException e) {
      return Optional.of(layout.name(row.data()) + " is torn or damaged");
    }
  }

  /** The check sum of a file. */
  static long crc(Path file) {
    CRC32C crc = new CRC32C();
    byte[] buffer = new byte[BUFFER];
    try (InputStream in = Files.newInputStream(file)) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        crc.update(buffer, 0, read);
      }
    } catch (IOException e) {
      throw new DatasetException("%s cannot be read: %s".formatted(file, e.getMessage()), e);
    }
    return crc.getValue();
  }

  /** The files with their frames, each once and in their order. */
  Set<Path> dataFiles() {
    return files(EpisodeRow::data);
  }

  /**
   * The rows as a table in SQL, with whatever else their files tell; there may be more of them than
   * whole ones.
   */
  String rowTable() {
    return source.table(files(EpisodeRow::file));
  }

  private Set<Path> files(Function<EpisodeRow, Path> of) {
    return rows.stream().map(of).collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** Frames of all of them. */
  long frames() {
    return rows.isEmpty() ? 0 : rows.get(rows.size() - 1).to();
  }
}
