package org.e2hil.scenarios.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.e2hil.scenarios.config.Assignment;
import org.e2hil.scenarios.config.Scenario;
import org.e2hil.scenarios.config.Scenarios;
import org.e2hil.scenarios.experiment.RecordedTraining;
import org.e2hil.scenarios.report.RunDirectory;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** From a scenario to a trained policy and its records. */
@Command(
    name = "train",
    description = "Train a policy, evaluate it un-aided, and leave a run directory.")
final class TrainCommand implements Callable<Integer> {

  /** What of a scenario a dry run comes to see. */
  private static final List<String> REHEARSED =
      List.of("task", "robot", "actionScaling", "observation", "seed");

  @Spec private CommandSpec spec;

  @ArgGroup(multiplicity = "1")
  private What what;

  @Option(names = "--seed", description = "Seed of the run, instead of the scenario's own.")
  private Long seed;

  @Option(
      names = "--robot",
      description = "The robot, such as sim-so101, instead of the scenario's own.")
  private String robot;

  @Option(
      names = "--steps",
      description = "Control periods to train for, instead of the scenario's own.")
  private Integer steps;

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
    if (options.isDryRun()) {
      refuseWhatIsNotRehearsed();
    }
    Scenarios scenarios = Scenarios.discover();
    if (what.run != null) {
      return resume(scenarios, RunDirectory.find(what.run));
    }
    Scenario scenario = read(scenarios, what.scenario);
    if (options.isDryRun()) {
      refuseOut("a dry run keeps nothing");
      return rehearse(scenarios, scenario);
    }
    return train(
        scenarios,
        scenario,
        () ->
            out == null
                ? RunDirectory.createNumbered(directory(scenario))
                : RunDirectory.create(out),
        false);
  }

  private int resume(Scenarios scenarios, RunDirectory run) {
    refuseOut("a run goes on in its own directory");
    Scenario scenario = read(scenarios, run.scenario().toString());
    if (options.isDryRun()) {
      return rehearse(scenarios, scenario);
    }
    requireSame(scenarios, run, scenario);
    if (RecordedTraining.isComplete(scenarios, scenario, run)) {
      PrintWriter print = spec.commandLine().getOut();
      print.printf("The run %s is complete; ask for more with --steps.%n", run.path());
      print.flush();
      return 0;
    }
    return train(scenarios, scenario, () -> run, Files.exists(run.checkpoint()));
  }

  /** A run without a checkpoint, which alone would tell, must not turn into another one. */
  private static void requireSame(Scenarios scenarios, RunDirectory run, Scenario scenario) {
    Scenario begun = scenarios.read(run.scenario().toString(), List.of());
    if (!Files.exists(run.checkpoint())
        && !scenarios.fingerprint(begun).equals(scenarios.fingerprint(scenario))) {
      throw new IllegalArgumentException(
          run.path()
              + " was begun with other settings; leave --set and --seed out, or train with another"
              + " --out");
    }
  }

  private void refuseWhatIsNotRehearsed() {
    if (steps != null) {
      throw new ParameterException(
          spec.commandLine(),
          "--steps has no effect on a dry run, which never trains; leave it out");
    }
    options.requireOnly(REHEARSED, "train --dry-run");
  }

  private void refuseOut(String why) {
    if (out != null) {
      throw new ParameterException(
          spec.commandLine(), "--out has no effect here, since %s; leave it out".formatted(why));
    }
  }

  private int train(
      Scenarios scenarios, Scenario scenario, Supplier<RunDirectory> directory, boolean goesOn) {
    PrintWriter print = spec.commandLine().getOut();
    TrainingJob job = new TrainingJob(scenarios, print, InstantSource.system());
    try (Interrupt interrupt = Interrupt.listen(print, "go on with --resume")) {
      int code = job.run(scenario, directory, goesOn, interrupt::requested);
      if (code == 0) {
        interrupt.complete();
      }
      return code;
    }
  }

  private int rehearse(Scenarios scenarios, Scenario scenario) {
    new DryRun(scenarios, spec.commandLine().getOut(), System::nanoTime).run(scenario);
    return 0;
  }

  private Scenario read(Scenarios scenarios, String nameOrFile) {
    List<Assignment> settings = new ArrayList<>();
    List<Assignment> given = options.assignments();
    Settings.add(settings, given, "robot.type", "--robot", robot);
    Settings.add(settings, given, "training.steps", "--steps", steps);
    Settings.add(settings, given, "seed", "--seed", seed);
    List<Assignment> all = new ArrayList<>(settings);
    all.addAll(given);
    if (options.isDryRun()) {
      settings.addAll(options.assignments(scenarios.provider(scenarios.read(nameOrFile, all))));
      all = settings;
    }
    return scenarios.read(nameOrFile, all);
  }

  private static Path directory(Scenario scenario) {
    String time =
        LocalDateTime.now(ZoneId.systemDefault())
            .format(DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT));
    return Path.of("runs", scenario.name() + "-seed" + scenario.seed() + "-" + time);
  }
}
