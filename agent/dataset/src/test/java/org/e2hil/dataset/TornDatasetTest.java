package org.e2hil.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.e2hil.agent.random.SeededRandom;
import org.e2hil.agent.training.Episode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Datasets with torn or missing files, and datasets that another writer has open. */
class TornDatasetTest {

  private static final int EPISODES = 5;

  private static final List<Episode> WRITTEN =
      IntStream.range(0, EPISODES).mapToObj(i -> SampleEpisodes.episode(i, 4 + i)).toList();

  @TempDir private Path temp;
  private Path folder;

  @BeforeEach
  void write() {
    folder = temp.resolve("dataset");
    try (DatasetWriter writer = DatasetWriter.open(folder, SampleEpisodes.SPEC)) {
      WRITTEN.forEach(episode -> writer.append(episode, SampleEpisodes.TRAINING));
    }
  }

  private Path data(int episode) {
    return new Layout(folder).data(0, episode);
  }

  private Path row(int episode) {
    return new Layout(folder).episodes(0, episode);
  }

  private void assertWhole(int episodes) {
    Dataset dataset = Dataset.open(folder);
    List<Episode> read = dataset.read(Integer.MAX_VALUE);
    assertThat(read).hasSize(episodes);
    for (int i = 0; i < episodes; i++) {
      SameBits.assertSame(read.get(i), WRITTEN.get(i));
    }
  }

  /** Opening to write leaves a dataset of the whole episodes, to which more can be added. */
  private void assertRepaired(int episodes) {
    try (DatasetWriter writer = DatasetWriter.open(folder, SampleEpisodes.SPEC)) {
      assertThat(writer.episodes()).isEqualTo(episodes);
      if (episodes < EPISODES) {
        writer.append(WRITTEN.get(episodes), SampleEpisodes.TRAINING);
      }
    }
    assertWhole(Math.min(EPISODES, episodes + 1));
    assertThat(Dataset.open(folder).leftOut()).isEmpty();
    assertThat(DatasetCheck.of(folder)).isEmpty();
  }

  private static void cut(Path file, double share) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, (int) (bytes.length * share)));
  }

  @Test
  void ofATornFileEverythingBeforeItsEpisodeIsWhole() throws IOException {
    RandomGenerator random = SeededRandom.of(3, "torn");
    for (int episode = EPISODES - 1; episode > 0; episode -= 2) {
      cut(random.nextInt(2) == 0 ? data(episode) : row(episode), random.nextDouble());

      assertWhole(episode);
      assertThat(Dataset.open(folder).leftOut().orElseThrow())
          .contains(
              "file-00%d.parquet is torn or damaged; what follows is left out".formatted(episode))
          .doesNotContain("Exception");
    }
    assertRepaired(2);
  }

  @Test
  void everyFileOfEveryEpisodeMayBeTornAnywhere() throws IOException {
    RandomGenerator random = SeededRandom.of(4, "torn");
    for (int episode = 0; episode < EPISODES; episode++) {
      for (Path file : List.of(data(episode), row(episode))) {
        byte[] whole = Files.readAllBytes(file);
        for (int tries = 0; tries < 2; tries++) {
          Files.write(file, Arrays.copyOf(whole, random.nextInt(whole.length)));
          assertThat(Dataset.open(folder).episodes()).isEqualTo(episode);
        }
        Files.write(file, whole);
      }
    }
    assertWhole(EPISODES);
  }

  @Test
  void aBitThatTurnedInTheFramesIsNoticed() throws IOException {
    byte[] bytes = Files.readAllBytes(data(3));
    bytes[bytes.length / 3] ^= 4;
    Files.write(data(3), bytes);

    assertWhole(3);
    assertRepaired(3);
  }

  @Test
  void whatIsTornBesideTheEpisodesCostsNone() throws IOException {
    Layout layout = new Layout(folder);
    for (Path file : List.of(layout.info(), layout.stats(), layout.tasks())) {
      for (double share : new double[] {0, 0.3, 0.99}) {
        cut(file, share);
        assertWhole(EPISODES);
      }
      Files.delete(file);
      assertWhole(EPISODES);
    }
    assertRepaired(EPISODES);
  }

  @Test
  void aGapInTheEpisodesEndsThemAndNothingBehindItIsDeleted() throws IOException {
    Files.delete(data(2));
    Files.delete(row(2));

    assertThat(Dataset.open(folder).leftOut())
        .contains(
            "only the first 2 episodes of %s are whole, because episode 2 is missing: meta/episodes/chunk-000/file-003.parquet holds episode 3; what follows is left out"
                .formatted(folder));
    assertRepaired(2);
    try (Stream<Path> aside = Files.walk(folder.resolve("left-out"))) {
      assertThat(aside.filter(Files::isRegularFile)).hasSize(4);
    }
  }

  @Test
  void aProcessThatWasKilledBetweenTwoFilesLosesTheRunningEpisodeAlone() throws IOException {
    // frames without their row
    Files.delete(row(4));
    assertWhole(4);
    assertThat(Dataset.open(folder).leftOut().orElseThrow())
        .contains("of 1 more there are no rows");
    // a temporary file, as it is called before it is whole
    Files.write(folder.resolve("data/chunk-000/file-005.parquet.new"), new byte[9]);
    assertRepaired(4);
  }

  @Test
  void anEpisodeThatIsNotAnnouncedYetCounts() throws IOException {
    Path info = new Layout(folder).info();
    Files.writeString(
        info,
        Files.readString(info)
            .replace("\"total_episodes\" : 5", "\"total_episodes\" : 4")
            .replace("0:5", "0:4"));
    assertThat(Files.readString(info)).contains("0:4");

    assertWhole(5);
    assertRepaired(5);
  }

  @Test
  void aSecondWriterIsRefusedInASentence() {
    try (DatasetWriter first = DatasetWriter.open(folder, SampleEpisodes.SPEC)) {
      assertThat(first.episodes()).isEqualTo(EPISODES);
      assertRefused("another writer has the dataset " + folder + " open");
    }
    DatasetWriter.open(folder, SampleEpisodes.SPEC).close();
  }

  private void assertRefused(String sentence) {
    assertThatThrownBy(() -> DatasetWriter.open(folder, SampleEpisodes.SPEC))
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining(sentence);
  }

  @Test
  void aFolderThatHoldsSomethingElseIsRefusedInASentence() throws IOException {
    folder = Files.createDirectory(temp.resolve("photos"));
    Files.createFile(folder.resolve("cat.png"));
    assertRefused("holds something else than a dataset");
    folder = folder.resolve("cat.png");
    assertRefused("is a file; a dataset is a folder");
    folder = Files.createDirectory(temp.resolve("a[1]"));
    assertRefused("has a [ in its name");
    assertThatThrownBy(() -> Dataset.open(temp.resolve("photos")))
        .hasMessageContaining("is no dataset: there is no meta/info.json");
  }

  @Test
  void aFolderThatCannotBeWrittenToIsRefusedInASentence() throws IOException {
    // the superuser may write everywhere, but not make a folder of a file
    Path file = Files.createFile(temp.resolve("file"));
    folder = file.resolve("dataset");
    assertRefused("the dataset %s cannot be written to: ".formatted(folder));

    folder = temp.resolve("dataset");
    Path meta = folder.resolve("meta");
    Files.setPosixFilePermissions(meta, PosixFilePermissions.fromString("r-xr-xr-x"));
    try {
      if (!Files.isWritable(meta)) {
        assertRefused("may not be written");
      }
      assertWhole(EPISODES);
    } finally {
      Files.setPosixFilePermissions(meta, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }

  @Test
  void aDatasetOfAnotherRateOrOriginIsNotAddedTo() {
    DatasetSpec spec = SampleEpisodes.SPEC;
    DatasetSpec slower =
        DatasetSpec.of(SampleEpisodes.ORIGIN, 5, spec.groups(), PictureSpec.Format.PNG);
    assertThatThrownBy(() -> DatasetWriter.open(folder, slower))
        .hasMessageContaining(
            "has 10 control periods a second, not 5; give the name of a new folder");
  }
}
