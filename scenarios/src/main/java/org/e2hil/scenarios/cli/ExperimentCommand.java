package org.e2hil.scenarios.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.e2hil.agent.system.UserFiles;
import org.e2hil.scenarios.config.Assignment;
import org.e2hil.scenarios.config.ExperimentFile;
import org.e2hil.scenarios.config.ExperimentFiles;
import org.e2hil.scenarios.config.Scenarios;
import org.e2hil.scenarios.experiment.Preflight;
import org.e2hil.scenarios.grid.Engine;
import org.e2hil.scenarios.grid.Experiment;
import org.e2hil.scenarios.grid.PlannedRun;
import org.e2hil.scenarios.grid.Schedule;
import org.e2hil.scenarios.report.RecordingException;
import org.e2hil.scenarios.report.RunDirectory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Scenarios, what varies and seeds: all runs of them, and what they tell. */
@Command(
    name = "experiment",
    description = {
      "Train scenarios and variations of them with several seeds each, as many runs at once as there are cores, and compare them.",
      "The same command again skips the runs that are complete and goes on with those that were stopped."
    })
final class ExperimentCommand implements Callable<Integer> {

  private static final String DEFAULT_NAME = "experiment";

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "EXPERIMENT|SCENARIO",
      arity = "1..*",
      description =
          "One experiment, by name or JSON file; or scenarios, by name or JSON file, and +VARIATION after them (see list).")
  private List<String> names = List.of();

  @Option(
      names = "--seeds",
      paramLabel = "S[-S],…",
      description = "Seeds, such as 1-5 or 1,2,7, instead of the experiment's own; else 1-5.")
  private String seeds;

  @Option(
      names = "--vary",
      paramLabel = "PATH=VALUE,…",
      description =
          "Train each with each of these values of a field, such as selection.samples=4,8; may be repeated.")
  private List<String> varied = List.of();

  @Option(
      names = "--set",
      paramLabel = "PATH=VALUE",
      description = "Set a field of every scenario, such as agent.discount=0.98; may be repeated.")
  private List<String> assignments = List.of();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "Directory of the runs, CELL-seedS each, and of the tables and pictures; by default runs/EXPERIMENT.")
  private Path out;

  @Option(
      names = "--only",
      paramLabel = "PATTERN",
      description =
          "Do only the runs of these names, such as 'pick-banana*-seed3'; may be repeated.")
  private List<String> only = List.of();

  @Option(
      names = "--jobs",
      paramLabel = "N",
      description = "How many runs at once; by default one a core, fewer where each has threads.")
  private Integer jobs;

  @Option(
      names = "--engine",
      paramLabel = "ENGINE",
      defaultValue = ExperimentMachines.LOCAL,
      description =
          "Where the runs are done: local, or spark://HOST:PORT for a cluster that shares this disk.")
  private String engine;

  @Option(names = "--retry-failed", description = "Try runs again that failed before.")
  private boolean retryFailed;

  @Option(names = "--dry-run", description = "Check every cell and print them; run nothing.")
  private boolean dryRun;

  @Option(
      names = "--plan",
      description =
          "Leave a directory for each run and the list of them in runs.txt, for a cluster; run nothing.")
  private boolean plan;

  @Override
  public Integer call() {
    refuseWhatHasNoEffect();
    Scenarios scenarios = Scenarios.discover();
    ExperimentFile file = file();
    Path folder = out == null ? UserFiles.path("runs").resolve(file.name()) : out;
    Experiment experiment =
        Experiment.plan(scenarios, file, folder, scenario -> Preflight.check(scenarios, scenario));
    List<PlannedRun> runs = chosen(experiment);
    ExperimentMachines machines = machines(scenarios, experiment);
    PrintWriter print = spec.commandLine().getOut();
    ExperimentProgress progress =
        new ExperimentProgress(
            print, InstantSource.system(), TrainingJob.isTerminal(), machines.attended());
    progress.introduce(scenarios, experiment, runs, machines, retryFailed);
    if (dryRun) {
      return 0;
    }
    leaveDescription(file, folder);
    if (plan) {
      return leavePlan(scenarios, folder, runs, print);
    }
    return run(scenarios, experiment, runs, folder, machines, progress);
  }

  private int run(
      Scenarios scenarios,
      Experiment experiment,
      List<PlannedRun> runs,
      Path folder,
      ExperimentMachines machines,
      ExperimentProgress progress) {
    PrintWriter print = spec.commandLine().getOut();
    OptionalDouble hours = experiment.file().hours();
    long begun = System.nanoTime();
    try (Interrupt interrupt = Interrupt.listen(print, "go on by the same command")) {
      boolean done;
      try (Engine opened = machines.open(experiment.file().name(), folder, progress::say)) {
        done =
            new Schedule(scenarios, opened, progress)
                .run(
                    runs,
                    retryFailed,
                    () ->
                        interrupt.requested()
                            || (System.nanoTime() - begun) / 3.6e12
                                > hours.orElse(Double.POSITIVE_INFINITY));
      }
      progress.endLine();
      int code = conclude(scenarios, experiment, runs, folder, done);
      if (code == 0) {
        interrupt.complete();
      }
      return code;
    }
  }

  /** Compares all that is complete, also what {@code --only} left out, and tells of the rest. */
  private int conclude(
      Scenarios scenarios,
      Experiment experiment,
      List<PlannedRun> runs,
      Path folder,
      boolean done) {
    PrintWriter print = spec.commandLine().getOut();
    List<PlannedRun> complete =
        experiment.runs().stream().filter(run -> run.isComplete(scenarios)).toList();
    List<PlannedRun> failed =
        runs.stream().filter(run -> !complete.contains(run) && run.failure().isPresent()).toList();
    if (!complete.isEmpty()) {
      new ExperimentResults(experiment, complete, folder).write(print);
    }
    if (!done) {
      print.printf(
          "%d of %d runs are complete. Go on with the experiment by the same command.%n",
          complete.size(), experiment.runs().size());
    }
    if (!failed.isEmpty()) {
      print.printf(
          "%d of %d runs failed; mend what they say and call again with --retry-failed:%n",
          failed.size(), runs.size());
      failed.stream()
          .collect(
              Collectors.groupingBy(
                  run -> run.failure().orElseThrow(),
                  LinkedHashMap::new,
                  Collectors.mapping(PlannedRun::name, Collectors.joining(", "))))
          .forEach((why, who) -> print.printf("  %s: %s%n", who, why));
    }
    print.flush();
    return !done ? TrainingJob.STOPPED : failed.isEmpty() ? 0 : 1;
  }

  /** For the report, and for people who find the runs later. */
  private static void leaveDescription(ExperimentFile file, Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw RecordingException.of(folder, e);
    }
    List<String> absolute = file.scenarios().stream().map(ExperimentCommand::absolute).toList();
    RunDirectory.write(
        folder.resolve(ExperimentResults.FILE),
        ExperimentFiles.write(file.withScenarios(absolute)));
  }

  private static String absolute(String reference) {
    return reference.contains("/") || reference.contains(".json")
        ? UserFiles.path(reference).toAbsolutePath().normalize().toString()
        : reference;
  }

  private int leavePlan(
      Scenarios scenarios, Path folder, List<PlannedRun> runs, PrintWriter print) {
    runs.forEach(run -> run.write(scenarios));
    Path list = folder.resolve("runs.txt");
    RunDirectory.write(
        list,
        runs.stream()
            .map(run -> run.directory().path().toAbsolutePath().normalize() + "\n")
            .collect(Collectors.joining()));
    print.printf(
        "Each line of %s names a run for: e2hil run RUN%nThe same experiment called once more, without --plan, does what is left and compares.%n",
        list);
    print.flush();
    return 0;
  }

  private void refuseWhatHasNoEffect() {
    if (dryRun && plan) {
      throw new ParameterException(
          spec.commandLine(), "--dry-run prints what --plan would leave; give one of the two");
    }
    if ((dryRun || plan) && retryFailed) {
      throw new ParameterException(
          spec.commandLine(), "--retry-failed has no effect where nothing runs; leave it out");
    }
    if (plan && jobs != null) {
      throw new ParameterException(
          spec.commandLine(), "--jobs has no effect on --plan, which runs nothing; leave it out");
    }
    if (plan && !engine.equals(ExperimentMachines.LOCAL)) {
      throw new ParameterException(
          spec.commandLine(), "--engine has no effect on --plan, which runs nothing; leave it out");
    }
  }

  private ExperimentMachines machines(Scenarios scenarios, Experiment experiment) {
    try {
      return ExperimentMachines.choose(scenarios, experiment, engine, jobs);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage());
    }
  }

  /** What the command line and the experiment's file say together. */
  private ExperimentFile file() {
    List<Assignment> settings = Settings.parse(assignments);
    Settings.refuse(settings, "seed", "--seeds");
    List<ExperimentFile.Factor> factors = varied.stream().map(ExperimentFiles::vary).toList();
    Optional<ExperimentFile> found =
        names.stream().map(ExperimentFiles::find).flatMap(Optional::stream).findFirst();
    if (found.isPresent() && names.size() > 1) {
      throw new ParameterException(
          spec.commandLine(),
          "name one experiment, or scenarios, but not %s together"
              .formatted(String.join(" and ", names)));
    }
    if (found.isEmpty() && out == null && !dryRun) {
      throw new ParameterException(
          spec.commandLine(), "--out is missing: name the directory of the runs");
    }
    ExperimentFile base =
        found.orElseGet(
            () ->
                new ExperimentFile(
                    unnamed(),
                    names,
                    List.of(),
                    List.of(),
                    ExperimentFiles.seeds("1-5", "--seeds"),
                    Optional.empty(),
                    OptionalDouble.empty()));
    return new ExperimentFile(
        base.name(),
        base.scenarios(),
        Stream.concat(base.settings().stream(), settings.stream()).toList(),
        Stream.concat(base.factors().stream(), factors.stream()).toList(),
        seeds == null ? base.seeds() : seeds(),
        base.question(),
        base.hours());
  }

  /** An experiment without a file is called as the folder of its runs, where that is a name. */
  private String unnamed() {
    String folder = out == null ? "" : out.toAbsolutePath().normalize().getFileName().toString();
    return folder.matches("[A-Za-z0-9][A-Za-z0-9._+-]{0,99}") ? folder : DEFAULT_NAME;
  }

  private List<Long> seeds() {
    try {
      return ExperimentFiles.seeds(seeds, "--seeds");
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage());
    }
  }

  private List<PlannedRun> chosen(Experiment experiment) {
    if (only.isEmpty()) {
      return experiment.runs();
    }
    List<PlannedRun> chosen = new ArrayList<>();
    for (String pattern : only) {
      PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
      List<PlannedRun> matching =
          experiment.runs().stream()
              .filter(run -> matcher.matches(run.directory().path().getFileName()))
              .toList();
      if (matching.isEmpty()) {
        throw new ParameterException(
            spec.commandLine(),
            "--only '%s' names no run of the experiment; one of them is '%s'"
                .formatted(pattern, experiment.runs().get(0).name()));
      }
      chosen.addAll(matching);
    }
    return chosen.stream().distinct().toList();
  }
}
