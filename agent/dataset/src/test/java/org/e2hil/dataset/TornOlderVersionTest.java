package org.e2hil.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.e2hil.dataset.So101Recording.CAMERA;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is missing or torn in a dataset of version 2.1 costs what follows it, and a sentence. */
class TornOlderVersionTest {

  @TempDir private Path folder;

  @BeforeEach
  void write() throws IOException, SQLException {
    So101Recording.ofJoints(true).older(folder);
  }

  /** So many episodes are read, and the same reason is given for the rest wherever one asks. */
  private void assertRead(int episodes, String because) {
    Dataset dataset = Dataset.open(folder);
    assertThat(dataset.episodes()).isEqualTo(episodes);
    assertThat(dataset.leftOut().orElseThrow())
        .contains("whole, because " + because + "; what follows is left out")
        .doesNotContain("Exception", "\n");
    for (int i = 0; i < episodes; i++) {
      assertThat(ForeignFrames.of(dataset).read(i)).hasSize(List.of(5, 4, 6).get(i));
    }
    assertThat(DatasetCheck.of(folder)).anyMatch(sentence -> sentence.contains(because));
    if (episodes > 0) {
      assertThat(RecordedQuery.ask("SELECT * FROM episodes", List.of(folder)).rows())
          .hasSize(episodes);
    }
  }

  private Path meta(String name) {
    return folder.resolve("meta").resolve(name);
  }

  private Path data(int episode) {
    return So101Recording.older(folder, "data", "", episode, "parquet");
  }

  private Path film(int episode) {
    return So101Recording.older(folder, "videos", CAMERA, episode, "mp4");
  }

  private static void cut(Path file, int bytes) throws IOException {
    byte[] all = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(all, all.length - bytes));
  }

  @Test
  void aTornLastLineCostsItsEpisode() throws IOException {
    for (int tries = 0; tries < 3; tries++) {
      cut(meta("episodes.jsonl"), 12);
      assertRead(2, "line 3 of meta/episodes.jsonl is torn or damaged");
    }
  }

  @Test
  void aDamagedLineEndsTheEpisodesBeforeIt() throws IOException {
    OlderVersionTest.edit(folder, "episodes.jsonl", "\"length\": 4", "\"length\": \"many\"");
    assertRead(1, "line 2 of meta/episodes.jsonl is torn or damaged");
  }

  @Test
  void withoutItsLinesThereIsNoEpisode() throws IOException {
    Files.writeString(meta("episodes.jsonl"), "");
    assertRead(0, "of 3 more there are no rows");
    Files.delete(meta("episodes.jsonl"));
    assertRead(0, "meta/episodes.jsonl is missing");
  }

  @Test
  void anEpisodeWithoutALineEndsThem() throws IOException {
    List<String> lines = Files.readAllLines(meta("episodes.jsonl"));
    Files.write(meta("episodes.jsonl"), List.of(lines.get(0), lines.get(2)));
    assertRead(1, "episode 1 is missing: meta/episodes.jsonl holds episode 2");
  }

  @Test
  void anEpisodeWithoutItsFileEndsThem() throws IOException {
    Files.delete(data(1));
    assertRead(1, "data/chunk-000/episode_000001.parquet is missing");
  }

  @Test
  void aTornFileEndsThem() throws IOException {
    cut(data(2), 200);
    assertRead(2, "data/chunk-000/episode_000002.parquet is torn or damaged");
  }

  @Test
  void anEpisodeHasAsManyFramesAsItsLineSays() throws IOException {
    // the frames of all later episodes move with the length
    OlderVersionTest.edit(folder, "episodes.jsonl", "\"length\": 6", "\"length\": 7");
    assertRead(
        2,
        "data/chunk-000/episode_000002.parquet has 6 of the 7 frames of episode 2 in their places");
    OlderVersionTest.edit(folder, "episodes.jsonl", "\"length\": 7", "\"length\": 5");
    assertRead(
        2,
        "data/chunk-000/episode_000002.parquet has 6 frames of episode 2, which is said to have 5");
  }

  @Test
  void aFileOfAnotherEpisodeIsNotTakenForIt() throws IOException {
    Files.copy(data(0), data(1), StandardCopyOption.REPLACE_EXISTING);
    assertRead(
        1,
        "data/chunk-000/episode_000001.parquet has 0 of the 4 frames of episode 1 in their places");
  }

  @Test
  void aFilmThatIsMissingOrTooShortLeavesTheNumbers() throws IOException {
    Files.copy(film(1), film(2), StandardCopyOption.REPLACE_EXISTING);
    Files.delete(film(0));

    Dataset dataset = Dataset.open(folder);
    assertThat(dataset.leftOut()).isEmpty();
    ForeignFrames frames = ForeignFrames.of(dataset);
    assertThat(frames.read(2)).hasSize(6);
    assertThatThrownBy(() -> frames.pictures(0, CAMERA, (height, width, rgb) -> rgb))
        .hasMessage("its film observation.images.front is missing");
    assertThatThrownBy(() -> frames.pictures(2, CAMERA, (height, width, rgb) -> rgb))
        .hasMessageContaining("holds 4 pictures of episode 2, and the episode has 6 frames");
    assertThat(DatasetCheck.of(folder))
        .anyMatch(
            sentence ->
                sentence.startsWith("videos/chunk-000/observation.images.front/episode_000000.mp4"))
        .anyMatch(sentence -> sentence.contains("has no picture of frame 4 of episode 2"));
  }

  @Test
  void aCheckNamesWhatLeRobotWouldMiss() throws IOException {
    OlderVersionTest.edit(folder, "info.json", "\"total_frames\": 15", "\"total_frames\": 16");
    OlderVersionTest.edit(folder, "info.json", "\"total_chunks\": 1,", "");
    OlderVersionTest.edit(folder, "info.json", "episode_{", "part_{");
    OlderVersionTest.edit(folder, "episodes.jsonl", "\"tasks\": [\"Put it down\"]", "\"t\": 1");
    OlderVersionTest.edit(folder, "tasks.jsonl", "\"task_index\": 1", "\"task_index\": 2");
    OlderVersionTest.edit(folder, "episodes_stats.jsonl", "\"count\": [4]", "\"count\": [3]");
    Files.createFile(folder.resolve("data/chunk-000/episode_000009.parquet"));

    assertThat(DatasetCheck.of(folder))
        .containsExactlyInAnyOrder(
            "meta/info.json: total_chunks is no integer.",
            "meta/info.json: data_path is \"data/chunk-{episode_chunk:03d}/part_{episode_index:06d}.parquet\".",
            "meta/info.json: video_path is \"videos/chunk-{episode_chunk:03d}/{video_key}/part_{episode_index:06d}.mp4\".",
            "data/chunk-000/episode_000009.parquet belongs to no episode, and LeRobot would read it.",
            "task 1 of meta/tasks.jsonl is number 2.",
            "meta/episodes.jsonl has no tasks of episode 1.",
            "meta/episodes_stats.jsonl counts 3 frames of action, not 4, in episode 1.",
            "meta/info.json says total_frames 16, and there are 15.");
    assertThat(Dataset.open(folder).leftOut()).isEmpty();
  }

  @Test
  void whatIsMissingBesideTheEpisodesCostsNone() throws IOException {
    OlderVersionTest.edit(folder, "episodes_stats.jsonl", "\"std\"", "\"stdx\"");
    assertThat(DatasetCheck.of(folder))
        .containsExactly("meta/episodes_stats.jsonl has no std of action in episode 0.");
    cut(meta("episodes_stats.jsonl"), 30);
    cut(meta("tasks.jsonl"), 4);
    assertThat(DatasetCheck.of(folder))
        .containsExactly(
            "line 2 of meta/tasks.jsonl is torn or damaged.",
            "line 3 of meta/episodes_stats.jsonl is torn or damaged.");
    Files.delete(meta("episodes_stats.jsonl"));
    Files.delete(meta("tasks.jsonl"));
    assertThat(DatasetCheck.of(folder))
        .containsExactly("meta/tasks.jsonl is missing.", "meta/episodes_stats.jsonl is missing.");
    assertThat(Dataset.open(folder).leftOut()).isEmpty();
  }
}
