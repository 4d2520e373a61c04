package org.e2hil.agent.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.e2hil.agent.diagnostics.DiagnosticsConfig;
import org.e2hil.agent.diagnostics.EntropyChange;
import org.e2hil.agent.diagnostics.EpisodeTrace;
import org.e2hil.agent.diagnostics.InfluenceMap;
import org.e2hil.agent.env.Observation;
import org.e2hil.agent.env.ObservationGroup;
import org.e2hil.agent.experience.Source;
import org.e2hil.agent.random.SeededRandom;
import org.e2hil.agent.selection.SelectionConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiagnosedRunTest {

  private static final DiagnosticsConfig EVERYTHING = new DiagnosticsConfig(1, 1, 1, 2);

  @TempDir Path folder;

  private PointRun run(SelectionConfig selection, DiagnosticsConfig diagnostics) {
    PointRun.Setup setup = new PointRun.Setup();
    setup.training =
        new TrainingConfig(
            160, 60, 3, 0.1, "", "", 1, 1, 1000, 1000, 0.5, 0, false, 0, -0.02, 20, 40);
    // no episode lasts from step 100 to the end, so that there is always an evaluation between
    setup.evaluation = new EvaluationConfig(2, 100, 1);
    setup.selection = selection;
    setup.diagnostics = diagnostics;
    return new PointRun(setup);
  }

  @Test
  void measuringEverythingAtEveryStepChangesNoBitOfARun() {
    for (SelectionConfig selection :
        List.of(SelectionConfig.entropyBounded(), SelectionConfig.keepAll())) {
      try (PointRun measured = run(selection, EVERYTHING);
          PointRun plain = run(selection, DiagnosticsConfig.OFF)) {
        measured.train(folder.resolve("measured"));
        plain.train(folder.resolve("plain"));

        assertThat(measured.diagnoses(EntropyChange.class)).isNotEmpty();
        assertThat(plain.diagnoses).isEmpty();
        assertThat(measured.lines).isEqualTo(plain.lines);
        assertThat(measured.answers()).isEqualTo(plain.answers());
        assertThat(measured.nextBatches()).isEqualTo(plain.nextBatches());
      }
    }
  }

  @Test
  void whatIsMeasuredAfterAResumeIsWhatWouldHaveBeenMeasured() {
    for (SelectionConfig selection :
        List.of(SelectionConfig.entropyBounded(), SelectionConfig.keepAll())) {
      try (PointRun whole = run(selection, EVERYTHING);
          PointRun stopped = run(selection, EVERYTHING);
          PointRun resumed = run(selection, EVERYTHING)) {
        whole.train(folder.resolve("whole"));
        stopped.train(folder.resolve("parts"), () -> stopped.trainer.envSteps() >= 130);
        resumed.trainer.resume(folder.resolve("parts"), PointRun.FINGERPRINT);
        long from = resumed.trainer.envSteps();
        resumed.train(folder.resolve("parts"));

        List<EntropyChange> joined = new ArrayList<>(stopped.diagnoses(EntropyChange.class));
        joined.removeIf(change -> change.envSteps() > from);
        joined.addAll(resumed.diagnoses(EntropyChange.class));
        assertThat(from).isBetween(61L, 130L);
        assertThat(joined).isEqualTo(whole.diagnoses(EntropyChange.class));
      }
    }
  }

  @Test
  void theBaselinesInfluenceIsMeasuredForTheObserverAlone() {
    try (PointRun baseline = run(SelectionConfig.keepAll(), EVERYTHING)) {
      baseline.train(folder.resolve("baseline"));

      EntropyChange change = baseline.diagnoses(EntropyChange.class).get(0);
      assertThat(change.covarianceWeighted()).isNotZero().isFinite();
      assertThat(change.covarianceUnweighted()).isNotZero().isFinite();
      assertThat(baseline.diagnoses(InfluenceMap.class).get(0).influence(0)).isNotZero();
      assertThat(baseline.diagnoses(InfluenceMap.class).get(0).weight(0)).isEqualTo(1f);
      assertThat(baseline.lines("IntervalRecord").get(0)).contains("influence=0.0");
    }
  }

  @Test
  void whatAnUpdateDidToTheEntropyStaysWithinTheRemaindersBound() {
    try (PointRun run = run(SelectionConfig.entropyBounded(), EVERYTHING)) {
      run.train(folder.resolve("run"));

      for (EntropyChange change : run.diagnoses(EntropyChange.class)) {
        assertThat(Math.abs(change.remainder())).isLessThanOrEqualTo(change.remainderBound());
        assertThat(change.measured()).isNotZero();
        assertThat(change.stepSize()).isEqualTo(3e-4);
        assertThat(change.gradientNorm()).isPositive();
      }
    }
  }

  @Test
  void theStatesOfABatchAreToldWithTheirSourceAndTheToolsPlace() {
    try (PointRun run = run(SelectionConfig.entropyBounded(), EVERYTHING)) {
      run.train(folder.resolve("run"));

      InfluenceMap map =
          run.diagnoses(InfluenceMap.class).get(run.diagnoses(InfluenceMap.class).size() - 1);
      assertThat(map.size()).isEqualTo(16);
      int kept = 0;
      List<Source> sources = new ArrayList<>();
      for (int state = 0; state < map.size(); state++) {
        kept += map.weight(state) > 0 ? 1 : 0;
        sources.add(map.source(state));
        // the A1X cannot reach farther than its links are long
        assertThat(Math.hypot(map.pointM(state, 0), map.pointM(state, 1))).isBetween(0.05, 0.7);
      }
      assertThat(kept).isBetween(12, 14);
      assertThat(sources.subList(0, 8)).doesNotContain(Source.DEMONSTRATION);
      assertThat(sources.subList(8, 16)).contains(Source.DEMONSTRATION);
    }
  }

  @Test
  void theToolPointIsReadBackFromWhatThePolicySees() {
    try (PointRun run = run(SelectionConfig.keepAll(), DiagnosticsConfig.OFF)) {
      Observation observation = run.environment.reset(7);
      float[] seen = run.input.of(observation);
      float[] pointM = new float[3];
      run.input.toolPointInto(seen, 0, pointM);
      float[] measured = observation.numbers(ObservationGroup.PROPRIOCEPTION);
      for (int axis = 0; axis < 3; axis++) {
        assertThat(pointM[axis]).isCloseTo(measured[axis], within(1e-6f));
      }
      ObservationEncoder blind =
          ObservationEncoder.of(
              run.environment.spec(), List.of(ObservationGroup.OBJECTS), BrightSpot::new);
      blind.toolPointInto(blind.of(observation), 0, pointM);
      assertThat(pointM).containsOnly(Float.NaN);
    }
  }

  @Test
  void theFirstEpisodesOfEveryEvaluationWithSampledActionsAreTraced() {
    try (PointRun run = run(SelectionConfig.entropyBounded(), EVERYTHING)) {
      run.train(folder.resolve("run"));

      // one episode after 100 steps, then two of the evaluation at the end
      assertThat(run.diagnoses(EpisodeTrace.class)).hasSize(3);
      assertThat(run.diagnoses(EpisodeTrace.class).get(1).seed())
          .isEqualTo(run.diagnoses(EpisodeTrace.class).get(0).seed())
          .isEqualTo(SeededRandom.seed(1, "evaluation", 0));
      EpisodeTrace last = run.diagnoses(EpisodeTrace.class).get(2);
      assertThat(last.envSteps()).isEqualTo(160);
      assertThat(last.moments()).hasSizeBetween(1, 40);
      for (EpisodeTrace.Moment moment : last.moments()) {
        assertThat(moment.qMean()).isFinite();
        assertThat(moment.qVariance()).isPositive();
        assertThat(moment.std(0)).isPositive();
        assertThat(moment.gripper()).isBetween(-1, 1);
        assertThat(moment.pointM(2)).isFinite();
      }
    }
  }
}
