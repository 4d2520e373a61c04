package org.e2hil.scenarios.report.page;

import static org.e2hil.scenarios.report.page.RecordedRuns.EPISODE;
import static org.e2hil.scenarios.report.page.RecordedRuns.STEPS;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;
import java.util.StringJoiner;
import java.util.function.IntToDoubleFunction;
import org.e2hil.scenarios.report.RunDirectory;

/** The tables of a run's diagnostics with numbers that look like a training's. */
final class RecordedDiagnostics {

  private static final int LOOKS = 6;
  private static final int STATES = 96;

  private final RunDirectory run;
  private final boolean selects;
  private final Random random;
  private final IntToDoubleFunction progress;

  /**
   * The tables of a run.
   *
   * @param selects whether the actor learns from the states between two bounds, or from all
   * @param progress how much is learned after so many control periods, in [0, 1]
   */
  RecordedDiagnostics(
      RunDirectory run, boolean selects, Random random, IntToDoubleFunction progress) {
    this.run = run;
    this.selects = selects;
    this.random = random;
    this.progress = progress;
  }

  /** Writes all tables. */
  void write() {
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
      double learned = progress.applyAsDouble(look * STEPS / LOOKS);
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
