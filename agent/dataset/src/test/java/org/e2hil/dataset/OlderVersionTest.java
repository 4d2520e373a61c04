package org.e2hil.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.e2hil.agent.training.Episode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Version 2.1 says the same as the newest of the same episodes, and is never written. */
class OlderVersionTest {

  private static final DatasetView.Limits ALL = new DatasetView.Limits(1000, 100_000, 1 << 20);

  @TempDir private Path folder;

  private Path older(So101Recording recording) throws IOException, SQLException {
    return recording.older(folder.resolve("older"));
  }

  private Path newer(So101Recording recording) throws IOException, SQLException {
    return recording.newer(folder.resolve("newer"));
  }

  @Test
  void itHoldsTheSameEpisodesBitForBit() throws IOException, SQLException {
    for (boolean filmed : new boolean[] {true, false}) {
      So101Recording recording = So101Recording.ofJoints(filmed);
      Dataset older = Dataset.open(recording.older(folder.resolve("older" + filmed)));
      Dataset newer = Dataset.open(recording.newer(folder.resolve("newer" + filmed)));

      assertThat(older.leftOut()).isEmpty();
      assertThat(older.episodes()).isEqualTo(newer.episodes()).isEqualTo(3);
      assertThat(older.frames()).isEqualTo(newer.frames()).isEqualTo(15);
      assertThat(older.fps()).isEqualTo(newer.fps());
      assertThat(older.robotType()).isEqualTo(newer.robotType());
      assertThat(older.features()).isEqualTo(newer.features());
      ForeignFrames of = ForeignFrames.of(older);
      ForeignFrames as = ForeignFrames.of(newer);
      assertThat(of.actionNames()).isEqualTo(as.actionNames()).hasSize(6);
      for (int i = 0; i < 3; i++) {
        // a list of doubles is equal only to one of the same bits
        assertThat(of.read(i)).isEqualTo(as.read(i)).hasSize(recording.frames().get(i));
        assertThat(of.read(i).get(0).state().get(4)).isEqualTo(-0.0);
        List<byte[]> pictures = pictures(of, i);
        assertThat(pictures).usingElementComparator(Arrays::compare).isEqualTo(pictures(as, i));
        assertThat(pictures).hasSize(recording.frames().get(i));
        assertThat(pictures.get(1)[0] & 0xff)
            .isBetween(30 + 40 * i - 6, 30 + 40 * i + (filmed ? 6 : 0));
      }
    }
  }

  private static List<byte[]> pictures(ForeignFrames frames, int episode) {
    return frames.pictures(episode, So101Recording.CAMERA, (height, width, rgb) -> rgb);
  }

  @Test
  void actionsThatAreOursBecomeTheSameDemonstrations() throws IOException, SQLException {
    List<Episode> older = Dataset.open(older(So101Recording.ofActions())).read(3);
    List<Episode> newer = Dataset.open(newer(So101Recording.ofActions())).read(3);

    assertThat(older).hasSize(3);
    for (int i = 0; i < 3; i++) {
      SameBits.assertSame(older.get(i), newer.get(i));
    }
  }

  @Test
  void itLooksTheSame() throws IOException, SQLException {
    DatasetView older = DatasetView.read(older(So101Recording.ofJoints(true)), ALL);
    DatasetView newer = DatasetView.read(newer(So101Recording.ofJoints(true)), ALL);

    assertThat(older.signals()).isEqualTo(newer.signals());
    assertThat(older.filming()).containsExactly(So101Recording.CAMERA);
    for (int i = 0; i < 3; i++) {
      EpisodeView one = older.episodes().get(i);
      EpisodeView other = newer.episodes().get(i);
      assertThat(one.values()).isEqualTo(other.values());
      assertThat(one.facts()).isEqualTo(other.facts());
      assertThat(one.facts().task()).isEqualTo(So101Recording.TASKS.get(i % 2));
      assertThat(one.stretches()).isEqualTo(other.stretches());
      EpisodeView.Film film = one.films().get(0).orElseThrow();
      assertThat(film.file())
          .hasToString(
              "videos/chunk-000/observation.images.front/episode_00000%d.mp4".formatted(i));
      assertThat(film.toS()).isEqualTo(other.films().get(0).orElseThrow().toS());
    }
  }

  @Test
  void picturesInItsFramesAreShown() throws IOException, SQLException {
    DatasetView view = DatasetView.read(older(So101Recording.ofJoints(false)), ALL);

    assertThat(view.picturing()).containsExactly(So101Recording.CAMERA);
    assertThat(view.episodes().get(1).pictures().get(0))
        .hasSize(4)
        .allMatch(png -> png.length > 8 && png[1] == 'P');
  }

  @Test
  void itAnswersTheSameQuestions() throws IOException, SQLException {
    Path older = older(So101Recording.ofJoints(true));
    Path newer = newer(So101Recording.ofJoints(true));

    for (String question :
        List.of(
            "SELECT * EXCLUDE run FROM frames ORDER BY \"index\"",
            "SELECT episode_index, tasks, length, dataset_from_index, dataset_to_index FROM episodes ORDER BY 1")) {
      RecordedQuery.Answer answer = RecordedQuery.ask(question, List.of(older));
      assertThat(answer).isEqualTo(RecordedQuery.ask(question, List.of(newer)));
      assertThat(answer.rows().size()).isIn(3, 15);
    }
    assertThat(
            RecordedQuery.ask(
                    "SELECT run, max(length) FROM episodes GROUP BY run ORDER BY run",
                    List.of(older, newer))
                .rows())
        .containsExactly(List.of("newer", "6"), List.of("older", "6"));
  }

  @Test
  void everyRuleOfItsVersionHolds() throws IOException, SQLException {
    assertThat(DatasetCheck.of(older(So101Recording.ofJoints(true)))).isEmpty();
  }

  @Test
  void itsColumnsMayStandInAnyOrder() throws IOException, SQLException {
    Path older = older(So101Recording.ofJoints(true));
    String time = "\"timestamp\": {\"dtype\": \"float32\", \"shape\": [1], \"names\": null},";
    edit(older, "info.json", time, "");
    edit(older, "info.json", "\"features\": {", "\"features\": {" + time);

    assertThat(DatasetCheck.of(older)).isEmpty();
  }

  @Test
  void linesMayStandInAnyOrderAndTheLaterOfTwoCounts() throws IOException, SQLException {
    Path older = older(So101Recording.ofJoints(true));
    Path file = older.resolve("meta/episodes.jsonl");
    List<String> lines = new ArrayList<>(Files.readAllLines(file));
    String wrong = lines.get(1).replace("\"length\": 4", "\"length\": 400");
    Files.write(file, List.of(lines.get(2), wrong, lines.get(0), lines.get(1)));

    assertThat(Dataset.open(older).leftOut()).isEmpty();
    assertThat(Dataset.open(older).frames()).isEqualTo(15);
    assertThat(DatasetCheck.of(older)).isEmpty();
  }

  @Test
  void anotherFolderBeginsAfterAsManyEpisodesAsItSays() throws IOException, SQLException {
    Path older = older(So101Recording.ofJoints(true));
    edit(older, "info.json", "\"chunks_size\": 1000", "\"chunks_size\": 2");
    Path data = older.resolve("data/chunk-001/episode_000002.parquet");
    Path film = older.resolve("videos/chunk-001/observation.images.front/episode_000002.mp4");
    Files.createDirectories(data.getParent());
    Files.createDirectories(film.getParent());
    Files.move(So101Recording.older(older, "data", "", 2, "parquet"), data);
    Files.move(So101Recording.older(older, "videos", So101Recording.CAMERA, 2, "mp4"), film);

    assertThat(Dataset.open(older).leftOut()).isEmpty();
    assertThat(DatasetCheck.of(older)).isEmpty();
  }

  @Test
  void itIsNeverOursWhateverWasCopiedIntoIt() throws IOException, SQLException {
    Path older = older(So101Recording.ofActions());
    edit(older, "info.json", "\"fps\": 30", "\"fps\": 30, \"e2hil\": {\"layout\": 1}");

    assertThat(Dataset.open(older).spec()).isEmpty();
    assertThat(Dataset.open(older).read(3)).hasSize(3);
  }

  @Test
  void whatChangesDataRefusesItAndSaysWhatToDo() throws IOException, SQLException {
    Path older = older(So101Recording.ofActions());
    Path out = folder.resolve("out");

    assertRefused(
        () -> DatasetWriter.open(older, SampleEpisodes.SPEC),
        "version v2.1, which is read and never written; give the name of a new folder");
    assertRefused(() -> Dataset.open(older).requireGrowing(), "give the name of a new folder");
    String instead =
        "version v2.1, which is read and never repaired, merged or compacted; 'dataset import %s'"
            .formatted(older);
    assertRefused(() -> DatasetRepair.of(older), instead);
    assertRefused(() -> DatasetMerge.of(List.of(older), out), instead);
    assertRefused(() -> DatasetCompaction.of(older, out), instead);
    assertThat(out).doesNotExist();

    // without its info.json its files are not taken for strays of a dataset of ours
    Files.delete(older.resolve("meta/info.json"));
    assertRefused(() -> DatasetWriter.open(older, SampleEpisodes.SPEC), "read and never written");
    assertRefused(() -> Dataset.open(older), "info.json is missing or damaged");
    assertThat(older.resolve("left-out")).doesNotExist();
    assertThat(So101Recording.older(older, "data", "", 0, "parquet")).exists();
  }

  private static void assertRefused(Runnable change, String sentence) {
    assertThatThrownBy(change::run)
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining(sentence)
        .message()
        .doesNotContain("\n");
  }

  @Test
  void olderOnesAndUnknownOnesAreRefusedInASentence() throws IOException, SQLException {
    Path older = older(So101Recording.ofJoints(true));
    String now = "v2.1";
    for (String version : List.of("v2.0", "v1.6", "v2.10", "v30", "")) {
      edit(older, "info.json", "\"%s\"".formatted(now), "\"%s\"".formatted(version));
      String sentence =
          "is of version %s; only v3 and v2.1 are read"
              .formatted(version.isEmpty() ? "unknown" : version);
      assertThatThrownBy(() -> Dataset.open(older)).hasMessageContaining(sentence);
      assertThatThrownBy(() -> DatasetCheck.of(older)).hasMessageContaining(sentence);
      now = version;
    }
  }

  static void edit(Path dataset, String file, String before, String after) throws IOException {
    Path path = dataset.resolve("meta").resolve(file);
    String text = Files.readString(path);
    assertThat(text).contains(before);
    Files.writeString(path, text.replace(before, after));
  }
}
