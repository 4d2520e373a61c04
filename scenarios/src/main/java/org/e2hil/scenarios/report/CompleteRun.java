package org.e2hil.scenarios.report;

import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import org.apiguardian.api.API;
import org.e2hil.agent.training.ActionMode;
import org.e2hil.agent.training.EvaluationRecord;

/**
 * A run that is complete, for comparisons.
 *
 * @param summary of the run
 * @param evaluations all of them, in their order
 * @param interventionSteps control periods of the training in which a hand acted
 */
@API(status = API.Status.INTERNAL)
public record CompleteRun(
    Summary summary, List<EvaluationRecord> evaluations, long interventionSteps) {

  /** Takes a copy of the list. */
  public CompleteRun {
    evaluations = List.copyOf(evaluations);
  }

  /**
   * Reads a run's directory.
   *
   * @throws RecordingException if its tables are missing or damaged
   */
  public static CompleteRun read(RunDirectory run) {
    RunTable table = RunTable.read(run);
    return new CompleteRun(
        Summary.find(run)
            .orElseThrow(() -> new RecordingException("there is no run in " + run.path())),
        table.evaluations(),
        (long) Arrays.stream(table.episodes().numbers("intervention_steps")).sum());
  }

  /**
   * Tells whether a run has recorded all its steps and the evaluations behind them, also where the
   * process ended before its summary said so.
   *
   * @param steps of the training
   * @throws RecordingException if its tables are damaged
   */
  public static boolean isDone(RunDirectory run, int steps) {
    if (Files.exists(run.metrics())) {
      RunTable table = RunTable.read(run);
      if (!table.isEmpty()) {
        return table.isEvaluatedAtItsEnd() && table.envSteps() >= steps;
      }
    }
    // the table is lost, and with it all that could be evaluated again
    return Summary.find(run).filter(s -> s.complete() && s.envSteps() >= steps).isPresent();
  }

  /** Its scenario's name. */
  public String scenario() {
    return summary.scenario();
  }

  /** Its seed. */
  public long seed() {
    return summary.seeds().get(0);
  }

  /** The evaluations with sampled actions along the training, the last one among them. */
  public List<EvaluationRecord> curve() {
    return evaluations.stream()
        .filter(e -> e.mode() == ActionMode.SAMPLED && e.episodes() > 0)
        .toList();
  }
}
