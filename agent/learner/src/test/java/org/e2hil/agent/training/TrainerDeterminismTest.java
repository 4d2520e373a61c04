package org.e2hil.agent.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.e2hil.agent.experience.RecordedStep;
import org.e2hil.agent.experience.Source;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainerDeterminismTest {

  @TempDir Path folder;

  private Path checkpoint() {
    return folder.resolve(Checkpoint.FILE_NAME);
  }

  @Test
  void theSameSeedReportsTheSameBitForBit() {
    try (PointRun one = new PointRun(new PointRun.Setup());
        PointRun other = new PointRun(new PointRun.Setup())) {
      assertThat(one.train(folder.resolve("one"))).isTrue();
      assertThat(other.train(folder.resolve("other"))).isTrue();

      assertThat(one.lines("IntervalRecord")).isNotEmpty();
      assertThat(other.lines).isEqualTo(one.lines);
      assertThat(other.answers()).isEqualTo(one.answers());
      assertThat(other.nextBatches()).isEqualTo(one.nextBatches());
    }
  }

  @Test
  void anotherSeedChangesWorldDemonstrationsExplorationAndInterventions() {
    PointRun.Setup changed = new PointRun.Setup();
    changed.seed = 2;
    try (PointRun one = new PointRun(new PointRun.Setup());
        PointRun other = new PointRun(changed)) {
      one.train(folder.resolve("one"));
      other.train(folder.resolve("other"));

      assertThat(described(demonstrations(other))).isNotEqualTo(described(demonstrations(one)));
      // the first thing that each of the others draws
      assertThat(Told.describe(other.recorded.get(0).get(0)))
          .isNotEqualTo(Told.describe(one.recorded.get(0).get(0)));
      assertThat(other.recorded.get(0).get(0).step().proposed())
          .isNotEqualTo(one.recorded.get(0).get(0).step().proposed());
      assertThat(other.episodes.stream().map(EpisodeRecord::segments).toList())
          .isNotEqualTo(one.episodes.stream().map(EpisodeRecord::segments).toList());
      assertThat(other.answers()).isNotEqualTo(one.answers());
    }
  }

  @Test
  void whatWasTrainedWithAHandCanBeTakenUpWithoutOne() {
    PointRun.Setup alone = new PointRun.Setup();
    alone.interventions = PointRun::never;
    try (PointRun trained = new PointRun(new PointRun.Setup());
        PointRun evaluated = new PointRun(alone)) {
      trained.train(checkpoint());
      evaluated.trainer.resume(checkpoint(), PointRun.FINGERPRINT);

      assertThat(evaluated.answers()).isEqualTo(trained.answers());
    }
  }

  @Test
  void stoppedAtHalfAndResumedEqualsUninterruptedBitForBit() {
    try (PointRun uninterrupted = new PointRun(new PointRun.Setup());
        PointRun stopped = new PointRun(new PointRun.Setup());
        PointRun resumed = new PointRun(new PointRun.Setup())) {
      assertThat(uninterrupted.train(folder.resolve("uninterrupted"))).isTrue();

      assertThat(stopped.train(checkpoint(), () -> stopped.trainer.envSteps() >= 250)).isFalse();
      assertThat(stopped.checkpoints).isNotEmpty();
      resumed.trainer.resume(checkpoint(), PointRun.FINGERPRINT);
      assertThat(resumed.trainer.envSteps())
          .isEqualTo(stopped.checkpoints.get(stopped.checkpoints.size() - 1))
          .isLessThan(stopped.trainer.envSteps());
      assertThat(resumed.train(checkpoint())).isTrue();

      List<String> joined = new ArrayList<>(stopped.linesUntilCheckpoint());
      joined.addAll(resumed.lines);
      assertThat(joined).isEqualTo(uninterrupted.lines);
      assertThat(resumed.trainer.interventionSteps())
          .isEqualTo(uninterrupted.trainer.interventionSteps())
          .isPositive();
      assertThat(resumed.answers()).isEqualTo(uninterrupted.answers());
      assertThat(resumed.nextBatches()).isEqualTo(uninterrupted.nextBatches());
    }
  }

  @Test
  void aRunThatIsCompleteIsOnlyEvaluatedAgainWhenItIsResumed() {
    try (PointRun complete = new PointRun(new PointRun.Setup());
        PointRun resumed = new PointRun(new PointRun.Setup())) {
      complete.train(checkpoint());
      resumed.trainer.resume(checkpoint(), PointRun.FINGERPRINT);

      assertThat(resumed.train(checkpoint())).isTrue();
      assertThat(resumed.episodes).isEmpty();
      assertThat(resumed.evaluations).hasSize(2);
      assertThat(complete.lines).endsWith(resumed.lines.toArray(new String[0]));
    }
  }

  @Test
  void evaluationDuringTrainingChangesNothingThatIsLearned() {
    PointRun.Setup often = new PointRun.Setup();
    often.evaluation = new EvaluationConfig(2, 40, 2);
    PointRun.Setup not = new PointRun.Setup();
    not.evaluation = new EvaluationConfig(2, 0, 1);
    try (PointRun with = new PointRun(often);
        PointRun without = new PointRun(not)) {
      with.train(folder.resolve("with"));
      without.train(folder.resolve("without"));

      assertThat(with.evaluations).hasSizeGreaterThan(without.evaluations.size() + 3);
      for (String kind : List.of("EpisodeRecord", "Transition", "IntervalRecord")) {
        assertThat(with.lines(kind)).isEqualTo(without.lines(kind));
      }
      assertThat(with.answers()).isEqualTo(without.answers());
      assertThat(with.nextBatches()).isEqualTo(without.nextBatches());
    }
  }

  @Test
  void theHandIsAskedInEveryTrainingStepAndNeverInAnEvaluation() {
    int[] asked = {0};
    PointRun.Setup setup = new PointRun.Setup();
    setup.interventions =
        expert ->
            moment -> {
              asked[0]++;
              return Optional.empty();
            };
    try (PointRun run = new PointRun(setup)) {
      run.train(checkpoint());

      assertThat(run.evaluations).hasSizeGreaterThan(2);
      assertThat(asked[0]).isEqualTo(setup.training.steps());
      assertThat(run.recorded.stream().flatMap(List::stream).map(step -> step.step().source()))
          .containsOnly(Source.POLICY);
    }
  }

  private static List<List<RecordedStep>> demonstrations(PointRun run) {
    return run.demonstrations.stream().map(Episode::steps).toList();
  }

  private static List<String> described(List<List<RecordedStep>> episodes) {
    return episodes.stream().flatMap(List::stream).map(Told::describe).toList();
  }
}
