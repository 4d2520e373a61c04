package org.e2hil.scenarios.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.e2hil.scenarios.config.Assignment;
import org.e2hil.scenarios.config.Scenario;
import org.e2hil.scenarios.config.Scenarios;
import org.e2hil.scenarios.experiment.TrainingRun;
import org.e2hil.scenarios.report.Plots;
import org.e2hil.scenarios.report.RunDirectory;
import org.e2hil.scenarios.report.RunRecorder;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** From a scenario to a trained policy and its records. */
@Command(
    name = "train",
    description = "Train a policy, examine it un-aided, and leave a run directory.")
final class TrainCommand implements Callable<Integer> {

  private static final int STOPPED = 130;

  @Spec private CommandSpec spec;

  @ArgGroup(multiplicity = "1")
  private What what;

  @Option(names = "--seed", description = "Seed of the run, instead of the scenario's own.")
  private Long seed;

  @Option(
      names = "--set",
      paramLabel = "PATH=VALUE",
      description = "Set a field of the scenario, such as agent.discount=0.98; may be repeated.")
  private List<String> assignments = List.of();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "The run directory; by default runs/SCENARIO-seedS-TIME.")
  private Path out;

  /** A new run, or one that was stopped. */
  static final class What {
    @Parameters(
        paramLabel = "SCENARIO",
        description = "The name of a scenario (see list) or a JSON file.")
    private String scenario;

    @Option(
        names = "--resume",
        paramLabel = "RUN",
        description = "Go on with the run in this directory, from its last checkpoint.")
    private Path run;
  }

  @Override
  public Integer call() {
    Scenarios scenarios = Scenarios.discover();
    List<Assignment> settings = assignments.stream().map(Assignment::parse).toList();
    InstantSource clock = InstantSource.system();
    if (what.run != null) {
      RunDirectory run = RunDirectory.find(what.run);
      Scenario scenario = scenarios.read(run.scenario().toString(), settings);
      return train(scenarios, withSeed(scenario), () -> run, clock);
    }
    Scenario scenario = withSeed(scenarios.read(what.scenario, settings));
    Path path = out == null ? directory(scenario) : out;
    return train(scenarios, scenario, () -> RunDirectory.create(path), clock);
  }

  /** The directory is asked for only once the world is open, so that a failure leaves none. */
  private int train(
      Scenarios scenarios,
      Scenario scenario,
      Supplier<RunDirectory> directory,
      InstantSource clock) {
    PrintWriter print = spec.commandLine().getOut();
    try (Interrupt interrupt = Interrupt.listen();
        Progress progress = new Progress(print, scenario, clock, System.console() != null);
        TrainingRun training = TrainingRun.open(scenarios, scenario)) {
      RunDirectory run = directory.get();
      RunningSummary running = new RunningSummary(run, scenario, clock);
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
        training.resume(run.checkpoint());
        running.goOn();
        print.printf("Going on from step %,d.%n", training.envSteps());
      }
      RunDirectory.write(run.scenario(), scenarios.write(scenario));
      if (!resume) {
        training.demonstrate(run.demonstrations());
      }
      boolean complete;
      try (RunRecorder recorder = new RunRecorder(run, training.envSteps(), clock)) {
        training.listen(recorder);
        complete = training.train(run.checkpoint(), interrupt::requested);
      }
      progress.close();
      print.print(Report.of(running.write(complete), run));
      Plots.write(run, scenario.name() + ", seed " + scenario.seed());
      if (!complete) {
        print.printf("  Go on with: e2hil train --resume %s%n", run.path());
      }
      print.flush();
      return complete ? 0 : STOPPED;
    }
  }

  private Scenario withSeed(Scenario scenario) {
    return seed == null ? scenario : scenario.withSeed(seed);
  }

  private static Path directory(Scenario scenario) {
    String time =
        LocalDateTime.now().format(DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT));
    return Path.of("runs", scenario.name() + "-seed" + scenario.seed() + "-" + time);
  }
}
