package org.e2hil.scenarios.cli;

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
import org.e2hil.scenarios.grid.RunProcess;
import org.e2hil.scenarios.report.RecordingException;
import org.e2hil.scenarios.report.RunDirectory;
import org.e2hil.scenarios.report.RunLock;
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

  private static final long LOOK_EVERY_MILLIS = 500;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "RUN", description = "The run's directory, or the scenario.json in it.")
  private Path run;

  @Option(
      names = "--end-with",
      paramLabel = "PID",
      description = "Stop in good order once the process of this number is gone.")
  private Long parent;

  @Override
  public Integer call() {
    Scenarios scenarios = Scenarios.discover();
    RunDirectory directory = RunDirectory.find(directory());
    Scenario scenario = scenarios.read(directory.scenario().toString(), List.of());
    PrintWriter print = spec.commandLine().getOut();
    if (RecordedTraining.isComplete(scenarios, scenario, directory)) {
      print.printf("The run %s is complete.%n", directory.path());
      print.flush();
      return 0;
    }
    if (RunLock.isTaken(directory)) {
      print.printf("Another program does the run %s.%n", directory.path());
      print.flush();
      return RunProcess.TAKEN;
    }
    AtomicBoolean orphaned = new AtomicBoolean();
    if (parent != null) {
      watch(parent, orphaned);
    }
    TrainingJob job = new TrainingJob(scenarios, print, InstantSource.system());
    try (Interrupt interrupt = Interrupt.listen(print, "go on by the same command")) {
      int code =
          job.run(
              scenario,
              () -> directory,
              Files.exists(directory.checkpoint()),
              () -> interrupt.requested() || orphaned.get());
      if (code == 0) {
        interrupt.complete();
      }
      return code;
    } catch (RecordingException e) {
      // another program was quicker to begin it
      if (RunLock.isTaken(directory)) {
        return RunProcess.TAKEN;
      }
      throw e;
    }
  }

  private Path directory() {
    return run.endsWith("scenario.json") ? run.toAbsolutePath().getParent() : run;
  }

  private static void watch(long parent, AtomicBoolean orphaned) {
    Thread watcher =
        new Thread(
            () -> {
              try {
                while (ProcessHandle.of(parent).map(ProcessHandle::isAlive).orElse(false)) {
                  Thread.sleep(LOOK_EVERY_MILLIS);
                }
                orphaned.set(true);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            "parent");
    watcher.setDaemon(true);
    watcher.start();
  }
}
