package org.e2hil.agent.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.e2hil.agent.env.ActionScale;
import org.e2hil.agent.experience.ControlStep;
import org.e2hil.agent.experience.RecordedObservation;
import org.e2hil.agent.experience.RecordedStep;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EpisodeFileTest {

  private static List<String> described(List<Episode> episodes) {
    return episodes.stream().map(EpisodeFileTest::described).toList();
  }

  private static String described(Episode episode) {
    return episode.steps().stream().map(Told::describe).toList()
        + " "
        + episode.parameters()
        + episode.origin()
        + episode.resetSeed();
  }

  private static void write(Path file, List<Episode> episodes) {
    try (EpisodeFile out = EpisodeFile.append(file)) {
      episodes.forEach(out::append);
    }
  }

  @Test
  void whatWasWrittenIsReadAlsoInTwoSittings(@TempDir Path folder) {
    Path file = folder.resolve("episodes");
    write(file, List.of(Told.episode(0, 3), Told.episode(1, 1)));
    write(file, List.of(Told.episode(2, 5)));

    assertThat(described(EpisodeFile.read(file)))
        .isEqualTo(described(List.of(Told.episode(0, 3), Told.episode(1, 1), Told.episode(2, 5))));
  }

  @Test
  void aFileIsCutBackToItsFirstEpisodesAndGoneOnWith(@TempDir Path folder) {
    Path file = folder.resolve("episodes");
    write(file, List.of(Told.episode(0, 3), Told.episode(1, 1)));
    assertThat(EpisodeFile.count(file)).isEqualTo(2);

    try (EpisodeFile out = EpisodeFile.append(file, 1)) {
      out.append(Told.episode(2, 5));
    }

    assertThat(described(EpisodeFile.read(file)))
        .isEqualTo(described(List.of(Told.episode(0, 3), Told.episode(2, 5))));
  }

  @Property(tries = 5)
  void tornAtAnyByteItStillGivesEveryWholeEpisodeAndTakesNewOnes(
      @ForAll @Size(min = 1, max = 3) List<@IntRange(min = 1, max = 3) Integer> lengths)
      throws IOException {
    Path folder = Files.createTempDirectory("episodes");
    try {
      List<Episode> episodes = new ArrayList<>();
      List<Long> ends = new ArrayList<>();
      Path whole = folder.resolve("whole");
      for (int i = 0; i < lengths.size(); i++) {
        episodes.add(i % 2 == 0 ? Told.seen(i, lengths.get(i)) : Told.episode(i, lengths.get(i)));
        write(whole, episodes.subList(i, i + 1));
        ends.add(Files.size(whole));
      }
      byte[] bytes = Files.readAllBytes(whole);
      Path torn = folder.resolve("torn");
      List<Episode> later = List.of(Told.episode(77, 2));
      for (int length = 0; length <= bytes.length; length++) {
        int last = length;
        int kept = (int) ends.stream().filter(end -> end <= last).count();
        Files.write(torn, Arrays.copyOf(bytes, length));
        if (kept == 0) {
          assertThatThrownBy(() -> EpisodeFile.read(torn))
              .isInstanceOf(IllegalArgumentException.class)
              .hasMessageContaining("holds no whole episode");
        } else {
          assertThat(described(EpisodeFile.read(torn)))
              .isEqualTo(described(episodes.subList(0, kept)));
        }

        // inside an episode one place is as good as another, and each costs a wait for the disk
        boolean worthAWait =
            length % 16 == 0 || ends.stream().anyMatch(e -> last - e < 13 && last >= e);
        if (!worthAWait) {
          continue;
        }
        write(torn, later);
        List<Episode> expected = new ArrayList<>(episodes.subList(0, kept));
        expected.addAll(later);
        assertThat(described(EpisodeFile.read(torn))).isEqualTo(described(expected));
      }
    } finally {
      try (var files = Files.list(folder)) {
        for (Path file : files.toList()) {
          Files.delete(file);
        }
      }
      Files.delete(folder);
    }
  }

  @Test
  void aFlippedBitLosesTheEpisodesFromThereOnAndInventsNone(@TempDir Path folder)
      throws IOException {
    Path file = folder.resolve("episodes");
    List<Episode> episodes = List.of(Told.seen(0, 2), Told.seen(1, 2), Told.seen(2, 2));
    write(file, episodes.subList(0, 1));
    int firstEnd = (int) Files.size(file);
    write(file, episodes.subList(1, 2));
    int secondEnd = (int) Files.size(file);
    write(file, episodes.subList(2, 3));
    byte[] whole = Files.readAllBytes(file);
    for (int i = firstEnd; i < secondEnd; i++) {
      byte[] damaged = whole.clone();
      damaged[i] ^= 0x08;
      Files.write(file, damaged);

      assertThat(described(EpisodeFile.read(file))).isEqualTo(described(episodes.subList(0, 1)));
    }
  }

  @Test
  void picturesAreKeptByteForByteInLessRoomAndEachMeasurementOnce(@TempDir Path folder)
      throws IOException {
    Path file = folder.resolve("episodes");
    byte[] plain = new byte[128 * 128 * 3];
    Arrays.fill(plain, (byte) 200);
    RecordedObservation first = new RecordedObservation(new float[] {1}, List.of(plain));
    plain[17] = 3;
    RecordedObservation second = new RecordedObservation(new float[] {2}, List.of(plain));
    RecordedObservation third = new RecordedObservation(new float[] {3}, List.of(plain));
    ControlStep done = Told.episode(0, 2).steps().get(0).step();
    Episode episode =
        new Episode(
            List.of(new RecordedStep(first, second, done), new RecordedStep(second, third, done)));
    write(file, List.of(episode));

    List<RecordedStep> read = EpisodeFile.read(file).get(0).steps();
    assertThat(read.get(1).measurement()).isSameAs(read.get(0).next());
    assertThat(read.get(0).measurement().picture(0)).isEqualTo(first.picture(0));
    assertThat(read.get(1).measurement().picture(0)).isEqualTo(plain);
    assertThat(read.get(1).next().number(0)).isEqualTo(3);
    assertThat(Files.size(file)).isLessThan(plain.length / 10);
  }

  /** Numbers alone, two observations a step; the last one of the time before the parameters. */
  private static Path ofAnEarlierVersion(Path folder) throws IOException {
    return copied("episodes-of-numbers.e2hil", folder);
  }

  private static Path copied(String name, Path folder) throws IOException {
    Path file = folder.resolve(name);
    try (InputStream in =
        EpisodeFileTest.class.getResourceAsStream(file.getFileName().toString())) {
      Files.copy(in, file);
    }
    return file;
  }

  private static List<Episode> heldByTheEarlierVersion() {
    return List.of(
        Told.episode(0, 3),
        Told.episode(1, 1),
        new Episode(List.of()),
        Told.episode(2, 2),
        new Episode(Told.episode(3, 2).steps()));
  }

  @Test
  void aFileOfAnEarlierVersionIsReadAndTakesNewEpisodes(@TempDir Path folder) throws IOException {
    Path file = ofAnEarlierVersion(folder);
    assertThat(described(EpisodeFile.read(file))).isEqualTo(described(heldByTheEarlierVersion()));

    write(file, List.of(Told.seen(7, 2)));

    List<Episode> both = new ArrayList<>(heldByTheEarlierVersion());
    both.add(Told.seen(7, 2));
    assertThat(described(EpisodeFile.read(file))).isEqualTo(described(both));
    assertThat(EpisodeFile.count(file)).isEqualTo(6);
  }

  @Test
  void aFileOfTheTimeBeforeTheSeedOfTheResetIsRead(@TempDir Path folder) throws IOException {
    Origin origin =
        new Origin(
            "wave", "A1X", new ActionScale(0.01, 0.06, 0.2), List.of("proprioception", "side"));

    assertThat(described(EpisodeFile.read(copied("episodes-with-origin.e2hil", folder))))
        .isEqualTo(described(List.of(Told.seen(0, 2).from(origin), Told.episode(1, 3))));
  }

  @Test
  void theSeedOfTheResetIsKeptWhereItIsKnown(@TempDir Path folder) {
    Path file = folder.resolve("episodes");
    List<Episode> episodes =
        List.of(Told.seen(0, 2).resetWith(Long.MIN_VALUE), Told.episode(1, 1).resetWith(0));
    write(file, episodes);

    assertThat(described(EpisodeFile.read(file))).isEqualTo(described(episodes));
  }

  @Test
  void anEpisodeInWhichNothingWasDoneIsKeptToo(@TempDir Path folder) {
    Path file = folder.resolve("episodes");
    List<Episode> episodes = List.of(new Episode(List.of()), Told.seen(1, 1));
    write(file, episodes);

    assertThat(described(EpisodeFile.read(file))).isEqualTo(described(episodes));
  }

  @Test
  void aDamagedLengthIsATornEndAndNotAReasonToRunOutOfMemory(@TempDir Path folder)
      throws IOException {
    Path file = folder.resolve("episodes");
    write(file, List.of(Told.episode(0, 2)));
    int whole = (int) Files.size(file);
    write(file, List.of(Told.episode(1, 2)));
    byte[] bytes = Files.readAllBytes(file);
    ByteBuffer.wrap(bytes).putInt(whole + Integer.BYTES, Integer.MAX_VALUE);
    Files.write(file, bytes);

    assertThat(described(EpisodeFile.read(file))).isEqualTo(described(List.of(Told.episode(0, 2))));
  }

  @Test
  void howMuchOfAFileIsKeptIsKnownBeforeTheRestIsCutOff(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("episodes");
    write(file, List.of(Told.episode(0, 2)));
    long first = Files.size(file);
    write(file, List.of(Told.episode(1, 2)));
    long second = Files.size(file);
    write(file, List.of(Told.episode(2, 2)));
    assertThat(EpisodeFile.bytes(file, 2)).isEqualTo(second);
    byte[] bytes = Files.readAllBytes(file);
    bytes[(int) second - 1] ^= 1;
    Files.write(file, bytes);

    assertThat(EpisodeFile.bytes(file, 3)).isEqualTo(first).isLessThan(Files.size(file));
    assertThat(EpisodeFile.bytes(file, 0)).isZero();
  }

  @Test
  void anEpisodeWhoseStepsDoNotFollowEachOtherIsRefused() {
    RecordedStep first = Told.episode(0, 2).steps().get(0);
    RecordedStep second = Told.episode(0, 2).steps().get(1);

    assertThatThrownBy(() -> new Episode(List.of(first, second)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("step 1 of an episode must begin with the measurement that step 0 led to");
  }

  @Test
  void aFileOfAnotherKindIsNeitherReadNorWrittenTo(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("notes.txt");
    Files.writeString(file, "a person's notes, which nobody must lose");

    assertThatThrownBy(() -> EpisodeFile.read(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is not an episode file");
    assertThatThrownBy(() -> EpisodeFile.append(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is not an episode file");
    assertThat(file).hasContent("a person's notes, which nobody must lose");
  }
}
