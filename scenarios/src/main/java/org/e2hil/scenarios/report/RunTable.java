package org.e2hil.scenarios.report;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.LongPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.e2hil.agent.training.ActionMode;
import org.e2hil.agent.training.EvaluationRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What {@code metrics.csv} says, for summaries and plots; also of a run that was cut short. */
final class RunTable {

  private static final Logger LOG = LoggerFactory.getLogger(RunTable.class);

  private static final List<String> NUMBERS =
      List.of(
          RunRecorder.ENV_STEPS,
          "learner_steps",
          "steps",
          "intervention_steps",
          "intervention_rate",
          "entropy",
          "keep_ratio",
          "mean_q",
          "target_q",
          "temperature",
          "episodes",
          "successes",
          "faults",
          "mean_steps");

  private static final List<String> WORDS =
      List.of(
          RunRecorder.EVENT,
          "episode_end",
          "success_unaided",
          "success_mostly_unaided",
          "mode",
          RunRecorder.LAST);

  private final RecordedTable rows;
  private final RecordedTable episodes;
  private final RecordedTable intervals;
  private final List<EvaluationRecord> evaluations;

  private RunTable(RecordedTable rows) {
    this.rows = rows;
    episodes = rows.where(RunRecorder.EVENT, RunRecorder.EPISODE);
    intervals = rows.where(RunRecorder.EVENT, RunRecorder.INTERVAL);
    RecordedTable evaluated = rows.where(RunRecorder.EVENT, RunRecorder.EVALUATION);
    evaluations =
        IntStream.range(0, evaluated.rows()).mapToObj(row -> evaluation(evaluated, row)).toList();
  }

  /**
   * Reads a run's table.
   *
   * @throws RecordingException if it is missing or damaged
   */
  static RunTable read(RunDirectory run) {
    RecordedTable rows = RecordedTable.read(run.metrics(), NUMBERS, WORDS);
    rows.remark().ifPresent(LOG::warn);
    return new RunTable(rows);
  }

  /** One row a training episode. */
  RecordedTable episodes() {
    return episodes;
  }

  /** Those of them that say something of the one who acted. */
  RecordedTable judgedEpisodes() {
    return episodes.judged();
  }

  /** One row a logging interval. */
  RecordedTable intervals() {
    return intervals;
  }

  /** All evaluations, in their order. */
  List<EvaluationRecord> evaluations() {
    return evaluations;
  }

  /**
   * Tells of control periods whether the policy was evaluated there to the end: what else was told
   * along an evaluation is told once more when the evaluation is repeated. Of those before the
   * first row, as where the table was lost and begun again, nobody knows: they count.
   *
   * @param envSteps of the checkpoint that the run goes on from
   */
  LongPredicate evaluated(long envSteps) {
    Set<Long> known =
        evaluations.stream().map(EvaluationRecord::envSteps).collect(Collectors.toSet());
    double first = Arrays.stream(rows.numbers(RunRecorder.ENV_STEPS)).min().orElse(envSteps + 1);
    return steps -> steps < first || known.contains(steps);
  }

  /** Whether it has no rows. */
  boolean isEmpty() {
    return rows.rows() == 0;
  }

  /** Whether the policy was evaluated in every mode after the last step. */
  boolean isEvaluatedAtItsEnd() {
    return Arrays.stream(ActionMode.values())
        .allMatch(mode -> evaluations.stream().anyMatch(e -> e.last() && e.mode() == mode));
  }

  /** The most control periods that any row speaks of. */
  long envSteps() {
    return largest(RunRecorder.ENV_STEPS);
  }

  /** The most learner steps that any row speaks of. */
  long learnerSteps() {
    return largest("learner_steps");
  }

  /** An evaluation says nothing of learner steps: what is not a number does not count. */
  private long largest(String column) {
    return (long) Arrays.stream(rows.numbers(column)).filter(n -> !Double.isNaN(n)).max().orElse(0);
  }

  private static EvaluationRecord evaluation(RecordedTable rows, int row) {
    ActionMode mode = rows.word("mode", row).equals("mean") ? ActionMode.MEAN : ActionMode.SAMPLED;
    return new EvaluationRecord(
        (long) rows.number(RunRecorder.ENV_STEPS, row),
        mode,
        (int) rows.number("episodes", row),
        (int) rows.number("successes", row),
        (int) rows.number("faults", row),
        rows.number("mean_steps", row),
        rows.word(RunRecorder.LAST, row).equals("true"));
  }
}
