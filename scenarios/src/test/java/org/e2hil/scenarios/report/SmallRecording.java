package org.e2hil.scenarios.report;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.e2hil.agent.env.EpisodeEnd;
import org.e2hil.agent.env.Limit;
import org.e2hil.agent.env.LimitCounts;
import org.e2hil.agent.intervention.InterventionSegment;
import org.e2hil.agent.sac.LearnerMetrics;
import org.e2hil.agent.training.ActionMode;
import org.e2hil.agent.training.EpisodeRecord;
import org.e2hil.agent.training.EvaluatedEpisode;
import org.e2hil.agent.training.EvaluationRecord;
import org.e2hil.agent.training.IntervalRecord;
import org.e2hil.scenarios.config.Scenario;
import org.junit.jupiter.api.io.TempDir;

/** Runs that are recorded without a training. */
abstract class SmallRecording {

  static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-01-02T03:04:05.5Z"));

  @TempDir Path folder;

  RunDirectory run(String name) {
    return RunDirectory.create(folder.resolve(name));
  }

  /** 20 episodes of 10 steps, every other one aided, with an interval and an evaluation each 50. */
  static void record(RunDirectory run, int from, int to) {
    try (RunRecorder recorder = new RunRecorder(run, from * 10L, Optional.empty(), CLOCK)) {
      for (int i = from; i < to; i++) {
        recorder.onEpisode(episode(i), List.of());
        int steps = (i + 1) * 10;
        if (steps % 50 == 0) {
          recorder.onInterval(interval(steps));
          evaluate(recorder, steps, ActionMode.SAMPLED);
          recorder.onEvaluation(
              new EvaluationRecord(steps, ActionMode.SAMPLED, 20, steps / 10, 8.5, false));
        }
      }
      if (to == 20) {
        evaluate(recorder, 200, ActionMode.SAMPLED);
        recorder.onEvaluation(new EvaluationRecord(200, ActionMode.SAMPLED, 60, 54, 7, true));
        evaluate(recorder, 200, ActionMode.MEAN);
        recorder.onEvaluation(new EvaluationRecord(200, ActionMode.MEAN, 60, 57, 6, true));
      }
    }
  }

  static void evaluate(RunRecorder recorder, int steps, ActionMode mode) {
    recorder.onEvaluatedEpisode(new EvaluatedEpisode(steps, mode, 0, 8, 1, EpisodeEnd.success()));
    recorder.onEvaluatedEpisode(
        new EvaluatedEpisode(
            steps, mode, 1, 9, steps / 1000.0, EpisodeEnd.failure("the block was dropped, alas")));
    recorder.onEvaluatedEpisode(
        new EvaluatedEpisode(steps, mode, 2, 10, Double.NaN, EpisodeEnd.timeLimit()));
  }

  static EpisodeRecord episode(int i) {
    LimitCounts limits = new LimitCounts();
    limits.add(Limit.LEASH);
    List<InterventionSegment> segments =
        i % 2 == 0
            ? List.of()
            : List.of(new InterventionSegment(3, i == 1 ? 2 : 4, "stuck, a bit"));
    return new EpisodeRecord(
        i,
        /* resetSeed= */ 0,
        (i + 1) * 10L,
        i * 10L,
        10,
        1,
        EpisodeEnd.success(),
        segments,
        limits,
        Map.of("friction_factor", 1 + i / 8.0));
  }

  static IntervalRecord interval(int steps) {
    double x = steps / 100.0;
    return new IntervalRecord(
        steps,
        steps * 2L,
        new LearnerMetrics(
            steps,
            0.1 * x,
            1,
            0.2,
            1,
            -x,
            -x,
            -x,
            1,
            0.01,
            0.05 / (1 + x),
            4 - x,
            0.4 * x,
            0.42 * x,
            0.848,
            0.1,
            Double.POSITIVE_INFINITY,
            false,
            0.3,
            Double.NaN,
            0.2,
            0.6),
        steps,
        steps / 2,
        0.5 / (1 + x));
  }

  static Summary summary(RunDirectory run, Scenario scenario) {
    return Summary.of(run, scenario, 0, 1, false, Optional.empty(), Provenance.current());
  }
}
