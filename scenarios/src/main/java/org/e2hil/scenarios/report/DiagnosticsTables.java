package org.e2hil.scenarios.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.e2hil.agent.diagnostics.DiagnosticsListener;
import org.e2hil.agent.diagnostics.EntropyChange;
import org.e2hil.agent.diagnostics.EpisodeTrace;
import org.e2hil.agent.diagnostics.GripperEntropy;
import org.e2hil.agent.diagnostics.IncrementVariance;
import org.e2hil.agent.diagnostics.InfluenceMap;
import org.e2hil.agent.diagnostics.InfluenceTable;
import org.e2hil.agent.diagnostics.MaskedGradient;
import org.e2hil.agent.diagnostics.SelectionEffect;
import org.e2hil.agent.env.Action;

/**
 * The tables of what was measured beside learning, in a folder of their own. A table is made when
 * its first row comes; lengths are metres, entropies nats, and what could not be measured is an
 * empty cell.
 */
final class DiagnosticsTables implements DiagnosticsListener, AutoCloseable {

  private static final String ENV_STEPS = RunRecorder.ENV_STEPS;
  private static final List<String> POINT = List.of("x_m", "y_m", "z_m");

  private static final Table ENTROPY =
      new Table(
          "entropy.csv",
          ENV_STEPS,
          "learner_steps",
          "eta",
          "gradient_norm",
          "predicted_weighted",
          "predicted_unweighted",
          "measured_delta_entropy",
          "batch_covariance_weighted",
          "batch_covariance_unweighted",
          "remainder",
          "remainder_bound");
  private static final Table GRIPPER =
      new Table(
          "gripper.csv",
          ENV_STEPS,
          "learner_steps",
          "entropy",
          "gradient_norm",
          "curvature",
          "first_order",
          "measured_delta_entropy",
          "remainder",
          "remainder_bound");
  private static final Table SELECTION =
      new Table(
          "selection.csv",
          ENV_STEPS,
          "keep_ratio",
          "lower",
          "upper",
          "discard_rate",
          "bias_norm",
          "bias_bound",
          "mask_sensitivity",
          "mask_sensitivity_bound",
          "mse",
          "mse_bias2",
          "mse_variance",
          "second_moment_full",
          "second_moment_masked",
          "mean_abs_influence_demonstration",
          "mean_abs_influence_policy",
          "mean_abs_influence_intervention");
  private static final Table INCREMENT_VARIANCE =
      new Table(
          "increment-variance.csv",
          ENV_STEPS,
          "entropy_gradient_norm",
          "variance_full",
          "variance_masked",
          "moment_full",
          "moment_masked",
          "bound_full",
          "bound_masked",
          "gradient_variance_full");
  private static final Table INFLUENCE_TABLE =
      new Table(
          "influence-table.csv",
          ENV_STEPS,
          "group",
          "states",
          "mean",
          "top_2",
          "top_10",
          "top_50",
          "low_20");
  private static final Table INFLUENCE =
      new Table("influence.csv", ENV_STEPS, "source", "x_m", "y_m", "z_m", "influence", "kept");
  private static final Table Q =
      new Table("q.csv", ENV_STEPS, "seed", "step", "x_m", "y_m", "z_m", "q_mean", "q_variance");
  private static final Table POLICY =
      new Table(
          "policy.csv",
          Stream.of(
                  Stream.of(ENV_STEPS, "seed", "step"),
                  dimensions("mean_"),
                  dimensions("std_"),
                  Stream.of("gripper"))
              .flatMap(columns -> columns)
              .toArray(String[]::new));

  private static final List<Table> OF_UPDATES =
      List.of(ENTROPY, GRIPPER, SELECTION, INCREMENT_VARIANCE, INFLUENCE_TABLE, INFLUENCE);

  /** Told along evaluated episodes, and therefore once more when an evaluation is repeated. */
  private static final List<Table> OF_EVALUATIONS = List.of(Q, POLICY);

  private final Path folder;
  private final Map<Table, CsvFile> open = new LinkedHashMap<>();

  private record Table(String fileName, List<String> columns) {

    Table(String fileName, String... columns) {
      this(fileName, List.of(columns));
    }
  }

  private static Stream<String> dimensions(String prefix) {
    return IntStream.range(0, Action.CONTINUOUS).mapToObj(k -> prefix + k);
  }

  private DiagnosticsTables(Path folder) {
    this.folder = folder;
  }

  /**
   * Goes on with a run's tables, whose {@code metrics.csv} has already been cut back.
   *
   * @param envSteps of the checkpoint that the run goes on from, 0 at its beginning
   */
  static DiagnosticsTables append(RunDirectory run, long envSteps) {
    LongPredicate evaluated = RunTable.read(run).evaluated(envSteps);
    for (Table table : OF_UPDATES) {
      CsvFile.keep(
          run.diagnostics().resolve(table.fileName()), row -> row.number(ENV_STEPS) <= envSteps);
    }
    for (Table table : OF_EVALUATIONS) {
      CsvFile.keep(
          run.diagnostics().resolve(table.fileName()),
          row -> evaluated.test((long) row.number(ENV_STEPS)));
    }
    return new DiagnosticsTables(run.diagnostics());
  }

  @Override
  public void onEntropyChange(EntropyChange change) {
    CsvFile file = file(ENTROPY);
    file.append(
        file.row()
            .set(ENV_STEPS, change.envSteps())
            .set("learner_steps", change.learnerSteps())
            .set("eta", change.stepSize())
            .set("gradient_norm", change.gradientNorm())
            .set("predicted_weighted", change.predictedWeighted())
            .set("predicted_unweighted", change.predictedUnweighted())
            .set("measured_delta_entropy", change.measured())
            .set("batch_covariance_weighted", change.covarianceWeighted())
            .set("batch_covariance_unweighted", change.covarianceUnweighted())
            .set("remainder", change.remainder())
            .set("remainder_bound", change.remainderBound()));
  }

  @Override
  public void onGripperEntropy(GripperEntropy gripper) {
    CsvFile file = file(GRIPPER);
    file.append(
        file.row()
            .set(ENV_STEPS, gripper.envSteps())
            .set("learner_steps", gripper.learnerSteps())
            .set("entropy", gripper.entropy())
            .set("gradient_norm", gripper.gradientNorm())
            .set("curvature", gripper.curvature())
            .set("first_order", gripper.firstOrder())
            .set("measured_delta_entropy", gripper.measured())
            .set("remainder", gripper.remainder())
            .set("remainder_bound", gripper.remainderBound()));
  }

  @Override
  public void onSelectionEffect(SelectionEffect effect) {
    MaskedGradient gradient = effect.gradient();
    CsvFile file = file(SELECTION);
    file.append(
        file.row()
            .set(ENV_STEPS, effect.envSteps())
            .set("keep_ratio", effect.keepRatio())
            .set("lower", effect.lower())
            .set("upper", effect.upper())
            .set("discard_rate", gradient.discardRate())
            .set("bias_norm", gradient.biasNorm())
            .set("bias_bound", gradient.biasBound())
            .set("mask_sensitivity", effect.sensitivity().distance())
            .set("mask_sensitivity_bound", effect.sensitivity().bound())
            .set("mse", gradient.meanSquaredError())
            .set("mse_bias2", gradient.biasNorm() * gradient.biasNorm())
            .set("mse_variance", gradient.variance())
            .set("second_moment_full", gradient.secondMomentFull())
            .set("second_moment_masked", gradient.secondMomentMasked())
            .set("mean_abs_influence_demonstration", effect.influenceOfDemonstrations())
            .set("mean_abs_influence_policy", effect.influenceOfPolicy())
            .set("mean_abs_influence_intervention", effect.influenceOfInterventions()));
  }

  @Override
  public void onIncrementVariance(IncrementVariance variance) {
    CsvFile file = file(INCREMENT_VARIANCE);
    file.append(
        file.row()
            .set(ENV_STEPS, variance.envSteps())
            .set("entropy_gradient_norm", variance.entropyGradientNorm())
            .set("variance_full", variance.varianceFull())
            .set("variance_masked", variance.varianceMasked())
            .set("moment_full", variance.momentFull())
            .set("moment_masked", variance.momentMasked())
            .set("bound_full", variance.boundFull())
            .set("bound_masked", variance.boundMasked())
            .set("gradient_variance_full", variance.gradientVarianceFull()));
  }

  @Override
  public void onInfluenceTable(InfluenceTable table) {
    CsvFile file = file(INFLUENCE_TABLE);
    file.append(
        file.row()
            .set(ENV_STEPS, table.envSteps())
            .set("group", table.group())
            .set("states", table.states())
            .set("mean", table.mean())
            .set("top_2", table.top2())
            .set("top_10", table.top10())
            .set("top_50", table.top50())
            .set("low_20", table.low20()));
  }

  @Override
  public void onInfluence(InfluenceMap map) {
    CsvFile file = file(INFLUENCE);
    for (int state = 0; state < map.size(); state++) {
      CsvFile.Row row =
          file.row()
              .set(ENV_STEPS, map.envSteps())
              .set("source", map.source(state).name().toLowerCase(Locale.ROOT))
              .set("influence", map.influence(state))
              .set("kept", map.weight(state));
      for (int axis = 0; axis < POINT.size(); axis++) {
        row.set(POINT.get(axis), map.pointM(state, axis));
      }
      file.append(row);
    }
  }

  @Override
  public void onTrace(EpisodeTrace trace) {
    CsvFile q = file(Q);
    CsvFile policy = file(POLICY);
    int step = 0;
    for (EpisodeTrace.Moment moment : trace.moments()) {
      CsvFile.Row said =
          at(q.row(), trace, step)
              .set("q_mean", moment.qMean())
              .set("q_variance", moment.qVariance());
      for (int axis = 0; axis < POINT.size(); axis++) {
        said.set(POINT.get(axis), moment.pointM(axis));
      }
      q.append(said);
      CsvFile.Row meant = at(policy.row(), trace, step).set("gripper", moment.gripper());
      for (int k = 0; k < Action.CONTINUOUS; k++) {
        meant.set("mean_" + k, moment.mean(k)).set("std_" + k, moment.std(k));
      }
      policy.append(meant);
      step++;
    }
  }

  private static CsvFile.Row at(CsvFile.Row row, EpisodeTrace trace, int step) {
    return row.set(ENV_STEPS, trace.envSteps()).set("seed", trace.seed()).set("step", step);
  }

  private CsvFile file(Table table) {
    return open.computeIfAbsent(
        table,
        wanted -> {
          try {
            Files.createDirectories(folder);
          } catch (IOException e) {
            throw RecordingException.of(folder, e);
          }
          return CsvFile.append(folder.resolve(wanted.fileName()), wanted.columns());
        });
  }

  @Override
  public void close() {
    open.values().forEach(CsvFile::close);
  }
}
