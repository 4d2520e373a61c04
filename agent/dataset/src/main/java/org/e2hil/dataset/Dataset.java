package org.e2hil.dataset;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apiguardian.api.API;
import org.e2hil.agent.training.Episode;
import org.e2hil.agent.training.Origin;

/**
 * A LeRobot dataset that is there, of ours or of another program, read as far as it is whole.
 * Immutable; nothing is written.
 */
@API(status = API.Status.INTERNAL)
public final class Dataset {

  private final Layout layout;
  private final DatasetInfo info;
  private final WholeEpisodes whole;

  private Dataset(Layout layout, DatasetInfo info, WholeEpisodes whole) {
    this.layout = layout;
    this.info = info;
    this.whole = whole;
  }

  /** Whether a folder looks like a dataset, whole or not. */
  public static boolean isDataset(Path folder) {
    return Files.isDirectory(folder) && new Layout(folder.toAbsolutePath()).isDataset();
  }

  /**
   * Where its files lie.
   *
   * @throws DatasetException if the folder is no dataset
   */
  static Layout layout(Path folder) {
    Layout layout = new Layout(folder.toAbsolutePath());
    if (!isDataset(folder)) {
      throw new DatasetException(
          "%s is no dataset: there is no %s".formatted(folder, layout.name(layout.info())));
    }
    return layout;
  }

  /**
   * Looks what there is.
   *
   * @throws DatasetException if it is no dataset, of a version that is not read, or has lost what
   *     says what it holds
   */
  public static Dataset open(Path folder) {
    Layout layout = layout(folder);
    try (Duck duck = Duck.open()) {
      DatasetInfo info =
          info(duck, layout)
              .orElseThrow(
                  () ->
                      new DatasetException(
                          "%s is missing or damaged, and nothing else says what the dataset holds; restore it from a copy"
                              .formatted(layout.info())));
      EpisodeRows rows = info.requireVersion(layout).rows(layout, info);
      return new Dataset(layout, info, WholeEpisodes.find(duck, layout, rows, info.episodes()));
    } catch (SQLException e) {
      throw new DatasetException(
          "the dataset %s cannot be read: %s".formatted(folder, Duck.reason(e)), e);
    }
  }

  /** What info.json says, or where it is lost what the first episode's file says of it. */
  static Optional<DatasetInfo> info(Duck duck, Layout layout) throws SQLException {
    Optional<DatasetInfo> info = DatasetInfo.read(layout.info());
    List<Path> files = info.isPresent() ? List.of() : layout.episodeFiles();
    for (Path file : files) {
      try {
        List<String> kept =
            duck.query(
                "SELECT decode(value) FROM parquet_kv_metadata(%s) WHERE decode(key) = %s"
                    .formatted(Duck.file(file), Duck.text(EpisodeRowFile.INFO)),
                row -> row.getString(1));
        return kept.stream().findFirst().flatMap(DatasetInfo::parse);
      } catch (SQLException e) {
        // torn as well; the next may tell
      }
    }
    return info;
  }

  /** What is there beyond {@link #episodes} and why it does not count; empty where all is whole. */
  public Optional<String> leftOut() {
    return whole.leftOut();
  }

  /** How many episodes are whole. */
  public int episodes() {
    return whole.rows().size();
  }

  /** How many frames they have together. */
  public long frames() {
    return whole.frames();
  }

  /** Control periods a second. */
  public int fps() {
    return info.fps();
  }

  /** The arm, as the one who recorded it calls it; empty for none. */
  public String robotType() {
    return info.json().path("robot_type").asText("");
  }

  /** Names of the columns of a frame, those that are pictures with the others. */
  public List<String> features() {
    return info.features();
  }

  /**
   * What its numbers mean.
   *
   * @throws DatasetException if it does not say, as one of another program
   */
  public Origin origin() {
    return spec()
        .flatMap(DatasetSpec::origin)
        .orElseThrow(
            () ->
                new DatasetException(
                    "the dataset %s does not say what its numbers mean, so that nothing can be replayed from it; only datasets of E2HiL do, which 'dataset import' makes of others"
                        .formatted(layout.root())));
  }

  /** What the episodes have in common; empty for a dataset of another program. */
  public Optional<DatasetSpec> spec() {
    return info.spec();
  }

  /** Frames of its longest episode; 0 where there is none. */
  public long longestEpisode() {
    return whole.rows().stream().mapToLong(EpisodeRow::length).max().orElse(0);
  }

  /**
   * Reads episodes. Those of ours come back bit for bit; those of another program become
   * demonstrations where their actions are ours, and nobody knows what they saw after the last
   * action: it counts as what they saw before it.
   *
   * @param from the number of the first
   * @param count how many at most
   * @throws DatasetException if the actions are not ours, or a column is missing
   */
  public List<Episode> read(int from, int count) {
    List<Episode> episodes = new ArrayList<>();
    try (Duck duck = Duck.open()) {
      StoredEpisodes stored =
          info.spec().isPresent()
              ? new OwnEpisodes(duck, info.spec().get())
              : new ForeignEpisodes(duck, layout, info);
      for (EpisodeRow row : whole.rows().stream().skip(from).limit(count).toList()) {
        episodes.add(stored.read(row));
      }
    } catch (SQLException e) {
      throw new DatasetException(
          "episode %d of %s cannot be read: %s"
              .formatted(from + episodes.size(), layout.root(), Duck.reason(e)),
          e);
    }
    return episodes;
  }

  /** Reads the first episodes, see {@link #read(int, int)}. */
  public List<Episode> read(int count) {
    return read(0, count);
  }

  /**
   * Refuses one to which nothing may be added.
   *
   * @throws DatasetException if another program wrote it, saying what to do
   */
  public void requireGrowing() {
    grownSpec(layout, info);
  }

  /** What the episodes have in common, of a dataset to which some may be added. */
  static DatasetSpec grownSpec(Layout layout, DatasetInfo info) {
    if (info.version().equals(Optional.of(Version.V2_1))) {
      throw onlyRead(layout);
    }
    return info.spec()
        .orElseThrow(
            () ->
                new DatasetException(
                    "the dataset %s was written by another program, and only to its own does this one add; give the name of a new folder"
                        .formatted(layout.root())));
  }

  /** Says that nothing is added to the older version. */
  static DatasetException onlyRead(Layout layout) {
    return new DatasetException(
        "the dataset %s is of LeRobot's version v2.1, which is read and never written; give the name of a new folder"
            .formatted(layout.root()));
  }

  /** Refuses one of an older version, of which nothing is made but what is read. */
  void requireNewest() {
    if (info.version().equals(Optional.of(Version.V2_1))) {
      throw new DatasetException(
          "the dataset %s is of LeRobot's version v2.1, which is read and never repaired, merged or compacted; 'dataset import %s' makes a new one of the joints of an SO-101"
              .formatted(layout.root(), layout.root()));
    }
  }

  /** What the episodes have in common, of a dataset that only one of ours may be. */
  DatasetSpec ownSpec() {
    requireNewest();
    return info.spec()
        .orElseThrow(
            () ->
                new DatasetException(
                    "the dataset %s was written by another program, and only those of E2HiL are written to another folder; copy it as it is"
                        .formatted(layout.root())));
  }

  Layout layout() {
    return layout;
  }

  DatasetInfo info() {
    return info;
  }

  WholeEpisodes whole() {
    return whole;
  }
}
