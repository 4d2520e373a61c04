package org.e2hil.scenarios.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.LongPredicate;
import java.util.stream.IntStream;
import org.e2hil.agent.diagnostics.DiagnosticsListener;
import org.e2hil.agent.diagnostics.EntropyChange;
import org.e2hil.agent.diagnostics.EpisodeTrace;
import org.e2hil.agent.diagnostics.GripperEntropy;
import org.e2hil.agent.diagnostics.IncrementVariance;
import org.e2hil.agent.diagnostics.InfluenceMap;
import org.e2hil.agent.diagnostics.InfluenceTable;
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

  private static final Table<EntropyChange> ENTROPY =
      new Table<>(
          "entropy.csv",
          new Columns<EntropyChange>()
              .with(ENV_STEPS, EntropyChange::envSteps)
              .with("learner_steps", EntropyChange::learnerSteps)
              .with("eta", EntropyChange::stepSize)
              .with("gradient_norm", EntropyChange::gradientNorm)
              .with("predicted_weighted", EntropyChange::predictedWeighted)
              .with("predicted_unweighted", EntropyChange::predictedUnweighted)
              .with("measured_delta_entropy", EntropyChange::measured)
              .with("batch_covariance_weighted", EntropyChange::covarianceWeighted)
              .with("batch_covariance_unweighted", EntropyChange::covarianceUnweighted)
              .with("remainder", EntropyChange::remainder)
              .with("remainder_bound", EntropyChange::remainderBound));
  private static final Table<GripperEntropy> GRIPPER =
      new Table<>(
          "gripper.csv",
          new Columns<GripperEntropy>()
              .with(ENV_STEPS, GripperEntropy::envSteps)
              .with("learner_steps", GripperEntropy::learnerSteps)
              .with("entropy", GripperEntropy::entropy)
              .with("gradient_norm", GripperEntropy::gradientNorm)
              .with("curvature", GripperEntropy::curvature)
              .with("first_order", GripperEntropy::firstOrder)
              .with("measured_delta_entropy", GripperEntropy::measured)
              .with("remainder", GripperEntropy::remainder)
              .with("remainder_bound", GripperEntropy::remainderBound));
  private static final Table<SelectionEffect> SELECTION =
      new Table<>(
          "selection.csv",
          new Columns<SelectionEffect>()
              .with(ENV_STEPS, SelectionEffect::envSteps)
              .with("keep_ratio", SelectionEffect::keepRatio)
              .with("lower", SelectionEffect::lower)
              .with("upper", SelectionEffect::upper)
              .with("discard_rate", effect -> effect.gradient().discardRate())
              .with("bias_norm", effect -> effect.gradient().biasNorm())
              .with("bias_bound", effect -> effect.gradient().biasBound())
              .with("mask_sensitivity", effect -> effect.sensitivity().distance())
              .with("mask_sensitivity_bound", effect -> effect.sensitivity().bound())
              .with("mse", effect -> effect.gradient().meanSquaredError())
              .with(
                  "mse_bias2",
                  effect -> effect.gradient().biasNorm() * effect.gradient().biasNorm())
              .with("mse_variance", effect -> effect.gradient().variance())
              .with("second_moment_full", effect -> effect.gradient().secondMomentFull())
              .with("second_moment_masked", effect -> effect.gradient().secondMomentMasked())
              .with("mean_abs_influence_demonstration", SelectionEffect::influenceOfDemonstrations)
              .with("mean_abs_influence_policy", SelectionEffect::influenceOfPolicy)
              .with("mean_abs_influence_intervention", SelectionEffect::influenceOfInterventions));
  private static final Table<IncrementVariance> INCREMENT_VARIANCE =
      new Table<>(
          "increment-variance.csv",
          new Columns<IncrementVariance>()
              .with(ENV_STEPS, IncrementVariance::envSteps)
              .with("entropy_gradient_norm", IncrementVariance::entropyGradientNorm)
              .with("variance_full", IncrementVariance::varianceFull)
              .with("variance_masked", IncrementVariance::varianceMasked)
              .with("moment_full", IncrementVariance::momentFull)
              .with("moment_masked", IncrementVariance::momentMasked)
              .with("bound_full", IncrementVariance::boundFull)
              .with("bound_masked", IncrementVariance::boundMasked)
              .with("gradient_variance_full", IncrementVariance::gradientVarianceFull));
  private static final Table<InfluenceTable> INFLUENCE_TABLE =
      new Table<>(
          "influence-table.csv",
          new Columns<InfluenceTable>()
              .with(ENV_STEPS, InfluenceTable::envSteps)
              .with("group", InfluenceTable::group)
              .with("states", InfluenceTable::states)
              .with("mean", InfluenceTable::mean)
              .with("top_2", InfluenceTable::top2)
              .with("top_10", InfluenceTable::top10)
              .with("top_50", InfluenceTable::top50)
              .with("low_20", InfluenceTable::low20));
  private static final Table<State> INFLUENCE =
      new Table<>(
          "influence.csv",
          numbered(
                  new Columns<State>()
                      .with(ENV_STEPS, state -> state.map().envSteps())
                      .with("source", state -> state.map().source(state.number())),
                  POINT,
                  (state, axis) -> state.map().pointM(state.number(), axis))
              .with("influence", state -> state.map().influence(state.number()))
              .with("kept", state -> state.map().weight(state.number())));
  private static final Table<Step> Q =
      new Table<>(
          "q.csv",
          numbered(steps(), POINT, (step, axis) -> step.moment().pointM(axis))
              .with("q_mean", step -> step.moment().qMean())
              .with("q_variance", step -> step.moment().qVariance()));
  private static final Table<Step> POLICY =
      new Table<>(
          "policy.csv",
          numbered(
                  numbered(steps(), dimensions("mean_"), (step, k) -> step.moment().mean(k)),
                  dimensions("std_"),
                  (step, k) -> step.moment().std(k))
              .with("gripper", step -> step.moment().gripper()));

  private static final List<Table<?>> OF_UPDATES =
      List.of(ENTROPY, GRIPPER, SELECTION, INCREMENT_VARIANCE, INFLUENCE_TABLE, INFLUENCE);

  /** Told along evaluated episodes, and therefore once more when an evaluation is repeated. */
  private static final List<Table<?>> OF_EVALUATIONS = List.of(Q, POLICY);

  private final Path folder;
  private final Map<Table<?>, CsvFile> open = new LinkedHashMap<>();

  private record Table<T>(String fileName, Columns<T> columns) {}

  /** One state of an influence map. */
  private record State(InfluenceMap map, int number) {}

  /** One control period of an evaluated episode. */
  private record Step(EpisodeTrace trace, int number, EpisodeTrace.Moment moment) {}

  private static Columns<Step> steps() {
    return new Columns<Step>()
        .with(ENV_STEPS, step -> step.trace().envSteps())
        .with("seed", step -> step.trace().seed())
        .with("step", Step::number);
  }

  /** Adds a column for each name, with the number of the name in its list. */
  private static <T> Columns<T> numbered(
      Columns<T> columns, List<String> names, BiFunction<T, Integer, Float> cell) {
    for (int i = 0; i < names.size(); i++) {
      int number = i;
      columns.with(names.get(i), value -> cell.apply(value, number));
    }
    return columns;
  }

  private static List<String> dimensions(String prefix) {
    return IntStream.range(0, Action.CONTINUOUS).mapToObj(k -> prefix + k).toList();
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
    for (Table<?> table : OF_UPDATES) {
      CsvFile.keep(
          run.diagnostics().resolve(table.fileName()), row -> row.number(ENV_STEPS) <= envSteps);
    }
    for (Table<?> table : OF_EVALUATIONS) {
      CsvFile.keep(
          run.diagnostics().resolve(table.fileName()),
          row -> evaluated.test((long) row.number(ENV_STEPS)));
    }
    return new DiagnosticsTables(run.diagnostics());
  }

  @Override
  public void onEntropyChange(EntropyChange change) {
    append(ENTROPY, change);
  }

  @Override
  public void onGripperEntropy(GripperEntropy gripper) {
    append(GRIPPER, gripper);
  }

  @Override
  public void onSelectionEffect(SelectionEffect effect) {
    append(SELECTION, effect);
  }

  @Override
  public void onIncrementVariance(IncrementVariance variance) {
    append(INCREMENT_VARIANCE, variance);
  }

  @Override
  public void onInfluenceTable(InfluenceTable table) {
    append(INFLUENCE_TABLE, table);
  }

  @Override
  public void onInfluence(InfluenceMap map) {
    for (int state = 0; state < map.size(); state++) {
      append(INFLUENCE, new State(map, state));
    }
  }

  @Override
  public void onTrace(EpisodeTrace trace) {
    int number = 0;
    for (EpisodeTrace.Moment moment : trace.moments()) {
      Step step = new Step(trace, number++, moment);
      append(Q, step);
      append(POLICY, step);
    }
  }

  private <T> void append(Table<T> table, T value) {
    table.columns().append(file(table), value);
  }

  private CsvFile file(Table<?> table) {
    return open.computeIfAbsent(
        table,
        wanted -> {
          try {
            Files.createDirectories(folder);
          } catch (IOException e) {
            throw RecordingException.of(folder, e);
          }
          return CsvFile.append(folder.resolve(wanted.fileName()), wanted.columns().names());
        });
  }

  @Override
  public void close() {
    open.values().forEach(CsvFile::close);
  }
}
