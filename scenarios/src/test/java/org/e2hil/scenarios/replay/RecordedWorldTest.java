package org.e2hil.scenarios.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.e2hil.agent.env.Action;
import org.e2hil.agent.env.ActionScaling;
import org.e2hil.agent.env.Environment;
import org.e2hil.agent.env.EnvironmentFaultException;
import org.e2hil.agent.env.EnvironmentRequest;
import org.e2hil.agent.env.EpisodeEnd;
import org.e2hil.agent.env.Observation;
import org.e2hil.agent.env.ObservationGroup;
import org.e2hil.agent.env.StepResult;
import org.e2hil.agent.env.Workcell;
import org.e2hil.agent.experience.RecordedStep;
import org.e2hil.agent.training.Episode;
import org.e2hil.dataset.DatasetSpec;
import org.e2hil.dataset.PictureSpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The episodes of a dataset as a world. */
class RecordedWorldTest {

  private static final List<Episode> EPISODES =
      List.of(
          RecordedEpisodes.episode(0, EpisodeEnd.success()),
          RecordedEpisodes.episode(1, EpisodeEnd.failure("dropped")),
          RecordedEpisodes.episode(2, EpisodeEnd.none()));

  @TempDir private Path folder;

  private Path dataset;

  @BeforeEach
  void record() {
    dataset = RecordedEpisodes.write(folder.resolve("dataset"), EPISODES);
  }

  @Test
  void itShowsWhatWasSeenAndAppliedAndEndsAsItEndedWhateverIsDone() {
    try (Workcell cell = RecordedEpisodes.open(dataset, OptionalInt.empty())) {
      Environment world = cell.environment();
      assertThat(world.spec().groups()).isEqualTo(RecordedEpisodes.GROUPS);
      assertThat(world.spec().controlHz()).isEqualTo(10);
      for (int episode = 0; episode < 2; episode++) {
        List<RecordedStep> steps = EPISODES.get(episode).steps();
        // modulo the number of episodes
        assertSeen(world.reset(episode + 3L), steps.get(0));
        for (int i = 0; i < steps.size(); i++) {
          StepResult result = world.step(Action.hold());
          assertThat(result.applied()).isEqualTo(steps.get(i).step().applied());
          assertThat(result.episodeEnd()).isEqualTo(steps.get(i).step().episodeEnd());
          assertThat(result.reward()).isEqualTo(steps.get(i).step().reward());
          if (i + 1 < steps.size()) {
            assertSeen(result.observation(), steps.get(i + 1));
          }
        }
      }
    }
  }

  private static void assertSeen(Observation seen, RecordedStep step) {
    int at = 0;
    int picture = 0;
    for (ObservationGroup group : RecordedEpisodes.GROUPS) {
      if (group.kind() == ObservationGroup.Kind.PICTURE) {
        assertThat(seen.picture(group.name()))
            .isEqualTo(ByteBuffer.wrap(step.measurement().picture(picture++)));
      } else {
        for (float number : seen.numbers(group.name())) {
          assertThat(number).isEqualTo(step.measurement().number(at++));
        }
      }
    }
  }

  @Test
  void whereTheRecordingBreaksOffTheEpisodeIsVoidAndNothingIsLearnedFromIt() {
    try (Workcell cell = RecordedEpisodes.open(dataset, OptionalInt.empty())) {
      cell.environment().reset(2);
      EpisodeEnd end = EpisodeEnd.none();
      for (int i = 0; i < RecordedEpisodes.LENGTH; i++) {
        assertThat(end.isEnd()).isFalse();
        end = cell.environment().step(Action.hold()).episodeEnd();
      }
      assertThat(end.isLearnable()).isFalse();
      assertThat(end.reason()).contains("the recording breaks off here");
    }
  }

  @Test
  void onlyTheGroupsThatAreAskedForAreShown() {
    try (Workcell cell =
        RecordedEpisodes.open(dataset, OptionalInt.empty(), ObservationGroup.OBJECTS, "wrist")) {
      Observation seen = cell.environment().reset(0);
      assertThat(seen.numberGroups()).containsExactly(ObservationGroup.OBJECTS);
      assertThat(seen.pictureGroups()).containsExactly("wrist");
      RecordedStep first = EPISODES.get(0).steps().get(0);
      assertThat(seen.numbers(ObservationGroup.OBJECTS)[0])
          .isEqualTo(first.measurement().number(8 + 6 + 9));
      assertThat(seen.picture("wrist")).isEqualTo(ByteBuffer.wrap(first.measurement().picture(1)));
    }
  }

  @Test
  void theArmIsTheDatasets() {
    assertThat(new ReplayProvider().arm(new ReplaySettings(dataset.toString()))).isEqualTo("A1X");
  }

  @Test
  void whatCannotBeReplayedIsRefusedInASentence() {
    assertRefused(
        RecordedEpisodes.request(dataset.toString(), OptionalInt.empty(), "front"),
        "has no observation group 'front'");
    assertRefused(
        RecordedEpisodes.request("", OptionalInt.empty()), "robot.dataset must name the dataset");
    assertRefused(
        RecordedEpisodes.request(folder.resolve("none").toString(), OptionalInt.empty()),
        "is no dataset: there is no");
    assertRefused(
        new EnvironmentRequest(
            "open-toaster",
            new ReplaySettings(dataset.toString()),
            List.of("side"),
            ActionScaling.OWN,
            OptionalInt.empty()),
        "was recorded for the task pick-banana, not open-toaster");
    assertRefused(
        new EnvironmentRequest(
            "pick-banana",
            new ReplaySettings(dataset.toString()),
            List.of("side"),
            ActionScaling.PAPER,
            OptionalInt.empty()),
        "was recorded with the actionScaling ActionScale[translationM=0.02");
  }

  @Test
  void aDatasetWithoutEpisodesOrThatDoesNotTellItsGroupsOrWhatItMeansIsRefused() {
    Path empty = RecordedEpisodes.write(folder.resolve("empty"), List.of());
    assertRefused(
        RecordedEpisodes.request(empty.toString(), OptionalInt.empty()), "has no whole episode");

    DatasetSpec told =
        DatasetSpec.of(
            RecordedEpisodes.ORIGIN, 10, RecordedEpisodes.GROUPS, PictureSpec.Format.PNG);
    DatasetSpec silent =
        new DatasetSpec(
            told.task(),
            told.robotType(),
            told.fps(),
            told.stateNames(),
            told.pictures(),
            Optional.of(RecordedEpisodes.ORIGIN),
            List.of());
    Path earlier = RecordedEpisodes.write(folder.resolve("earlier"), EPISODES, silent);
    assertRefused(
        RecordedEpisodes.request(earlier.toString(), OptionalInt.empty()),
        "does not say which groups its observations have");

    DatasetSpec nameless =
        new DatasetSpec(
            told.task(),
            told.robotType(),
            told.fps(),
            told.stateNames(),
            told.pictures(),
            Optional.empty(),
            told.groups());
    Path unknown = RecordedEpisodes.write(folder.resolve("unknown"), List.of(), nameless);
    assertRefused(
        RecordedEpisodes.request(unknown.toString(), OptionalInt.empty()),
        "does not say what its numbers mean");
  }

  private static void assertRefused(EnvironmentRequest request, String sentence) {
    assertThatThrownBy(() -> new ReplayProvider().open(request))
        .isInstanceOfAny(IllegalArgumentException.class, EnvironmentFaultException.class)
        .hasMessageContaining(sentence);
  }
}
