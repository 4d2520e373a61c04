package org.e2hil.dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apiguardian.api.API;

/**
 * Writes the whole episodes of a dataset into few files, as LeRobot's own writer lays them out, bit
 * for bit. The result is read as any dataset, and nothing is added to it. It gets its name when all
 * of it is there: killed before, it begins again when it is run again.
 */
@API(status = API.Status.INTERNAL)
public final class DatasetCompaction {

  /** Bytes after which LeRobot begins the next file. */
  private static final long FILE_BYTES = 100L << 20;

  /** DuckDB's smallest; it ends no row group where an episode ends. */
  private static final int ROW_GROUP = 2048;

  private static final String PLACES = "places";

  /**
   * What was written.
   *
   * @param episodes in the new dataset
   * @param files with frames
   * @param leftOut why some were not taken, in one sentence; empty where all were
   */
  public record Written(long episodes, int files, Optional<String> leftOut) {}

  /** Episodes that go into one file. */
  private record Group(List<EpisodeRow> rows) {

    long first() {
      return rows.get(0).index();
    }

    long last() {
      return rows.get(rows.size() - 1).index();
    }

    /** The episodes of the group, as a table in SQL. */
    String table(Function<EpisodeRow, Path> file) {
      Set<Path> files =
          rows.stream().map(file).collect(Collectors.toCollection(LinkedHashSet::new));
      return "(SELECT * FROM %s WHERE episode_index BETWEEN %d AND %d)"
          .formatted(Duck.parquet(files), first(), last());
    }
  }

  private final Dataset dataset;
  private final Layout layout;
  private final Duck duck;
  private final long fileBytes;

  private DatasetCompaction(Dataset dataset, Layout layout, Duck duck, long fileBytes) {
    this.dataset = dataset;
    this.layout = layout;
    this.duck = duck;
    this.fileBytes = fileBytes;
  }

  /**
   * Compacts one.
   *
   * @param folder a dataset of ours, which is not changed
   * @param out a folder that is not there yet, or is empty
   * @throws DatasetException if it cannot be read, or the new one not be written
   */
  public static Written of(Path folder, Path out) {
    return of(folder, out, FILE_BYTES);
  }

  /** With files of about so many bytes. */
  static Written of(Path folder, Path out, long fileBytes) {
    Dataset dataset = Dataset.open(folder);
    dataset.ownSpec();
    try (UnfinishedFolder unfinished = UnfinishedFolder.of(out)) {
      int files;
      try (Duck duck = Duck.open()) {
        Layout layout = new Layout(unfinished.path());
        files = new DatasetCompaction(dataset, layout, duck, fileBytes).write();
      }
      unfinished.finish();
      return new Written(dataset.episodes(), files, dataset.leftOut());
    } catch (IOException | SQLException e) {
      throw DatasetException.of("the dataset %s cannot be written".formatted(out), e);
    }
  }

  private int write() throws IOException, SQLException {
    DatasetSpec spec = dataset.ownSpec();
    duck.execute(
        "CREATE TABLE %s (episode BIGINT, chunk BIGINT, file BIGINT, crc BIGINT)"
            .formatted(PLACES));
    List<Group> groups = groups(EpisodeRow::data);
    for (int i = 0; i < groups.size(); i++) {
      frames(groups.get(i), i);
    }
    List<Group> rowGroups = groups(EpisodeRow::file);
    for (int i = 0; i < rowGroups.size(); i++) {
      rows(rowGroups.get(i), i, spec);
    }
    for (EpisodeRow row : dataset.whole().rows()) {
      for (EpisodeRow.Film film : row.films()) {
        // one of each episode, as they are: joining them would move every timestamp
        DurableFile.write(
            layout.video(film.feature(), row.index()),
            to -> Files.copy(film.file(), to, StandardCopyOption.REPLACE_EXISTING));
      }
    }
    Totals totals = new Totals(layout, spec, duck);
    totals.addStored(dataset.whole().rows());
    totals.writeTasks();
    totals.write(dataset.episodes(), dataset.frames());
    return groups.size();
  }

  /** The episodes file by file: a new one begins before it would pass its size. */
  private List<Group> groups(Function<EpisodeRow, Path> file) throws IOException {
    Map<Path, Integer> shares = new HashMap<>();
    dataset.whole().rows().forEach(row -> shares.merge(file.apply(row), 1, Integer::sum));
    List<Group> groups = new ArrayList<>();
    List<EpisodeRow> rows = new ArrayList<>();
    long bytes = 0;
    for (EpisodeRow row : dataset.whole().rows()) {
      long more = Files.size(file.apply(row)) / shares.get(file.apply(row));
      if (!rows.isEmpty() && bytes + more > fileBytes) {
        groups.add(new Group(List.copyOf(rows)));
        rows.clear();
        bytes = 0;
      }
      rows.add(row);
      bytes += more;
    }
    if (!rows.isEmpty()) {
      groups.add(new Group(List.copyOf(rows)));
    }
    return groups;
  }

  private void frames(Group group, int number) throws IOException, SQLException {
    Path file = layout.data(number);
    String select = "SELECT * FROM %s ORDER BY \"index\"".formatted(group.table(EpisodeRow::data));
    DurableFile.write(
        file,
        Duck.asIo(
            to ->
                duck.execute(
                    "COPY (%s) TO %s (%s)"
                        .formatted(select, Duck.file(to), FrameFile.parquet(ROW_GROUP)))));
    duck.execute(
        "INSERT INTO %s SELECT episode, %d, %d, %d FROM range(%d, %d) AS episodes(episode)"
            .formatted(
                PLACES,
                number / Layout.CHUNK,
                number % Layout.CHUNK,
                WholeEpisodes.crc(file),
                group.first(),
                group.last() + 1));
  }

  private void rows(Group group, int number, DatasetSpec spec) throws IOException {
    String select =
        """
        SELECT stored.* REPLACE (chunk AS "data/chunk_index", file AS "data/file_index", \
        %d::BIGINT AS "meta/episodes/chunk_index", %d::BIGINT AS "meta/episodes/file_index", \
        crc AS "%s") \
        FROM %s AS stored JOIN %s ON episode = episode_index ORDER BY episode_index\
        """
            .formatted(
                number / Layout.CHUNK,
                number % Layout.CHUNK,
                ParquetRows.DATA_CRC,
                group.table(EpisodeRow::file),
                PLACES);
    DurableFile.write(
        layout.episodes(number),
        Duck.asIo(
            to ->
                duck.execute(
                    "COPY (%s) TO %s (%s)"
                        .formatted(select, Duck.file(to), EpisodeRowFile.parquet(spec)))));
  }
}
