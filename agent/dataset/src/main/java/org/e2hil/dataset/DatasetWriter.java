package org.e2hil.dataset;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apiguardian.api.API;
import org.e2hil.agent.training.Episode;

/**
 * Adds episodes to a LeRobot dataset, each durable once {@link #append} returns: a killed process
 * loses the running episode at most. An episode has a file of frames and a file with its row of its
 * own, so that none is ever written to twice. One thread; other programs may read meanwhile.
 */
@API(status = API.Status.INTERNAL)
public final class DatasetWriter implements AutoCloseable {

  /** How the metadata of pandas tells that the text of a task is the index of the table. */
  private static final String PANDAS =
      """
      {"index_columns": ["task"], "column_indexes": [{"name": null, "field_name": null, \
      "pandas_type": "unicode", "numpy_type": "object", "metadata": {"encoding": "UTF-8"}}], \
      "columns": [{"name": "task_index", "field_name": "task_index", "pandas_type": "int64", \
      "numpy_type": "int64", "metadata": null}, {"name": "task", "field_name": "task", \
      "pandas_type": "unicode", "numpy_type": "object", "metadata": null}], "attributes": {}, \
      "creator": {"library": "e2hil", "version": "1"}, "pandas_version": "2.2.3"}\
      """;

  private final Layout layout;
  private final DatasetSpec spec;
  private final FileChannel lock;
  private final Duck duck;
  private final TotalStatistics statistics = new TotalStatistics();
  private Optional<String> leftOut = Optional.empty();
  private long episodes;
  private long frames;

  private DatasetWriter(Layout layout, DatasetSpec spec, FileChannel lock, Duck duck) {
    this.layout = layout;
    this.spec = spec;
    this.lock = lock;
    this.duck = duck;
  }

  /**
   * Opens a dataset to add to its end, and makes it where there is none. What stands behind its
   * longest whole prefix is moved to a folder {@code left-out} in it, see {@link #leftOut}.
   *
   * @throws DatasetException if the folder holds something else or a dataset that does not fit, if
   *     another writer has it, or if it cannot be written to
   */
  public static DatasetWriter open(Path folder, DatasetSpec spec) {
    Layout layout = new Layout(folder.toAbsolutePath());
    requireFree(layout);
    FileChannel lock = null;
    Duck duck = null;
    try {
      DurableFile.createFolders(layout.root());
      lock = lock(layout);
      duck = Duck.open();
      DatasetWriter writer = new DatasetWriter(layout, spec, lock, duck);
      writer.begin();
      return writer;
    } catch (IOException | SQLException e) {
      close(lock, duck);
      throw failure("the dataset %s cannot be written to".formatted(folder), e);
    } catch (DatasetException e) {
      close(lock, duck);
      throw e;
    }
  }

  private static void requireFree(Layout layout) {
    Path folder = layout.root();
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw new DatasetException(folder + " is a file; a dataset is a folder, give another name");
    }
    if (!Files.isDirectory(folder) || layout.isDataset()) {
      return;
    }
    try (var there = Files.list(folder)) {
      List<String> own = List.of(".lock", "meta", "data", "left-out");
      if (there.anyMatch(file -> !own.contains(file.getFileName().toString()))) {
        throw new DatasetException(
            folder + " holds something else than a dataset; give the name of a new folder");
      }
    } catch (IOException e) {
      throw failure("the folder %s cannot be read".formatted(folder), e);
    }
  }

  private static FileChannel lock(Layout layout) throws IOException {
    FileChannel channel =
        FileChannel.open(layout.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (channel.tryLock() != null) {
        return channel;
      }
    } catch (OverlappingFileLockException e) {
      channel.close();
      throw taken(layout);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
    channel.close();
    throw taken(layout);
  }

  private static DatasetException taken(Layout layout) {
    return new DatasetException(
        "another writer has the dataset %s open; wait until it is done".formatted(layout.root()));
  }

  private void begin() throws IOException, SQLException {
    Optional<DatasetInfo> info = Dataset.info(duck, layout);
    if (info.isPresent()) {
      requireSame(info.get());
    }
    WholeEpisodes whole =
        WholeEpisodes.find(duck, layout, info.map(DatasetInfo::episodes).orElse(0L));
    leftOut = whole.leftOut();
    new Strays(layout, whole).moveAside();
    statistics.addStored(duck, spec, whole.rows());
    episodes = whole.rows().size();
    frames = whole.frames();
    writeTasks();
    writeTotals();
  }

  private void requireSame(DatasetInfo info) {
    DatasetSpec there =
        info.spec()
            .orElseThrow(
                () ->
                    new DatasetException(
                        "the dataset %s was written by another program, and only to its own does this one add; give the name of a new folder"
                            .formatted(layout.root())));
    if (!there.equals(spec)) {
      String differs =
          there.fps() != spec.fps()
              ? "has %d control periods a second, not %d".formatted(there.fps(), spec.fps())
              : !there.stateNames().equals(spec.stateNames())
                  ? "has the observation %s, not %s"
                      .formatted(there.stateNames(), spec.stateNames())
                  : there
                      .origin()
                      .flatMap(origin -> spec.origin().flatMap(origin::misfit))
                      .map(misfit -> "has episodes that " + misfit)
                      .orElse("is of another task, arm or origin");
      throw new DatasetException(
          "the dataset %s %s; give the name of a new folder".formatted(layout.root(), differs));
    }
  }

  /** What was found on opening that does not count, in one sentence; empty where all is whole. */
  public Optional<String> leftOut() {
    return leftOut;
  }

  /** How many episodes there are. */
  public long episodes() {
    return episodes;
  }

  /**
   * Adds one episode and waits until it is on the disk.
   *
   * @throws DatasetException if the format cannot hold it, of which nothing is written then, or if
   *     it cannot be written; the episodes before it stay
   */
  public void append(Episode episode, EpisodeNote note) {
    requireOrigin(episode);
    EpisodeFrames columns = new EpisodeFrames(spec, episode, episodes, frames);
    Map<Feature, Statistics> found = new LinkedHashMap<>();
    columns.columns().forEach((feature, values) -> found.put(feature, Statistics.of(values)));
    Path data = layout.data(episodes / Layout.CHUNK, episodes % Layout.CHUNK);
    Path file = layout.episodes(episodes / Layout.CHUNK, episodes % Layout.CHUNK);
    try {
      DurableFile.write(data, asIo(to -> FrameFile.write(duck, columns, to)));
      long end = frames + columns.length();
      OptionalLong crc = OptionalLong.of(WholeEpisodes.crc(data));
      EpisodeRow row = new EpisodeRow(episodes, columns.length(), frames, end, data, crc, file);
      DurableFile.write(
          file, asIo(to -> EpisodeRowFile.write(duck, row, spec, episode, note, found, to)));
      episodes++;
      frames = end;
      statistics.add(found);
      writeTotals();
    } catch (IOException e) {
      throw failure("episode %d cannot be written to %s".formatted(episodes, layout.root()), e);
    }
  }

  private void requireOrigin(Episode episode) {
    if (!episode.origin().equals(spec.origin())) {
      throw new DatasetException(
          "an episode of %s does not belong into a dataset of %s"
              .formatted(
                  episode.origin().map(Object::toString).orElse("unknown origin"),
                  spec.origin().map(Object::toString).orElse("unknown origin")));
    }
  }

  private void writeTasks() throws IOException {
    String rows = "SELECT 0::BIGINT AS task_index, %s AS task".formatted(Duck.text(spec.task()));
    String how = "%s, KV_METADATA {pandas: %s}".formatted(FrameFile.PARQUET, Duck.text(PANDAS));
    DurableFile.write(
        layout.tasks(),
        asIo(to -> duck.execute("COPY (%s) TO %s (%s)".formatted(rows, Duck.file(to), how))));
  }

  /** The totals come last, so that they never announce what is not there. */
  private void writeTotals() throws IOException {
    DurableFile.write(layout.stats(), to -> Files.writeString(to, statistics.text()));
    DurableFile.write(
        layout.info(), to -> Files.writeString(to, DatasetInfo.of(spec, episodes, frames).text()));
  }

  /** Something that DuckDB writes. */
  @FunctionalInterface
  private interface Copy {
    void write(Path file) throws SQLException;
  }

  private static DurableFile.Content asIo(Copy copy) {
    return file -> {
      try {
        copy.write(file);
      } catch (SQLException e) {
        throw new IOException(Duck.reason(e), e);
      }
    };
  }

  private static DatasetException failure(String what, Exception e) {
    String why =
        e instanceof SQLException sql
            ? Duck.reason(sql)
            : e instanceof AccessDeniedException denied
                ? denied.getFile() + " may not be written"
                : e instanceof FileSystemException file && file.getReason() != null
                    ? file.getFile() + ": " + file.getReason()
                    : String.valueOf(e.getMessage());
    return new DatasetException(what + ": " + why, e);
  }

  private static void close(FileChannel lock, Duck duck) {
    try {
      if (duck != null) {
        duck.close();
      }
      if (lock != null) {
        lock.close();
      }
    } catch (IOException e) {
      throw failure("a dataset cannot be closed", e);
    }
  }

  @Override
  public void close() {
    close(lock, duck);
  }
}
