package org.e2hil.scenarios.report.page;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Random;
import java.util.StringJoiner;
import org.e2hil.agent.env.EpisodeEnd;
import org.e2hil.agent.env.LimitCounts;
import org.e2hil.agent.intervention.InterventionSegment;
import org.e2hil.agent.sac.LearnerMetrics;
import org.e2hil.agent.training.ActionMode;
import org.e2hil.agent.training.EpisodeRecord;
import org.e2hil.agent.training.EvaluatedEpisode;
import org.e2hil.agent.training.EvaluationRecord;
import org.e2hil.agent.training.IntervalRecord;
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
  private static final int STEPS = 3000;
  private static final int EPISODE = 30;
  private static final int LOOKS = 6;
  private static final int STATES = 96;

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
            Summary.Versions.current())
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
    entropy();
    influence();
    selection();
    q();
    policy();
  }

  private void entropy() {
    Csv csv =
        new Csv(
            "env_steps,learner_steps,eta,gradient_norm,predicted_weighted,predicted_unweighted,"
                + "measured_delta_entropy,batch_covariance_weighted,batch_covariance_unweighted,"
                + "remainder,remainder_bound");
    double eta = 5e-4;
    for (int steps = 100; steps <= STEPS; steps += 50) {
      double covariance = Math.exp(2 * random.nextGaussian()) * (random.nextInt(5) == 0 ? -1 : 1);
      double unweighted = Math.cbrt(covariance) + 0.2 * random.nextGaussian();
      double measured = -eta * (unweighted + 0.5 * random.nextGaussian());
      double remainder = 1e-5 * random.nextGaussian();
      csv.row(
          steps,
          3 * steps,
          eta,
          1.5,
          -eta * covariance,
          -eta * unweighted,
          measured,
          covariance,
          unweighted,
          remainder,
          1e-4 * (1 + random.nextDouble()));
    }
    csv.write("entropy");
    Csv gripper =
        new Csv(
            "env_steps,learner_steps,entropy,gradient_norm,curvature,first_order,"
                + "measured_delta_entropy,remainder,remainder_bound");
    for (int steps = 100; steps <= STEPS; steps += 50) {
      double remainder = 1e-6 * random.nextGaussian();
      gripper.row(
          steps,
          3 * steps,
          0.4,
          0.2,
          0.5,
          1e-4,
          1e-4 + remainder,
          remainder,
          1e-5 * (1 + random.nextDouble()));
    }
    gripper.write("gripper");
  }

  private void influence() {
    Csv csv = new Csv("env_steps,source,x_m,y_m,z_m,influence,kept");
    for (int steps = 100; steps <= STEPS; steps += 300) {
      for (int i = 0; i < STATES; i++) {
        Kind kind = Kind.values()[random.nextInt(3)];
        double size = Math.exp(1.4 * random.nextGaussian()) * (kind == Kind.INTERVENTION ? 2.5 : 1);
        double share = random.nextDouble();
        boolean kept = !selects || (size > 0.08 && size < 7);
        csv.row(
            steps,
            kind.word(),
            0.25 + 0.2 * share + 0.02 * random.nextGaussian(),
            -0.1 + 0.15 * share + 0.02 * random.nextGaussian(),
            0.3 - 0.28 * share + 0.02 * random.nextGaussian(),
            random.nextBoolean() ? size : -size,
            kept ? 1 : 0);
      }
    }
    csv.write("influence");
  }

  private void selection() {
    Csv csv =
        new Csv(
            "env_steps,keep_ratio,lower,upper,discard_rate,bias_norm,bias_bound,mask_sensitivity,"
                + "mask_sensitivity_bound,mse,mse_bias2,mse_variance,second_moment_full,"
                + "second_moment_masked,mean_abs_influence_demonstration,mean_abs_influence_policy,"
                + "mean_abs_influence_intervention");
    for (int steps = 100; steps <= STEPS; steps += 100) {
      double moment = 4 + random.nextDouble();
      double discarded = selects ? 39.0 / 256 : 0;
      double bias = selects ? 0.2 + 0.1 * random.nextDouble() : 0;
      double variance = 0.03 * (1 + random.nextDouble());
      csv.row(
          steps,
          1 - discarded,
          0.1,
          7,
          discarded,
          bias,
          Math.sqrt(discarded * moment),
          bias / 3,
          Math.sqrt(0.05 * moment),
          bias * bias + variance,
          bias * bias,
          variance,
          moment,
          selects ? 0.4 * moment : moment,
          2 + random.nextDouble(),
          1.5 + random.nextDouble(),
          4 + random.nextDouble());
    }
    csv.write("selection");
    Csv variance =
        new Csv(
            "env_steps,entropy_gradient_norm,variance_full,variance_masked,moment_full,"
                + "moment_masked,bound_full,bound_masked,gradient_variance_full");
    for (int steps = 100; steps <= STEPS; steps += 100) {
      double full = 1e-8 * (1 + random.nextDouble());
      double share = selects ? 0.5 : 1;
      variance.row(steps, 2.0, full, share * full, 0.02, share * 0.02, 1e-5, share * 1e-5, 0.03);
    }
    variance.write("increment-variance");
  }

  private void q() {
    Csv csv = new Csv("env_steps,seed,step,x_m,y_m,z_m,q_mean,q_variance");
    for (int look = 1; look <= LOOKS; look++) {
      double learned = progress(look * STEPS / LOOKS);
      for (int episode = 0; episode < 5; episode++) {
        for (int step = 0; step < EPISODE; step++) {
          double share = (double) step / EPISODE;
          csv.row(
              look * STEPS / LOOKS,
              100 + episode,
              step,
              0.25 + 0.2 * share,
              0.05 * episode,
              0.3 - 0.28 * share + 0.005 * episode,
              learned * Math.pow(0.95, EPISODE - step) + 0.03 * random.nextGaussian(),
              0.02 * Math.exp(-3 * learned + 0.4 * random.nextGaussian()));
        }
      }
    }
    csv.write("q");
  }

  private void policy() {
    Csv csv =
        new Csv(
            "env_steps,seed,step,mean_0,mean_1,mean_2,mean_3,mean_4,mean_5,std_0,std_1,std_2,std_3,"
                + "std_4,std_5,gripper");
    for (int look = 1; look <= LOOKS; look += 5) {
      for (int episode = 0; episode < 3; episode++) {
        for (int step = 0; step < EPISODE; step++) {
          Object[] cells = new Object[16];
          cells[0] = look * STEPS / LOOKS;
          cells[1] = 100 + episode;
          cells[2] = step;
          for (int d = 0; d < 6; d++) {
            cells[3 + d] = 1.5 * Math.sin(0.2 * step + d + episode + 0.2 * random.nextDouble());
            cells[9 + d] = 0.05 + 0.2 / (1 + 0.3 * step);
          }
          cells[15] = step < 20 ? 1 : -1;
          csv.row(cells);
        }
      }
    }
    csv.write("policy");
  }

  /** A table in the making. */
  private final class Csv {

    private final StringBuilder text;

    Csv(String header) {
      text = new StringBuilder(header).append('\n');
    }

    void row(Object... cells) {
      StringJoiner line = new StringJoiner(",");
      for (Object cell : cells) {
        line.add(
            cell instanceof Double d ? String.format(Locale.ROOT, "%.9g", d) : cell.toString());
      }
      text.append(line).append('\n');
    }

    void write(String name) {
      try {
        Path folder = Files.createDirectories(run.path().resolve("diagnostics"));
        Files.writeString(folder.resolve(name + ".csv"), text);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
