package org.e2hil.scenarios.grid;

import org.apiguardian.api.API;
import org.e2hil.scenarios.report.CompleteRun;

/**
 * A run of an experiment that is complete, with what it recorded, read once for all that is told of
 * it.
 *
 * @param run of the experiment
 * @param record its summary and evaluations
 */
@API(status = API.Status.INTERNAL)
public record FinishedRun(PlannedRun run, CompleteRun record) {

  /**
   * Reads its tables.
   *
   * @throws org.e2hil.scenarios.report.RecordingException if they are missing or damaged
   */
  public static FinishedRun read(PlannedRun run) {
    return new FinishedRun(run, CompleteRun.read(run.directory()));
  }
}
