package org.e2hil.dataset;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apiguardian.api.API;
import org.e2hil.agent.training.Episode;
import org.e2hil.dataset.film.FilmWriter;

/**
 * Adds episodes to a LeRobot dataset, each durable once {@link #append} returns: a killed process
 * loses the running episode at most. An episode has a file of frames and a file with its row of its
 * own, so that none is ever written to twice. One thread; other programs may read meanwhile.
 */
@API(status = API.Status.INTERNAL)
public final class DatasetWriter implements AutoCloseable {

  private final Layout layout;
  private final DatasetSpec spec;
  private final FileChannel lock;
  private final Duck duck;
  private final Totals totals;
  private Optional<String> leftOut = Optional.empty();
  private Optional<Strays.Moved> moved = Optional.empty();
  private long episodes;
  private long frames;

  private DatasetWriter(Layout layout, DatasetSpec spec, FileChannel lock, Duck duck) {
    this.layout = layout;
    this.spec = spec;
    this.lock = lock;
    this.duck = duck;
    totals = new Totals(layout, spec, duck);
  }

  /**
   * Opens a dataset to add to its end, and makes it where there is none. What stands behind its
   * longest whole prefix is moved to a folder {@code left-out} in it, see {@link #leftOut}.
   *
   * @throws DatasetException if the folder holds something else, a dataset that does not fit or one
   *     whose episodes were joined into few files, if another writer has it, or if it cannot be
   *     written to
   */
  public static DatasetWriter open(Path folder, DatasetSpec spec) {
    return open(folder, spec, false);
  }

  /** Adds all episodes of a new dataset. */
  public interface Filling {
    /** Called once, with an empty dataset. */
    void into(DatasetWriter writer) throws SQLException;
  }

  /**
   * Writes a new dataset, which gets its name when all of it is there: killed before, it begins
   * again when it is run again.
   *
   * @param out a folder that is not there yet, or is empty
   * @return how many episodes it has
   * @throws DatasetException as {@link #open} and {@link #append} do; there is no dataset then
   */
  public static long writeNew(Path out, DatasetSpec spec, Filling filling) {
    try (UnfinishedFolder folder = UnfinishedFolder.of(out)) {
      long episodes;
      try (DatasetWriter writer = open(folder.path(), spec)) {
        filling.into(writer);
        episodes = writer.episodes();
      }
      folder.finish();
      return episodes;
    } catch (IOException | SQLException e) {
      throw DatasetException.of("the dataset %s cannot be written".formatted(out), e);
    }
  }

  /**
   * Opens a dataset to bring it to its whole episodes. One of few files may be opened so if all of
   * its episodes are whole, and only what is said of them all is not.
   */
  static DatasetWriter mend(Path folder, DatasetSpec spec) {
    return open(folder, spec, true);
  }

  private static DatasetWriter open(Path folder, DatasetSpec spec, boolean onlyToMend) {
    Layout layout = new Layout(folder.toAbsolutePath());
    requireFree(layout);
    FileChannel lock = null;
    Duck duck = null;
    try {
      DurableFile.createFolders(layout.root());
      lock = FolderLock.take(layout.root());
      duck = Duck.open();
      DatasetWriter writer = new DatasetWriter(layout, spec, lock, duck);
      writer.begin(onlyToMend);
      return writer;
    } catch (IOException | SQLException e) {
      close(lock, duck);
      throw DatasetException.of("the dataset %s cannot be written to".formatted(folder), e);
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
      List<String> own = List.of(FolderLock.FILE, "meta", "data", "videos", "left-out");
      if (there.anyMatch(file -> !own.contains(file.getFileName().toString()))) {
        throw new DatasetException(
            folder + " holds something else than a dataset; give the name of a new folder");
      }
    } catch (IOException e) {
      throw DatasetException.of("the folder %s cannot be read".formatted(folder), e);
    }
  }

  private void begin(boolean onlyToMend) throws IOException, SQLException {
    Optional<DatasetInfo> info = Dataset.info(duck, layout);
    if (info.isPresent()) {
      requireSame(info.get());
    } else if (Files.exists(layout.lines("episodes"))) {
      // an older version that has lost its info.json: its files are not strays
      throw Dataset.onlyRead(layout);
    }
    WholeEpisodes whole =
        WholeEpisodes.find(
            duck, layout, new ParquetRows(layout), info.map(DatasetInfo::episodes).orElse(0L));
    requireSingle(whole, onlyToMend);
    leftOut = whole.leftOut();
    moved = new Strays(layout, whole).moveAside();
    totals.addStored(whole.rows());
    episodes = whole.rows().size();
    frames = whole.frames();
    totals.writeTasks();
    totals.write(episodes, frames);
  }

  /** To a file that holds an episode already nothing is added, and no part of it is moved. */
  private void requireSingle(WholeEpisodes whole, boolean onlyToMend) {
    if (whole.joined() && onlyToMend && whole.leftOut().isPresent()) {
      throw new DatasetException(
          "%s, and nothing is moved, for its files hold many episodes each; take what is whole into a new folder with 'dataset merge %s --out DIR'"
              .formatted(whole.leftOut().get(), layout.root()));
    }
    if (whole.joined() && !onlyToMend) {
      throw new DatasetException(
          "the dataset %s has many episodes in a file, and none is added to such a file; make one that grows with 'dataset merge %s --out DIR'"
              .formatted(layout.root(), layout.root()));
    }
  }

  private void requireSame(DatasetInfo info) {
    DatasetSpec there = Dataset.grownSpec(layout, info);
    if (!there.agreesWith(spec)) {
      throw new DatasetException(
          "the dataset %s %s; give the name of a new folder"
              .formatted(layout.root(), there.misfit(spec)));
    }
  }

  /** What was found on opening that does not count, in one sentence; empty where all is whole. */
  public Optional<String> leftOut() {
    return leftOut;
  }

  /** Where files were moved on opening; empty where none was. */
  Optional<Strays.Moved> moved() {
    return moved;
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
    append(episode, note, Map.of());
  }

  /** With the films of some features, which are copied so that their pictures keep their bits. */
  void append(Episode episode, EpisodeNote note, Map<String, Path> given) {
    requireOrigin(episode);
    EpisodeFrames columns = new EpisodeFrames(spec, episode, episodes, frames);
    EpisodePictures pictures = EpisodePictures.of(spec, episode);
    Map<Feature, Statistics> found = statistics(columns, pictures);
    Path data = layout.data(episodes);
    Path file = layout.episodes(episodes);
    try {
      List<EpisodeRow.Film> films = new ArrayList<>();
      for (PictureSpec camera : pictures.kept(PictureSpec.Format.AV1)) {
        films.add(film(camera, pictures.frames().get(camera), given));
      }
      DurableFile.write(data, Duck.asIo(to -> FrameFile.write(duck, spec, columns, pictures, to)));
      long end = frames + columns.length();
      OptionalLong crc = OptionalLong.of(WholeEpisodes.crc(data));
      EpisodeRow row =
          new EpisodeRow(episodes, columns.length(), frames, end, data, crc, file, films);
      DurableFile.write(
          file,
          Duck.asIo(
              to -> EpisodeRowFile.write(duck, row, spec, episode, note, pictures, found, to)));
      episodes++;
      frames = end;
      totals.add(found);
      totals.write(episodes, frames);
    } catch (IOException e) {
      throw DatasetException.of(
          "episode %d cannot be written to %s".formatted(episodes, layout.root()), e);
    }
  }

  private Map<Feature, Statistics> statistics(EpisodeFrames columns, EpisodePictures pictures) {
    Map<Feature, Statistics> found = new LinkedHashMap<>();
    columns.columns().forEach((feature, values) -> found.put(feature, Statistics.of(values)));
    List<Feature> features = Feature.pictures(spec);
    for (int i = 0; i < features.size(); i++) {
      found.put(features.get(i), pictures.statistics(spec.pictures().get(i)));
    }
    return found;
  }

  private EpisodeRow.Film film(PictureSpec camera, List<byte[]> seen, Map<String, Path> given)
      throws IOException {
    Path file = layout.video(camera.feature(), episodes);
    Path there = given.get(camera.feature());
    DurableFile.write(
        file,
        there == null
            ? to -> FilmWriter.write(seen, camera.width(), camera.height(), spec.fps(), to)
            : to -> Files.copy(there, to, StandardCopyOption.REPLACE_EXISTING));
    OptionalLong crc = OptionalLong.of(WholeEpisodes.crc(file));
    return new EpisodeRow.Film(camera.feature(), file, crc, 0);
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

  private static void close(FileChannel lock, Duck duck) {
    try {
      if (duck != null) {
        duck.close();
      }
      if (lock != null) {
        lock.close();
      }
    } catch (IOException e) {
      throw DatasetException.of("a dataset cannot be closed", e);
    }
  }

  @Override
  public void close() {
    close(lock, duck);
  }
}
