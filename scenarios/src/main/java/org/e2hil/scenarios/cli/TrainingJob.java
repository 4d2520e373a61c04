package org.e2hil.scenarios.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import org.e2hil.scenarios.config.Scenario;
import org.e2hil.scenarios.config.Scenarios;
import org.e2hil.scenarios.experiment.TrainingRun;
import org.e2hil.scenarios.report.Plots;
import org.e2hil.scenarios.report.RunDirectory;
import org.e2hil.scenarios.report.RunLock;
import org.e2hil.scenarios.report.RunRecorder;

/** Trains scenarios in front of a person, begun anew or gone on with, and leaves their records. */
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
   * @param directory asked for only once the world is open, so that a failure leaves none; where it
   *     holds a checkpoint, the run goes on from there
   * @param interrupt asks it to stop
   * @return 0, or {@link #STOPPED}
   */
  int run(Scenario scenario, Supplier<RunDirectory> directory, Interrupt interrupt) {
    try (Progress progress = new Progress(print, scenario, clock, isTerminal());
        TrainingRun training = TrainingRun.open(scenarios, scenario, progress::say)) {
      return train(training, scenario, directory.get(), progress, interrupt);
    }
  }

  private int train(
      TrainingRun training,
      Scenario scenario,
      RunDirectory run,
      Progress progress,
      Interrupt interrupt) {
    RunLock alone = RunLock.take(run);
    try {
      RunningSummary running = new RunningSummary(run, scenario, clock);
      training.exportTo(run.policy());
      training.listen(progress);
      training.listen(running);
      print.printf(
          "%s: %s with %s, seed %d, %,d steps → %s%n",
          scenario.name(),
          scenario.task().type(),
          scenario.robot().type(),
          scenario.seed(),
          scenario.training().steps(),
          run.path());
      print.flush();
      boolean resume = Files.exists(run.checkpoint());
      if (resume) {
        training.goOn(run);
        running.goOn();
        print.printf("Going on from step %,d.%n", training.envSteps());
        requireMore(training.envSteps(), scenario);
      } else {
        run.requireNoProgress(scenario.training().checkpointEverySteps());
      }
      RunDirectory.write(run.scenario(), scenarios.write(scenario));
      if (!resume && !training.demonstrate(run.demonstrations(), interrupt::requested)) {
        progress.endBar();
        print.printf(
            "Stopped before all demonstrations were recorded. Begin again with: e2hil train --resume %s%n",
            run.path());
        print.flush();
        return STOPPED;
      }
      boolean complete;
      try (RunRecorder recorder =
          new RunRecorder(run, training.envSteps(), Optional.of(training.origin()), clock)) {
        training.listen(recorder);
        complete = training.train(run.checkpoint(), interrupt::requested);
      }
      progress.endBar();
      print.print(Report.of(running.write(complete), run));
      Plots.write(run, scenario.name() + ", seed " + scenario.seed());
      if (!complete) {
        print.printf("  Go on with: e2hil train --resume %s%n", run.path());
      }
      print.flush();
      return complete ? 0 : STOPPED;
    } finally {
      alone.close();
    }
  }

  private static void requireMore(long done, Scenario scenario) {
    if (scenario.training().steps() < done) {
      throw new IllegalArgumentException(
          "training.steps = %d: the run has done %d already, which cannot be undone; ask for as many at least"
              .formatted(scenario.training().steps(), done));
    }
  }

  /** Whether a bar that moves can be seen; from Java 22 on a pipe passes for a terminal, too. */
  @SuppressWarnings("SystemConsoleNull")
  private static boolean isTerminal() {
    return System.console() != null;
  }
}
