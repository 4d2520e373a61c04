package org.e2hil.scenarios.cli;

import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.e2hil.scenarios.config.Scenario;
import org.e2hil.scenarios.config.Scenarios;
import org.e2hil.scenarios.experiment.RecordedTraining;
import org.e2hil.scenarios.report.RunDirectory;
import org.e2hil.scenarios.report.Summary;

/** Trains scenarios in front of a person, begun or gone on with, and leaves their records. */
final class TrainingJob {

  /** What a process returns that was asked to stop. */
  static final int STOPPED = 130;

  private final Scenarios scenarios;
  private final PrintWriter print;
  private final InstantSource clock;

  TrainingJob(Scenarios scenarios, PrintWriter print, InstantSource clock) {
    this.scenarios = scenarios;
    this.print = print;
    this.clock = clock;
  }

  /**
   * Trains to the end, or until Ctrl-C.
   *
   * @param directory asked for only once the world is open, so that a failure leaves none
   * @param goesOn whether it holds a checkpoint, from which the run goes on
   * @param stop asked between two control periods
   * @return 0, or {@link #STOPPED}
   */
  int run(
      Scenario scenario, Supplier<RunDirectory> directory, boolean goesOn, BooleanSupplier stop) {
    try (Progress progress = new Progress(print, scenario, clock, isTerminal());
        RecordedTraining training =
            RecordedTraining.open(scenarios, scenario, directory, goesOn, progress::say, clock)) {
      training.listen(progress);
      RunDirectory run = training.directory();
      print.printf(
          "%s: %s with %s, seed %d, %,d steps → %s%n",
          scenario.name(),
          scenario.task().type(),
          scenario.robot().type(),
          scenario.seed(),
          scenario.training().steps(),
          run.path());
      if (training.resumed()) {
        print.printf("Going on from step %,d.%n", training.envSteps());
      }
      print.flush();
      Optional<Summary> summary = training.train(stop);
      progress.endBar();
      if (summary.isEmpty()) {
        print.printf(
            "Stopped before all demonstrations were recorded. Begin again with: e2hil train --resume %s%n",
            run.path());
        print.flush();
        return STOPPED;
      }
      boolean complete = summary.get().complete();
      print.print(Report.of(summary.get(), run));
      if (!complete) {
        print.printf("  Go on with: e2hil train --resume %s%n", run.path());
      }
      print.flush();
      return complete ? 0 : STOPPED;
    }
  }

  /** Whether a bar that moves can be seen; from Java 22 on a pipe passes for a terminal, too. */
  @SuppressWarnings("SystemConsoleNull")
  static boolean isTerminal() {
    return System.console() != null;
  }
}
