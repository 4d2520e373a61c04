package org.e2hil.agent.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EpisodeFileTest {

  private static List<String> described(List<Episode> episodes) {
    return episodes.stream().map(EpisodeFileTest::described).toList();
  }

  private static String described(Episode episode) {
    return episode.transitions().stream().map(PointRun::describe).toList()
        + " "
        + episode.parameters();
  }

  private static void write(Path file, List<Episode> episodes) {
    try (EpisodeFile out = EpisodeFile.append(file)) {
      episodes.forEach(out::append);
    }
  }

  @Test
  void whatWasWrittenIsReadAlsoInTwoSittings(@TempDir Path folder) {
    Path file = folder.resolve("episodes");
    write(file, List.of(Transitions.episode(0, 3), Transitions.episode(1, 1)));
    write(file, List.of(Transitions.episode(2, 5)));

    assertThat(described(EpisodeFile.read(file)))
        .isEqualTo(
            described(
                List.of(
                    Transitions.episode(0, 3),
                    Transitions.episode(1, 1),
                    Transitions.episode(2, 5))));
  }

  @Test
  void aFileIsCutBackToItsFirstEpisodesAndGoneOnWith(@TempDir Path folder) {
    Path file = folder.resolve("episodes");
    write(file, List.of(Transitions.episode(0, 3), Transitions.episode(1, 1)));
    assertThat(EpisodeFile.count(file)).isEqualTo(2);

    try (EpisodeFile out = EpisodeFile.append(file, 1)) {
      out.append(Transitions.episode(2, 5));
    }

    assertThat(described(EpisodeFile.read(file)))
        .isEqualTo(described(List.of(Transitions.episode(0, 3), Transitions.episode(2, 5))));
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
        episodes.add(Transitions.episode(i, lengths.get(i)));
        write(whole, episodes.subList(i, i + 1));
        ends.add(Files.size(whole));
      }
      byte[] bytes = Files.readAllBytes(whole);
      Path torn = folder.resolve("torn");
      List<Episode> later = List.of(Transitions.episode(77, 2));
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
    List<Episode> episodes =
        List.of(Transitions.episode(0, 2), Transitions.episode(1, 2), Transitions.episode(2, 2));
    write(file, episodes);
    byte[] whole = Files.readAllBytes(file);
    int third = whole.length / 3;
    for (int i = third; i < 2 * third; i++) {
      byte[] damaged = whole.clone();
      damaged[i] ^= 0x08;
      Files.write(file, damaged);

      assertThat(described(EpisodeFile.read(file))).isEqualTo(described(episodes.subList(0, 1)));
    }
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
