package org.e2hil.scenarios.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.LongStream;
import org.e2hil.scenarios.config.Assignment;
import org.e2hil.scenarios.config.Scenario;
import org.e2hil.scenarios.config.Scenarios;
import org.e2hil.scenarios.experiment.Preflight;
import org.e2hil.scenarios.report.Comparison;
import org.e2hil.scenarios.report.CompleteRun;
import org.e2hil.scenarios.report.Plots;
import org.e2hil.scenarios.report.RunDirectory;
import org.e2hil.scenarios.report.Summary;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Scenarios times seeds, one run after the other, and a table of what they reached. */
@Command(
    name = "experiment",
    description = {
      "Train scenarios with several seeds each, and compare them in a table.",
      "The same command again skips the runs that are complete and goes on with one that was stopped."
    })
final class ExperimentCommand implements Callable<Integer> {

  private static final int MOST_SEEDS = 1000;

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "SCENARIO",
      arity = "1..*",
      description = "Names of scenarios or JSON files, and +VARIATION after them (see list).")
  private List<String> names = List.of();

  @Option(
      names = "--seeds",
      paramLabel = "S[-S],…",
      defaultValue = "1-5",
      description = "Seeds, such as 1-5 or 1,2,7; by default ${DEFAULT-VALUE}.")
  private String seeds = "";

  @Option(
      names = "--set",
      paramLabel = "PATH=VALUE",
      description = "Set a field of every scenario, such as agent.discount=0.98; may be repeated.")
  private List<String> assignments = List.of();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "Directory of the runs, SCENARIO-seedS each, of the table and the curves.")
  private Path out;

  @Override
  public Integer call() {
    Scenarios scenarios = Scenarios.discover();
    List<Scenario> planned = plan(scenarios);
    PrintWriter print = spec.commandLine().getOut();
    TrainingJob job = new TrainingJob(scenarios, print, InstantSource.system());
    List<CompleteRun> runs = new ArrayList<>();
    try (Interrupt interrupt = Interrupt.listen(print, "go on by the same command")) {
      for (int i = 0; i < planned.size(); i++) {
        Scenario scenario = planned.get(i);
        RunDirectory run = directory(scenario);
        if (!isComplete(scenarios, scenario, run)) {
          print.printf("%nRun %d of %d%n", i + 1, planned.size());
          int code =
              interrupt.requested()
                  ? TrainingJob.STOPPED
                  : job.run(scenario, () -> begin(run), Files.exists(run.checkpoint()), interrupt);
          if (code != 0) {
            print.printf("  Go on with the experiment by the same command.%n");
            print.flush();
            return code;
          }
        }
        runs.add(CompleteRun.read(run));
      }
      compare(runs, print);
      interrupt.complete();
    }
    return 0;
  }

  private void compare(List<CompleteRun> runs, PrintWriter print) {
    Comparison comparison = new Comparison(runs);
    String table = comparison.markdown();
    RunDirectory.write(out.resolve("table.md"), table);
    Path curves = out.resolve("curves.png");
    boolean drawn =
        Plots.attempt(
            () -> comparison.drawCurves(curves), curves, "the same command draws it again");
    print.printf("%n%s%nThe table: %s%n", table, out.resolve("table.md"));
    if (drawn) {
      print.printf("The curves: %s%n", curves);
    }
    print.flush();
  }

  private List<Scenario> plan(Scenarios scenarios) {
    List<Assignment> settings = Settings.parse(assignments);
    Settings.refuse(settings, "seed", "--seeds");
    List<Long> seeds = seeds();
    List<Scenario> planned =
        AllOrNothing.read(
                names,
                name -> {
                  Scenario scenario = scenarios.read(name, settings);
                  Preflight.check(scenarios, scenario);
                  return scenario;
                })
            .stream()
            .flatMap(scenario -> seeds.stream().map(scenario::withSeed))
            .toList();
    List<Path> directories = planned.stream().map(s -> directory(s).path()).distinct().toList();
    if (directories.size() < planned.size()) {
      throw new ParameterException(
          spec.commandLine(),
          "two of the runs have the same scenario name and seed; give each scenario its own name");
    }
    return planned;
  }

  private List<Long> seeds() {
    List<Long> all = new ArrayList<>();
    for (String part : seeds.split(",", -1)) {
      String[] ends = part.strip().split("-", -1);
      try {
        long first = Long.parseLong(ends[0]);
        long last = Long.parseLong(ends[ends.length - 1]);
        if (ends.length > 2 || last < first || last - first >= MOST_SEEDS) {
          throw wrongSeeds();
        }
        LongStream.rangeClosed(first, last).forEach(all::add);
      } catch (NumberFormatException e) {
        throw wrongSeeds();
      }
    }
    return all;
  }

  private ParameterException wrongSeeds() {
    return new ParameterException(
        spec.commandLine(),
        "--seeds must be whole numbers and ranges of up to %,d, such as 1-5 or 1,2,7, but is '%s'"
            .formatted(MOST_SEEDS, seeds));
  }

  private RunDirectory directory(Scenario scenario) {
    return new RunDirectory(out.resolve(scenario.name() + "-seed" + scenario.seed()));
  }

  private static RunDirectory begin(RunDirectory run) {
    return Files.exists(run.scenario()) ? run : RunDirectory.create(run.path());
  }

  private static boolean isComplete(Scenarios scenarios, Scenario scenario, RunDirectory run) {
    if (!Files.exists(run.scenario())) {
      return false;
    }
    Scenario there = scenarios.read(run.scenario().toString(), List.of()).withoutExpectations();
    if (!scenarios.write(there).equals(scenarios.write(scenario.withoutExpectations()))) {
      throw new IllegalArgumentException(
          run.path()
              + " holds a run of the same name with other settings; choose another --out or rename"
              + " the scenario");
    }
    return Summary.find(run).map(Summary::complete).orElse(false);
  }
}
