package org.e2hil.scenarios.report;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.e2hil.agent.training.ActionMode;
import org.e2hil.agent.training.EvaluationRecord;

/** What {@code metrics.csv} says, for summaries and plots; also of a run that was cut short. */
final class RunTable {

  private final List<CsvFile.Row> episodes;
  private final List<CsvFile.Row> intervals;
  private final List<EvaluationRecord> evaluations;

  private RunTable(List<CsvFile.Row> rows) {
    episodes = of(rows, RunRecorder.EPISODE);
    intervals = of(rows, RunRecorder.INTERVAL);
    evaluations = of(rows, RunRecorder.EVALUATION).stream().map(RunTable::evaluation).toList();
  }

  static RunTable read(RunDirectory run) {
    return new RunTable(CsvFile.read(run.metrics()));
  }

  /** One row a training episode. */
  List<CsvFile.Row> episodes() {
    return episodes;
  }

  /** One row a logging interval. */
  List<CsvFile.Row> intervals() {
    return intervals;
  }

  /** All examinations, in their order. */
  List<EvaluationRecord> evaluations() {
    return evaluations;
  }

  /** The most control periods that any row speaks of. */
  long envSteps() {
    return (long)
        Math.max(
            Math.max(
                largest(episodes, RunRecorder.ENV_STEPS),
                largest(intervals, RunRecorder.ENV_STEPS)),
            evaluations.stream().mapToLong(EvaluationRecord::envSteps).max().orElse(0));
  }

  /** The most learner steps that any row speaks of. */
  long learnerSteps() {
    return (long) Math.max(largest(episodes, "learner_steps"), largest(intervals, "learner_steps"));
  }

  /** A column as numbers, NaN where a cell is empty. */
  static double[] numbers(List<CsvFile.Row> rows, String column) {
    return rows.stream().mapToDouble(number(column)).toArray();
  }

  /** How many rows have {@code true} in a column. */
  static int count(List<CsvFile.Row> rows, String column) {
    return (int) rows.stream().filter(row -> row.text(column).equals("true")).count();
  }

  private static ToDoubleFunction<CsvFile.Row> number(String column) {
    return row -> row.number(column);
  }

  private static double largest(List<CsvFile.Row> rows, String column) {
    return rows.stream().mapToDouble(number(column)).max().orElse(0);
  }

  private static List<CsvFile.Row> of(List<CsvFile.Row> rows, String event) {
    return rows.stream().filter(row -> row.text(RunRecorder.EVENT).equals(event)).toList();
  }

  private static EvaluationRecord evaluation(CsvFile.Row row) {
    ActionMode mode = row.text("mode").equals("mean") ? ActionMode.MEAN : ActionMode.SAMPLED;
    return new EvaluationRecord(
        (long) row.number(RunRecorder.ENV_STEPS),
        mode,
        (int) row.number("episodes"),
        (int) row.number("successes"),
        row.number("mean_steps"),
        row.text(RunRecorder.LAST).equals("true"));
  }
}
