package org.e2hil.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.e2hil.agent.env.EpisodeEnd;
import org.e2hil.agent.experience.RecordedStep;
import org.e2hil.agent.experience.Source;
import org.e2hil.agent.training.Episode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A dataset of ours as a person looks at it. */
class DatasetViewTest {

  private static final DatasetView.Limits ALL = new DatasetView.Limits(1000, 100_000, 0);

  private static final int STATE = SampleEpisodes.SPEC.stateNames().size();

  @TempDir private Path folder;

  private Path write(int episodes) {
    Path dataset = folder.resolve("dataset");
    try (DatasetWriter writer = DatasetWriter.open(dataset, SampleEpisodes.SPEC)) {
      for (int i = 0; i < episodes; i++) {
        writer.append(SampleEpisodes.episode(i, 4 + i), SampleEpisodes.TRAINING);
      }
    }
    return dataset;
  }

  @Test
  void everyNumberOfAnEpisodeIsRead() {
    DatasetView view = DatasetView.read(write(5), ALL);

    assertThat(view.signals())
        .hasSize(7 + STATE + 1)
        .startsWith(new Signal("action", "action", "delta_x"))
        .contains(new Signal("observation.state", "proprioception", "tool_x_m"))
        .contains(new Signal("observation.state", "objects", "1.1"))
        .endsWith(new Signal("next.reward", "next.reward", "next.reward"));
    assertThat(view.filming()).isEmpty();
    assertThat(view.picturing()).isEmpty();
    assertThat(view.episodes()).hasSize(5);
    for (int i = 0; i < 5; i++) {
      Episode episode = SampleEpisodes.episode(i, 4 + i);
      EpisodeView read = view.episodes().get(i);
      assertThat(read.index()).isEqualTo(i);
      assertThat(read.length()).isEqualTo(4 + i);
      for (int frame = 0; frame < read.length(); frame++) {
        RecordedStep step = episode.steps().get(frame);
        for (int k = 0; k < 7; k++) {
          assertThat(read.values()[k * read.length() + frame])
              .isEqualTo((float) step.step().applied().value(k));
        }
        for (int k = 0; k < STATE; k++) {
          assertThat(read.values()[(7 + k) * read.length() + frame])
              .isEqualTo(step.measurement().number(k));
        }
        assertThat(read.values()[(7 + STATE) * read.length() + frame])
            .isEqualTo((float) step.step().reward());
      }
    }
  }

  @Test
  void whoActedAndHowItEndedIsAsTheWriterKeptIt() {
    List<EpisodeView> episodes = DatasetView.read(write(4), ALL).episodes();

    assertThat(episodes.get(0).stretches())
        .containsExactly(
            new EpisodeView.Stretch(Optional.of(Source.INTERVENTION), 2),
            new EpisodeView.Stretch(Optional.of(Source.POLICY), 2));
    assertThat(episodes.get(1).stretches())
        .containsExactly(new EpisodeView.Stretch(Optional.of(Source.POLICY), 5));
    EpisodeFacts aided = episodes.get(0).facts();
    assertThat(aided.task()).isEqualTo("pick-banana");
    assertThat(aided.kind()).isEqualTo("training");
    assertThat(aided.seed()).hasValue(7);
    assertThat(aided.end()).isEqualTo("success");
    assertThat(aided.aided()).contains(true);
    assertThat(aided.success()).contains(true);
    assertThat(aided.reward()).hasValue(1);
    assertThat(episodes.get(1).facts().aided()).contains(false);
    assertThat(episodes.get(3).facts().success()).contains(false);
    assertThat(episodes.get(3).facts().end()).isEqualTo("time_limit");
    assertThat(episodes.get(3).facts().reason()).isEqualTo(EpisodeEnd.timeLimit().reason());
  }

  @Test
  void numbersAreGroupedOnlyWhereSeveralShareAGroup() {
    assertThat(groups("[\"a.x\", \"a.y\", \"b.0.1\"]")).containsExactly("a x", "a y", "b 0.1");
    assertThat(groups("[\"pan.pos\", \"lift.pos\", \"grip.pos\"]"))
        .containsExactly("f pan.pos", "f lift.pos", "f grip.pos");
    assertThat(groups("{\"axes\": [\"a.x\", \"a.\", \"b\"]}"))
        .containsExactly("f a.x", "f a.", "f b");
    assertThat(groups("null")).containsExactly("f 0", "f 1", "f 2");
  }

  private static List<String> groups(String names) {
    String info =
        "{\"features\": {\"f\": {\"dtype\": \"float32\", \"shape\": [3], \"names\": %s}}}";
    return Signal.of(DatasetInfo.parse(info.formatted(names)).orElseThrow(), "f").stream()
        .map(signal -> signal.group() + " " + signal.name())
        .toList();
  }

  @Test
  void readingStopsAtALimitButNotBeforeTheFirstEpisode() {
    Path dataset = write(4);

    for (DatasetView.Limits limits :
        Arrays.asList(
            new DatasetView.Limits(14, 100_000, 0),
            new DatasetView.Limits(1000, 14 * (7 + STATE + 1), 0))) {
      assertThat(DatasetView.read(dataset, limits).episodes()).hasSize(2);
    }
    assertThat(DatasetView.read(dataset, new DatasetView.Limits(0, 0, 0)).episodes()).hasSize(1);
  }

  @Test
  void aDatasetWithoutEpisodesIsRefusedInASentence() {
    Path dataset = write(0);

    assertThatThrownBy(() -> DatasetView.read(dataset, ALL))
        .isInstanceOf(DatasetException.class)
        .hasMessage("the dataset %s has no episode yet; there is nothing to look at", dataset);
  }
}
