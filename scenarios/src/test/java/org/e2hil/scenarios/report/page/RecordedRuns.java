package org.e2hil.scenarios.report.page;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Random;
import org.e2hil.agent.env.EpisodeEnd;
import org.e2hil.agent.env.LimitCounts;
import org.e2hil.agent.intervention.InterventionSegment;
import org.e2hil.agent.sac.LearnerMetrics;
import org.e2hil.agent.training.ActionMode;
import org.e2hil.agent.training.EpisodeRecord;
import org.e2hil.agent.training.EvaluatedEpisode;
import org.e2hil.agent.training.EvaluationRecord;
import org.e2hil.agent.training.IntervalRecord;
import org.e2hil.scenarios.report.Provenance;
import org.e2hil.scenarios.report.RunDirectory;
import org.e2hil.scenarios.report.RunRecorder;
import org.e2hil.scenarios.report.Summary;

/**
 * Run directories as a training leaves them, with numbers that look like a training's: success that
 * rises, entropy that falls, influence with a heavy tail, interventions that have more of it.
 */
final class RecordedRuns {

  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-01-02T03:04:05Z"));

  static final int STEPS = 3000;
  static final int EPISODE = 30;

  private final RunDirectory run;
  private final String scenario;
  private final long seed;
  private final boolean selects;
  private final Random random;

  private RecordedRuns(Path path, String scenario, long seed, boolean selects) {
    run = RunDirectory.create(path);
    this.scenario = scenario;
    this.seed = seed;
    this.selects = selects;
    random = new Random(31 * seed + scenario.hashCode());
  }

  /** A run whose actor learns from the states between two bounds, with all diagnostics. */
  static Path selecting(Path path, String scenario, long seed) {
    RecordedRuns recorded = new RecordedRuns(path, scenario, seed, true);
    recorded.training();
    recorded.diagnostics();
    return path;
  }

  /** A run whose actor learns from every state, with all diagnostics. */
  static Path keepingAll(Path path, String scenario, long seed) {
    RecordedRuns recorded = new RecordedRuns(path, scenario, seed, false);
    recorded.training();
    recorded.diagnostics();
    return path;
  }

  /** A run without diagnostics. */
  static Path plain(Path path, String scenario, long seed) {
    new RecordedRuns(path, scenario, seed, true).training();
    return path;
  }

  private void training() {
    RunDirectory.write(run.scenario(), "{}\n");
    try (RunRecorder recorder = new RunRecorder(run, 0, Optional.empty(), CLOCK)) {
      for (int steps = EPISODE; steps <= STEPS; steps += EPISODE) {
        recorder.onEpisode(episode(steps), List.of());
        if (steps % 150 == 0) {
          recorder.onInterval(interval(steps));
        }
        if (steps % 600 == 0) {
          evaluate(recorder, steps, 20, steps == STEPS);
        }
      }
    }
    Summary.Rate rate =
        Summary.rate(new EvaluationRecord(STEPS, ActionMode.MEAN, 20, 18, 21, true));
    new Summary(
            scenario,
            "pick-banana",
            "sim-a1x",
            List.of(seed),
            true,
            STEPS,
            3L * STEPS,
            400 + seed,
            20,
            STEPS / EPISODE,
            OptionalDouble.of(0.3 + 0.01 * seed),
            OptionalDouble.of(0.1 + 0.01 * seed),
            OptionalDouble.of(selects ? 0.848 : 1),
            new Summary.UnaidedSuccess(Optional.of(rate), Optional.of(rate)),
            new Summary.TrainingSuccess(100, 60, 70, OptionalInt.empty()),
            Optional.empty(),
            Provenance.current())
        .write(run);
  }

  private double progress(int steps) {
    return 1 - Math.exp(-(selects ? 3.0 : 1.8) * steps / STEPS);
  }

  private EpisodeRecord episode(int steps) {
    boolean aided = random.nextDouble() > progress(steps);
    List<InterventionSegment> segments =
        aided ? List.of(new InterventionSegment(5, 12, "stuck")) : List.of();
    return new EpisodeRecord(
        steps / EPISODE - 1,
        /* resetSeed= */ 0,
        steps,
        3L * steps,
        EPISODE,
        1,
        random.nextDouble() < 0.9 ? EpisodeEnd.success() : EpisodeEnd.timeLimit(),
        segments,
        new LimitCounts(),
        Map.of());
  }

  private IntervalRecord interval(int steps) {
    double influence = 2 + random.nextDouble() + 3 * progress(steps);
    LearnerMetrics metrics =
        new LearnerMetrics(
            3L * steps,
            0.01,
            0.1,
            0.001,
            0.1,
            -1,
            -1,
            -1,
            1,
            0,
            0.001,
            -1 - 5 * progress(steps) - 0.3 * random.nextDouble(),
            progress(steps),
            progress(steps),
            selects ? 0.848 : 1,
            selects ? 0.01 * influence : 0,
            selects ? 3 * influence : Double.POSITIVE_INFINITY,
            false,
            selects ? influence : 0,
            selects ? influence : 0,
            selects ? 0.8 * influence : 0,
            selects ? 1.6 * influence : 0);
    return new IntervalRecord(steps, 3L * steps, metrics, steps, 500, 0.6 - 0.5 * progress(steps));
  }

  private void evaluate(RunRecorder recorder, int steps, int episodes, boolean last) {
    for (ActionMode mode : ActionMode.values()) {
      int successes =
          (int) Math.round(episodes * progress(steps) * (1 - 0.1 * random.nextDouble()));
      for (int i = 0; i < episodes; i++) {
        recorder.onEvaluatedEpisode(evaluated(steps, mode, i, i < successes));
      }
      recorder.onEvaluation(new EvaluationRecord(steps, mode, episodes, successes, 22, last));
    }
  }

  /** Drawn from no random numbers: those of the other tables stay as they are. */
  private EvaluatedEpisode evaluated(int steps, ActionMode mode, int episode, boolean success) {
    EpisodeEnd failed =
        episode % 3 == 0 ? EpisodeEnd.failure("the banana left the table") : EpisodeEnd.timeLimit();
    return new EvaluatedEpisode(
        steps,
        mode,
        episode,
        success ? 20 : EPISODE,
        success ? 1 : 0.02 * episode + 0.5 * progress(steps),
        success ? EpisodeEnd.success() : failed);
  }

  private void diagnostics() {
    new RecordedDiagnostics(run, selects, random, this::progress).write();
  }
}
