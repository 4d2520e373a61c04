package org.e2hil.scenarios.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.e2hil.agent.system.UserFiles;
import org.e2hil.scenarios.check.CheckReport;
import org.e2hil.scenarios.check.CheckedExpectation;
import org.e2hil.scenarios.check.CheckedScenario;
import org.e2hil.scenarios.check.Finding.Verdict;
import org.e2hil.scenarios.check.Judgeable;
import org.e2hil.scenarios.check.ScenarioJudge;
import org.e2hil.scenarios.check.TrainedRun;
import org.e2hil.scenarios.check.TrainedRuns;
import org.e2hil.scenarios.config.Scenario;
import org.e2hil.scenarios.config.Scenarios;
import org.e2hil.scenarios.report.RecordingException;
import org.e2hil.scenarios.report.RunDirectory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Trains scenarios and judges whether what they expect holds, for a build server. */
@Command(
    name = "check",
    description = {
      "Train scenarios and judge whether what their \"expect\" says holds.",
      "A run that is complete is judged as it is. Ends with 0 if all holds, with 1 if something",
      "does not, and with 2 if nothing is worse than what could not be judged."
    },
    exitCodeOnExecutionException = CheckCommand.UNJUDGED)
final class CheckCommand implements Callable<Integer> {

  /** What a process returns that could not tell. */
  static final int UNJUDGED = 2;

  /** The file that GitHub shows on the page of a build, in Markdown. */
  private static final String STEP_SUMMARY = "GITHUB_STEP_SUMMARY";

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "SCENARIO",
      arity = "1..*",
      description = "Names of scenarios or JSON files, and +VARIATION after them (see list).")
  private List<String> names = List.of();

  @Option(
      names = "--run",
      paramLabel = "RUN",
      description = "Judge this run of the one scenario, and train nothing.")
  private Path run;

  @Option(
      names = "--set",
      paramLabel = "PATH=VALUE",
      description = "Set a field of every scenario, such as training.steps=3000; may be repeated.")
  private List<String> assignments = List.of();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "runs/check",
      description =
          "Where the runs, junit.xml, summary.json and summary.md go; by default ${DEFAULT-VALUE}.")
  private Path out;

  @Option(
      names = "--approve",
      description = "Accept the runs: write the baselines that they are not to be worse than.")
  private boolean approve;

  private final InstantSource clock = InstantSource.system();

  @Override
  public Integer call() {
    if (run != null && names.size() > 1) {
      throw new ParameterException(
          spec.commandLine(), "--run is of one scenario; name that one alone");
    }
    Scenarios scenarios = Scenarios.discover();
    List<Scenario> planned = plan(scenarios);
    List<CheckedScenario> checked = new ArrayList<>();
    try {
      Files.createDirectories(out);
      for (int i = 0; i < planned.size(); i++) {
        checked.add(check(scenarios, planned.get(i), names.get(i)));
        CheckReport.of(checked).write(out);
      }
    } catch (IOException e) {
      throw new RecordingException(
          "cannot write to %s: %s; choose another --out"
              .formatted(out, RecordingException.reason(e)),
          e);
    } catch (CancellationException stopped) {
      return TrainingJob.STOPPED;
    }
    CheckReport report = CheckReport.of(checked);
    addToStepSummary(report);
    PrintWriter print = spec.commandLine().getOut();
    print.printf("%n%s → %s%n", report.sentence(), out.resolve("summary.md"));
    print.flush();
    return report.held() ? 0 : report.count(Verdict.FAILED) > 0 ? 1 : UNJUDGED;
  }

  private List<Scenario> plan(Scenarios scenarios) {
    return AllOrNothing.read(
        names,
        name -> {
          Scenario scenario = scenarios.read(name, Settings.parse(assignments));
          requireExpectations(scenario);
          Judgeable.require(scenarios, scenario);
          return scenario;
        });
  }

  private void requireExpectations(Scenario scenario) {
    if (scenario.expect().isEmpty()) {
      throw new IllegalArgumentException(
          "nothing is expected of it; say what, such as \"expect\": {\"reaches\": {\"rate\": 0.9, \"within\": 3000}}");
    }
    if (approve && scenario.expect().get().isNotWorseThan().isEmpty()) {
      throw new IllegalArgumentException(
          "--approve has no effect on it; name the file of its baseline in expect.isNotWorseThan");
    }
  }

  private CheckedScenario check(Scenarios scenarios, Scenario scenario, String name) {
    ScenarioJudge judge = new ScenarioJudge(scenario, approve, clock, ErrorText::of);
    PrintWriter print = spec.commandLine().getOut();
    CheckedScenario checked;
    try {
      TrainedRun trained = run == null ? train(scenarios, scenario) : given(scenarios, scenario);
      print.printf("Judging %s%n", trained.directory());
      print.flush();
      Path failures = out.resolve("failures").resolve(scenario.name() + "-seed" + scenario.seed());
      checked = judge.judge(trained, failures, again(name, trained.directory()));
    } catch (CancellationException stopped) {
      throw stopped;
    } catch (RuntimeException | LinkageError | VirtualMachineError e) {
      checked = judge.withoutRun(e, command(name));
    }
    checked.expectations().forEach(this::print);
    print.flush();
    return checked;
  }

  private void print(CheckedExpectation each) {
    boolean held = each.verdict() == Verdict.HELD;
    spec.commandLine()
        .getOut()
        .printf(
            "  %s  %s (%.1f s)%n%s%n",
            held ? "held    " : each.verdict(),
            each.expectation(),
            each.seconds(),
            each.message().indent(12).stripTrailing());
  }

  private TrainedRun train(Scenarios scenarios, Scenario scenario) {
    return TrainedRuns.obtain(
        scenarios, scenario, out, directory -> train(scenarios, scenario, directory));
  }

  private void train(Scenarios scenarios, Scenario scenario, RunDirectory directory) {
    PrintWriter print = spec.commandLine().getOut();
    TrainingJob job = new TrainingJob(scenarios, print, clock);
    try (Interrupt interrupt = Interrupt.listen(print, "go on by the same command")) {
      boolean goesOn = Files.exists(directory.checkpoint());
      if (job.run(scenario, () -> directory, goesOn, interrupt::requested) != 0) {
        throw new CancellationException();
      }
    }
  }

  private TrainedRun given(Scenarios scenarios, Scenario scenario) {
    TrainedRun given = TrainedRun.in(run);
    String was = scenarios.fingerprint(given.scenario());
    String is = scenarios.fingerprint(scenario);
    if (!was.equals(is)) {
      throw new IllegalArgumentException(
          "%s is a run of %s, and the scenario is %s; name that run's scenario, with the same --set"
              .formatted(run, was, is));
    }
    return given;
  }

  private String again(String name, Path directory) {
    return "%s --run %s".formatted(command(name), quoted(directory.toString()));
  }

  private String command(String name) {
    return Stream.concat(
            Stream.of("./e2hil", "check", quoted(name)),
            assignments.stream().map(setting -> "--set " + quoted(setting)))
        .collect(Collectors.joining(" "));
  }

  /** As a shell reads it. */
  private static String quoted(String argument) {
    return argument.matches("[\\w@%+=:,./~-]+")
        ? argument
        : "'" + argument.replace("'", "'\\''") + "'";
  }

  private void addToStepSummary(CheckReport report) {
    String file = System.getenv(STEP_SUMMARY);
    if (file == null || file.isBlank()) {
      return;
    }
    try {
      Files.writeString(
          UserFiles.path(file),
          report.markdown(),
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      spec.commandLine()
          .getErr()
          .printf(
              "The summary could not be added to %s (%s): %s%n",
              STEP_SUMMARY, file, RecordingException.reason(e));
    }
  }
}
