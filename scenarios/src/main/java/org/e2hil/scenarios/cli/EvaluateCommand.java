package org.e2hil.scenarios.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.e2hil.agent.training.ActionMode;
import org.e2hil.agent.training.EvaluationRecord;
import org.e2hil.scenarios.config.Assignment;
import org.e2hil.scenarios.config.Scenario;
import org.e2hil.scenarios.config.Scenarios;
import org.e2hil.scenarios.experiment.Preflight;
import org.e2hil.scenarios.experiment.TrainedPolicy;
import org.e2hil.scenarios.report.RunDirectory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Evaluates the policy of a run's last checkpoint; the run's records stay as they are. */
@Command(
    name = "evaluate",
    description = "Evaluate a trained policy un-aided, with sampled and with mean actions.")
final class EvaluateCommand implements Callable<Integer> {

  /** What may differ from the run's own scenario: the world, not what was learned. */
  private static final List<String> EVALUATED =
      List.of("robot", "task.horizon", "task.tunables", "evaluation.episodes", "seed");

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "RUN", description = "A run directory, or the checkpoint in it.")
  private Path run;

  @Option(
      names = "--episodes",
      description = "How many for each kind of action; by default as many as the scenario says.")
  private Integer episodes;

  @Option(
      names = "--robot",
      description = "Another robot than the policy was trained on, such as a1x-emulated.")
  private String robot;

  @Mixin private RobotOptions options;

  @Override
  public Integer call() {
    if (episodes != null) {
      Counts.requirePositive(spec, "--episodes", episodes);
    }
    RunDirectory directory =
        Files.isRegularFile(run) ? RunDirectory.around(run) : RunDirectory.find(run);
    Scenarios scenarios = Scenarios.discover();
    Scenario there = elsewhere(scenarios, directory);
    Preflight.requireObedience(scenarios, there);
    PrintWriter out = spec.commandLine().getOut();
    try (Interrupt interrupt = Interrupt.listen(out);
        TrainedPolicy policy = TrainedPolicy.open(scenarios, run, there)) {
      int each = there.evaluation().episodes();
      out.printf(
          "%s, seed %d, after %,d steps: %d episodes un-aided on %s%s%n",
          there.name(),
          there.seed(),
          policy.envSteps(),
          each,
          there.robot().type(),
          options.isDryRun() ? ", which is not commanded" : "");
      out.flush();
      boolean judged = true;
      for (ActionMode mode : ActionMode.values()) {
        Tally tally = new Tally();
        Optional<EvaluationRecord> evaluated =
            policy.evaluate(
                mode, each, episode -> tally.count(episode.episodeEnd()), interrupt::requested);
        out.printf(
            "  %-16s %s%n",
            mode.name().toLowerCase(Locale.ROOT) + " actions",
            evaluated
                .map(Report::rate)
                .orElseGet(
                    () ->
                        "stopped after %d of %d episodes, with success in %s"
                            .formatted(tally.done(), each, tally.say())));
        out.flush();
        if (evaluated.isEmpty()) {
          return TrainingJob.STOPPED;
        }
        judged &= evaluated.get().episodes() > 0;
      }
      if (judged) {
        interrupt.complete();
      }
      // a world that broke in every episode has said nothing of the policy
      return judged ? 0 : 1;
    }
  }

  /** The run's scenario with what the command line says of the world that it is evaluated in. */
  private Scenario elsewhere(Scenarios scenarios, RunDirectory directory) {
    List<Assignment> assignments = new ArrayList<>();
    List<Assignment> given = options.assignments();
    Settings.add(assignments, given, "robot.type", "--robot", robot);
    Settings.add(assignments, given, "evaluation.episodes", "--episodes", episodes);
    options.requireOnly(EVALUATED, "evaluate");
    String file = directory.scenario().toString();
    assignments.addAll(options.assignments(scenarios.provider(scenarios.read(file, assignments))));
    return scenarios.read(file, assignments);
  }
}
