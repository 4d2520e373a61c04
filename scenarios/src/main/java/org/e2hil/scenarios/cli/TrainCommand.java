package org.e2hil.scenarios.cli;

import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDateTime;
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
    if (what.run != null) {
      RunDirectory run = RunDirectory.find(what.run);
      Scenario scenario = scenarios.read(run.scenario().toString(), settings);
      return job(scenarios).run(withSeed(scenario), () -> run);
    }
    Scenario scenario = withSeed(scenarios.read(what.scenario, settings));
    Path path = out == null ? directory(scenario) : out;
    return job(scenarios).run(scenario, () -> RunDirectory.create(path));
  }

  private TrainingJob job(Scenarios scenarios) {
    return new TrainingJob(scenarios, spec.commandLine().getOut(), InstantSource.system());
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
