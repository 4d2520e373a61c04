package org.e2hil.scenarios.cli;

import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.e2hil.scenarios.config.Assignment;
import org.e2hil.scenarios.config.Scenario;
import org.e2hil.scenarios.config.Scenarios;
import org.e2hil.scenarios.report.RunDirectory;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** From a scenario to a trained policy and its records. */
@Command(
    name = "train",
    description = "Train a policy, examine it un-aided, and leave a run directory.")
final class TrainCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @ArgGroup(multiplicity = "1")
  private What what;

  @Option(names = "--seed", description = "Seed of the run, instead of the scenario's own.")
  private Long seed;

  @Mixin private RobotOptions options;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "The run directory; by default runs/SCENARIO-seedS-TIME.")
  private Path out;

  /** A new run, or one that was stopped. */
  static final class What {
    @Parameters(
        paramLabel = "SCENARIO",
        description = "The name of a scenario or a JSON file, and +VARIATION after it (see list).")
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
    if (what.run != null) {
      RunDirectory run = RunDirectory.find(what.run);
      Scenario scenario = read(scenarios, run.scenario().toString());
      return options.isDryRun()
          ? rehearse(scenarios, scenario)
          : job(scenarios).run(scenario, () -> run);
    }
    Scenario scenario = read(scenarios, what.scenario);
    if (options.isDryRun()) {
      return rehearse(scenarios, scenario);
    }
    Path path = out == null ? directory(scenario) : out;
    return job(scenarios).run(scenario, () -> RunDirectory.create(path));
  }

  private TrainingJob job(Scenarios scenarios) {
    return new TrainingJob(scenarios, spec.commandLine().getOut(), InstantSource.system());
  }

  private int rehearse(Scenarios scenarios, Scenario scenario) {
    new Rehearsal(scenarios, spec.commandLine().getOut(), System::nanoTime).run(scenario);
    return 0;
  }

  private Scenario read(Scenarios scenarios, String nameOrFile) {
    List<Assignment> settings = options.assignments();
    if (options.isDryRun()) {
      settings = options.assignments(scenarios.provider(scenarios.read(nameOrFile, settings)));
    }
    Scenario scenario = scenarios.read(nameOrFile, settings);
    return seed == null ? scenario : scenario.withSeed(seed);
  }

  private static Path directory(Scenario scenario) {
    String time =
        LocalDateTime.now(ZoneId.systemDefault())
            .format(DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT));
    return Path.of("runs", scenario.name() + "-seed" + scenario.seed() + "-" + time);
  }
}
