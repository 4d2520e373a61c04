package org.e2hil.scenarios.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.e2hil.scenarios.config.Scenario;
import org.e2hil.scenarios.config.Scenarios;
import org.e2hil.scenarios.experiment.RecordedTraining;
import org.e2hil.scenarios.report.RunDirectory;
import org.e2hil.scenarios.report.Summary;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** One run of an experiment, on whatever machine. */
@Command(
    name = "run",
    description = {
      "Do one run of an experiment, or go on with it, from what its directory holds.",
      "It is what experiment does for each run; experiment --plan leaves the directories for a"
          + " cluster to call this with."
    })
final class RunCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "RUN",
      description = "The run's directory, or the scenario.json in it.")
  private Path run;

  @Option(
      names = "--end-with-input",
      description = "Stop in good order once the standard input is closed.")
  private boolean endWithInput;

  @Override
  public Integer call() {
    Scenarios scenarios = Scenarios.discover();
    RunDirectory directory = RunDirectory.find(directory());
    Scenario scenario = scenarios.read(directory.scenario().toString(), List.of());
    PrintWriter print = spec.commandLine().getOut();
    if (RecordedTraining.isDone(scenarios, scenario, directory)
        && Summary.find(directory).map(Summary::complete).orElse(false)) {
      print.printf("The run %s is complete.%n", directory.path());
      print.flush();
      return 0;
    }
    AtomicBoolean inputClosed = new AtomicBoolean();
    if (endWithInput) {
      watch(System.in, inputClosed);
    }
    TrainingJob job = new TrainingJob(scenarios, print, InstantSource.system());
    try (Interrupt interrupt = Interrupt.listen(print, "go on by the same command")) {
      int code =
          job.run(
              scenario,
              () -> directory,
              Files.exists(directory.checkpoint()),
              () -> interrupt.requested() || inputClosed.get());
      if (code == 0) {
        interrupt.complete();
      }
      return code;
    }
  }

  private Path directory() {
    return run.endsWith("scenario.json") ? run.toAbsolutePath().getParent() : run;
  }

  private static void watch(InputStream input, AtomicBoolean closed) {
    Thread watcher =
        new Thread(
            () -> {
              try {
                while (input.read() >= 0) {
                  // whatever is said, it still goes on
                }
              } catch (IOException gone) {
                // as good as closed
              }
              closed.set(true);
            },
            "input");
    watcher.setDaemon(true);
    watcher.start();
  }
}
