package org.e2hil.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.e2hil.agent.env.ObservationGroup;
import org.e2hil.agent.training.Episode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Datasets that are repaired, merged or brought into few files. */
class RewrittenDatasetTest {

  @TempDir private Path temp;
  private Path first;
  private Path out;

  @BeforeEach
  void write() {
    first = temp.resolve("first");
    out = temp.resolve("out");
    write(first, SampleEpisodes.SPEC, 0, 6);
  }

  static void write(Path folder, DatasetSpec spec, int from, int to) {
    try (DatasetWriter writer = DatasetWriter.open(folder, spec)) {
      for (int i = from; i < to; i++) {
        writer.append(
            SampleEpisodes.episode(i, 4 + i % 5),
            i % 2 == 0 ? SampleEpisodes.TRAINING : SampleEpisodes.DEMONSTRATION);
      }
    }
  }

  /** The dataset holds the sample episodes from the first on, and keeps every rule. */
  static void assertHolds(Path folder, int episodes) {
    Dataset dataset = Dataset.open(folder);
    assertThat(dataset.leftOut()).isEmpty();
    List<Episode> read = dataset.read(Integer.MAX_VALUE);
    assertThat(read).hasSize(episodes);
    for (int i = 0; i < episodes; i++) {
      SameBits.assertSame(read.get(i), SampleEpisodes.episode(i, 4 + i % 5));
    }
    assertThat(DatasetCheck.of(folder)).isEmpty();
  }

  private static List<List<String>> ask(String select, Path folder) {
    return RecordedQuery.ask(select, List.of(folder)).rows();
  }

  private static Map<Path, FileTime> times(Path folder) throws IOException {
    Map<Path, FileTime> times = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.toList()) {
        times.put(file, Files.getLastModifiedTime(file));
      }
    }
    return times;
  }

  @Test
  void aWholeDatasetIsSaidToBeWholeAndNotTouched() throws IOException {
    Files.delete(first.resolve(".lock"));
    Map<Path, FileTime> before = times(first);

    assertThat(DatasetRepair.of(first))
        .containsExactly(first + " is whole with 6 episodes; nothing was changed.");
    assertThat(times(first)).isEqualTo(before);
  }

  @Test
  void aRepairKeepsTheWholeEpisodesAndMovesTheOthers() throws IOException {
    Files.delete(first.resolve("data/chunk-000/file-003.parquet"));

    assertThat(DatasetRepair.of(first))
        .containsExactly(
            "Only the first 3 episodes of %s are whole, because data/chunk-000/file-003.parquet is missing; what follows is left out."
                .formatted(first),
            "3 episodes are kept.",
            "5 files were moved to %s.".formatted(first.resolve("left-out/0")),
            "meta/info.json, meta/stats.json and meta/tasks.parquet were written again.");
    assertHolds(first, 3);
    assertThat(first.resolve("left-out/0/meta/episodes/chunk-000/file-005.parquet")).exists();
    assertThat(DatasetRepair.of(first)).hasSize(1);
  }

  @Test
  void lostTotalsAreWrittenAgainAlsoInFewFiles() throws IOException {
    DatasetCompaction.of(first, out);
    for (Path folder : List.of(first, out)) {
      Layout layout = new Layout(folder);
      String stats = Files.readString(layout.stats());
      Files.delete(layout.info());
      Files.delete(layout.stats());
      Files.delete(layout.tasks());
      assertThat(DatasetRepair.of(folder)).startsWith("6 episodes are kept.");
      assertHolds(folder, 6);
      assertThat(Files.readString(layout.stats())).isEqualTo(stats);
    }
  }

  @Test
  void aMergeKeepsEpisodesNotesAndStatistics() throws IOException {
    Path second = temp.resolve("second");
    Path all = temp.resolve("all");
    write(second, SampleEpisodes.SPEC, 6, 9);
    write(all, SampleEpisodes.SPEC, 0, 9);

    assertThat(DatasetMerge.of(List.of(first, second), out))
        .isEqualTo(new DatasetMerge.Written(9, List.of()));
    assertHolds(out, 9);
    String select = "select * exclude run from %s order by episode_index";
    for (String table : List.of("episodes", "frames")) {
      String one = select.formatted(table) + (table.equals("frames") ? ", frame_index" : "");
      assertThat(ask(one, out)).isEqualTo(ask(one, all));
    }
    assertThat(new Layout(out).stats()).hasSameTextualContentAs(new Layout(all).stats());
    write(out, SampleEpisodes.SPEC, 9, 10);
    assertHolds(out, 10);
    assertNothingUnfinished();
  }

  private void assertNothingUnfinished() throws IOException {
    try (Stream<Path> files = Files.list(temp)) {
      assertThat(files).noneMatch(file -> file.toString().endsWith(".unfinished"));
    }
  }

  @Test
  void aDatasetThatDoesNotTellItsGroupsMayBeMergedWithOneThatDoesAndNoneOfOtherGroups()
      throws IOException {
    DatasetSpec spec = SampleEpisodes.SPEC;
    Path silent = temp.resolve("silent");
    write(silent, withGroups(spec, List.of()), 0, 1);
    assertThat(DatasetMerge.of(List.of(first, silent), out).episodes()).isGreaterThan(1);

    Path other = temp.resolve("other");
    List<ObservationGroup> seen =
        spec.groups().stream()
            .map(group -> new ObservationGroup(group.name(), group.kind(), group.shape(), 0, false))
            .toList();
    write(other, withGroups(spec, seen), 0, 1);
    assertRefused(
        () -> DatasetMerge.of(List.of(first, other), temp.resolve("both")),
        "has the observation groups " + seen);
  }

  private static DatasetSpec withGroups(DatasetSpec spec, List<ObservationGroup> groups) {
    return new DatasetSpec(
        spec.task(),
        spec.robotType(),
        spec.fps(),
        spec.stateNames(),
        spec.pictures(),
        spec.origin(),
        groups);
  }

  @Test
  void whatDiffersIsNamedBeforeAnythingIsWritten() throws IOException {
    DatasetSpec spec = SampleEpisodes.SPEC;
    Path second = temp.resolve("second");
    write(
        second,
        DatasetSpec.of(SampleEpisodes.ORIGIN, 5, spec.groups(), PictureSpec.Format.PNG),
        0,
        1);
    assertRefused(
        () -> DatasetMerge.of(List.of(first, second), out),
        "the dataset %s has 5 control periods a second, not 10, as %s; merge only what is alike"
            .formatted(second, first));
    Path third = temp.resolve("third");
    write(
        third,
        new DatasetSpec(
            spec.task(),
            "so101",
            spec.fps(),
            spec.stateNames(),
            spec.pictures(),
            spec.origin(),
            spec.groups()),
        0,
        1);
    assertRefused(
        () -> DatasetMerge.of(List.of(first, third), out), "has the robot so101, not a1x, as");
    assertThat(out).doesNotExist();
    assertRefused(() -> DatasetMerge.of(List.of(first), second), "is not empty; give the name");
    assertRefused(() -> DatasetCompaction.of(first, second), "is not empty; give the name");
    assertNothingUnfinished();
  }

  private static void assertRefused(Runnable runnable, String sentence) {
    assertThatThrownBy(runnable::run)
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining(sentence);
  }

  @Test
  void fewFilesHoldTheSameBitsWhereLeRobotLooksForThem() throws IOException {
    long bytes = 3 * Files.size(new Layout(first).data(0)) + 2000;
    DatasetCompaction.Written written = DatasetCompaction.of(first, out, bytes);

    assertThat(written.episodes()).isEqualTo(6);
    assertThat(written.files()).isEqualTo(2);
    assertThat(new Layout(out).dataFiles()).hasSize(2);
    assertHolds(out, 6);
    String frames = "select * exclude run from frames order by \"index\"";
    assertThat(ask(frames, out)).isEqualTo(ask(frames, first));
    String rows =
        "select * exclude (run, \"data/file_index\", \"meta/episodes/file_index\", \"meta/episodes/chunk_index\", \"data/crc32c\") from episodes order by episode_index";
    assertThat(ask(rows, out)).isEqualTo(ask(rows, first));
    assertThat(ask("select distinct \"data/file_index\" from episodes order by 1", out))
        .containsExactly(List.of("0"), List.of("1"));
    assertThat(new Layout(out).stats()).hasSameTextualContentAs(new Layout(first).stats());
    assertThat(new Layout(out).info()).hasSameTextualContentAs(new Layout(first).info());
    assertNothingUnfinished();
  }

  @Test
  void toFewFilesNothingIsAddedUntilTheyAreMergedIntoANewFolder() {
    DatasetCompaction.of(first, out);
    assertRefused(
        () -> write(out, SampleEpisodes.SPEC, 6, 7),
        "has many episodes in a file, and none is added to such a file; make one that grows with 'dataset merge %s --out DIR'"
            .formatted(out));
    assertHolds(out, 6);
    Path grows = temp.resolve("grows");
    DatasetMerge.of(List.of(out), grows);
    write(grows, SampleEpisodes.SPEC, 6, 7);
    assertHolds(grows, 7);
    Path again = temp.resolve("again");
    DatasetCompaction.of(out, again);
    assertHolds(again, 6);
  }

  @Test
  void ofFewFilesThatAreDamagedWhatIsWholeIsMerged() throws IOException {
    long bytes = 3 * Files.size(new Layout(first).data(0)) + 2000;
    DatasetCompaction.of(first, out, bytes);
    int whole =
        Integer.parseInt(
            ask("select count(*) from episodes where \"data/file_index\" = 0", out).get(0).get(0));
    Files.delete(new Layout(out).data(1));
    assertRefused(() -> DatasetRepair.of(out), "and nothing is moved, for its files hold many");
    Path saved = temp.resolve("saved");
    DatasetMerge.Written written = DatasetMerge.of(List.of(out), saved);
    assertThat(written.leftOut()).singleElement().asString().contains("are whole, because");
    assertHolds(saved, whole);
  }
}
