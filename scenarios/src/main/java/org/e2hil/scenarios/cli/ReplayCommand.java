package org.e2hil.scenarios.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.e2hil.agent.env.EnvironmentProvider;
import org.e2hil.agent.env.EpisodeEnd;
import org.e2hil.dataset.Dataset;
import org.e2hil.scenarios.config.Assignment;
import org.e2hil.scenarios.config.Scenario;
import org.e2hil.scenarios.config.Scenarios;
import org.e2hil.scenarios.experiment.TrainedPolicy;
import org.e2hil.scenarios.replay.OpenLoop;
import org.e2hil.scenarios.replay.PolicyComparison;
import org.e2hil.scenarios.replay.ReplayProvider;
import org.e2hil.scenarios.report.RunDirectory;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Recorded episodes happen again, in a world or beside a policy. */
@Command(
    name = "replay",
    description =
        "Do the recorded actions of a dataset again on a robot, or compare a policy with them.")
final class ReplayCommand implements Callable<Integer> {

  /** What of a scenario decides how actions are obeyed; their scale is the dataset's. */
  private static final List<String> OBEYED = List.of("robot", "task");

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "DATASET", description = "A dataset that E2HiL wrote.")
  private Path folder;

  @ArgGroup(multiplicity = "1")
  private Beside beside;

  /** What the recording is held against. */
  static final class Beside {
    @Option(
        names = "--robot",
        description =
            "Do the actions again on this robot, such as sim-a1x or a1x for short, without a look at where they lead, and tell how far it comes off the recorded path.")
    private String robot;

    @Option(
        names = "--policy",
        paramLabel = "RUN",
        description = "Tell how far this run's policy would have done otherwise, step by step.")
    private Path run;
  }

  @Option(names = "--episodes", description = "How many of the first episodes; by default all.")
  private Integer episodes;

  @Option(
      names = "--at-most",
      paramLabel = "MM",
      description =
          "With --robot: fail where the tool comes farther off the recorded path, or an episode ends otherwise than it did.")
  private Double atMostMm;

  @Mixin private RobotOptions options;

  @Override
  public Integer call() {
    if (episodes != null) {
      Counts.requirePositive(spec, "--episodes", episodes);
    }
    if (atMostMm != null && (beside.robot == null || !(atMostMm >= 0))) {
      throw new ParameterException(
          spec.commandLine(),
          beside.robot == null
              ? "--at-most has no effect without --robot; name one, or leave it out"
              : "--at-most must be 0 mm or more, but is " + atMostMm);
    }
    if (beside.run != null && (options.isDryRun() || !options.assignments().isEmpty())) {
      throw new ParameterException(
          spec.commandLine(), "--set and --dry-run have no effect on a policy; leave them out");
    }
    options.refuse("robot.type", "--robot");
    options.refuse("task.type", "DATASET");
    options.requireOnly(OBEYED, "replay");
    Dataset dataset = Dataset.open(folder);
    PrintWriter print = spec.commandLine().getOut();
    dataset.leftOut().ifPresent(print::println);
    int count = Math.min(dataset.episodes(), episodes == null ? Integer.MAX_VALUE : episodes);
    Scenarios scenarios = Scenarios.discover();
    try (Interrupt interrupt = Interrupt.listen(print)) {
      return beside.robot == null
          ? compare(scenarios, count, interrupt)
          : obey(scenarios, dataset, count, interrupt);
    } finally {
      print.flush();
    }
  }

  private int obey(Scenarios scenarios, Dataset dataset, int count, Interrupt interrupt) {
    PrintWriter print = spec.commandLine().getOut();
    EnvironmentProvider robot = scenarios.robot(beside.robot);
    Scenario scenario =
        scenarios.forTask(dataset.origin().task(), robot, options.assignments(robot));
    List<OpenLoop.Outcome> outcomes = new ArrayList<>();
    Table table =
        new Table().row("episode", "recorded", "now", "farthest off", "off at the end", "exact");
    try (OpenLoop world = OpenLoop.open(scenarios, dataset, scenario)) {
      for (int episode = 0; episode < count; episode++) {
        Optional<OpenLoop.Outcome> outcome = world.replay(episode, interrupt::requested);
        if (outcome.isEmpty()) {
          print.print(table);
          return TrainingJob.STOPPED;
        }
        OpenLoop.Outcome now = outcome.get();
        outcomes.add(now);
        table.row(
            Integer.toString(episode),
            said(now.recordedEnd(), now.recordedSteps()),
            said(now.end(), now.steps()),
            millimetres(now.farthestM()),
            millimetres(now.lastM()),
            now.exact() ? "yes" : "no");
      }
    }
    interrupt.complete();
    print.print(table);
    return judge(outcomes, robot.robot());
  }

  private int judge(List<OpenLoop.Outcome> outcomes, String robot) {
    PrintWriter print = spec.commandLine().getOut();
    long alike = outcomes.stream().filter(OpenLoop.Outcome::endsAlike).count();
    long exact = outcomes.stream().filter(OpenLoop.Outcome::exact).count();
    double farthest = outcomes.stream().mapToDouble(OpenLoop.Outcome::farthestM).max().orElse(0);
    if (outcomes.stream().anyMatch(outcome -> !outcome.startKnown())) {
      print.println(
          "The dataset does not tell how each episode began, so paths are compared from where each begins.");
    }
    if (outcomes.stream().anyMatch(outcome -> outcome.startKnown() && !outcome.alike())) {
      print.printf(
          "The world drew other things than when it was recorded; give %s the settings of the recording, as with --set robot.randomisation=default.%n",
          robot);
    }
    print.printf(
        "%d of %d episodes ended as recorded, %d of %d are the same bit for bit; the tool came off the recorded path by %s at most.%n",
        alike, outcomes.size(), exact, outcomes.size(), millimetres(farthest));
    boolean good = atMostMm == null || (alike == outcomes.size() && farthest * 1000 <= atMostMm);
    return good ? 0 : 1;
  }

  private int compare(Scenarios scenarios, int count, Interrupt interrupt) {
    PrintWriter print = spec.commandLine().getOut();
    RunDirectory run =
        Files.isRegularFile(beside.run)
            ? RunDirectory.around(beside.run)
            : RunDirectory.find(beside.run);
    Scenario there =
        scenarios.read(
            run.scenario().toString(),
            List.of(
                new Assignment("robot", "{\"type\": \"%s\"}".formatted(ReplayProvider.ROBOT)),
                new Assignment("robot.dataset", folder.toString())));
    Table table =
        new Table()
            .row("episode", "recorded", "mean off", "worst off", "at step", "turn off", "gripper");
    try (TrainedPolicy policy =
        TrainedPolicy.open(scenarios, beside.run, there.robot(), List.of())) {
      PolicyComparison comparison = new PolicyComparison(policy);
      double sum = 0;
      long steps = 0;
      for (int episode = 0; episode < count; episode++) {
        Optional<PolicyComparison.Outcome> outcome =
            comparison.compare(episode, interrupt::requested);
        if (outcome.isEmpty()) {
          print.print(table);
          return TrainingJob.STOPPED;
        }
        PolicyComparison.Outcome now = outcome.get();
        sum += now.meanM() * now.steps();
        steps += now.steps();
        table.row(
            Integer.toString(episode),
            said(now.end(), now.steps()),
            millimetres(now.meanM()),
            millimetres(now.worstM()),
            Integer.toString(now.worstStep()),
            String.format(Locale.ROOT, "%.3f rad", now.meanRad()),
            String.format(Locale.ROOT, "%.0f%% same", 100 * now.sameGripper()));
      }
      interrupt.complete();
      print.print(table);
      print.printf(
          "Over %,d control periods the policy's mean action is %s from what was done.%n",
          steps, millimetres(sum / Math.max(1, steps)));
    }
    return 0;
  }

  private static String said(EpisodeEnd end, int steps) {
    String how = end.isEnd() ? end.kind().name().toLowerCase(Locale.ROOT) : "not over";
    return "%s after %d".formatted(how.replace('_', ' '), steps);
  }

  private static String millimetres(double metres) {
    return String.format(Locale.ROOT, "%.1f mm", 1000 * metres);
  }
}
