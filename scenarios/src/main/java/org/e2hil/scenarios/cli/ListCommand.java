package org.e2hil.scenarios.cli;

import java.io.PrintWriter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.e2hil.agent.env.EnvironmentProvider;
import org.e2hil.agent.env.Tunable;
import org.e2hil.agent.robot.TaskSpec;
import org.e2hil.agent.task.PaperTasks;
import org.e2hil.agent.task.Task;
import org.e2hil.agent.task.Tasks;
import org.e2hil.scenarios.config.ExperimentFiles;
import org.e2hil.scenarios.config.Scenario;
import org.e2hil.scenarios.config.Scenarios;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What there is to train: robots with their tasks, scenarios, their variations, experiments. */
@Command(name = "list", description = "List robots, tasks, scenarios, variations and experiments.")
final class ListCommand implements Runnable {

  /** The cells of a task that has no row in Table V. */
  private static final List<String> UNKNOWN =
      Collections.nCopies(cells(PaperTasks.PICK_BANANA.spec()).size(), "");

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    Scenarios scenarios = Scenarios.discover();
    Table robots = new Table();
    scenarios.robots().forEach(robot -> robots.row(robot.robot(), robot.summary()));
    Table shipped = new Table();
    for (String name : scenarios.shipped()) {
      Scenario scenario = scenarios.read(name, List.of());
      shipped.row(
          name,
          scenario.task().type() + " on " + scenario.robot().type(),
          Scenarios.typeName((Record) scenario.selection()),
          "%,d steps".formatted(scenario.training().steps()));
    }
    Table variations = new Table();
    scenarios.variations().forEach((name, about) -> variations.row(name, about));
    PrintWriter out = spec.commandLine().getOut();
    out.print(
        "Robots%n%s%nTasks (the paper's Table V; simulated worlds reset themselves)%n%s%nScenarios%n%s%n"
            .formatted(robots, tasks(scenarios.robots()), shipped));
    out.print(
        "Tunables, for any scenario of the task, as in --set task.tunables.cookS=2%n%s%n"
            .formatted(tunables(scenarios.simulated())));
    out.print(
        "Picture encoders, for a policy that sees cameras, as in --set pictureEncoder=colour-keypoints%n  %s%n%n"
            .formatted(String.join(", ", scenarios.pictureEncoders())));
    out.print(
        "Variations, for any scenario, as in toast-bread+so101+pixels%n%s%n".formatted(variations));
    Table experiments = new Table();
    ExperimentFiles.shipped().forEach((name, about) -> experiments.row(name, about));
    out.print("Experiments, as in e2hil experiment selection%n%s".formatted(experiments));
    out.flush();
  }

  /** A row a tunable: its task, its default on each arm where they differ, its range. */
  private static Table tunables(List<EnvironmentProvider> robots) {
    Map<List<String>, Map<String, String>> defaults = new LinkedHashMap<>();
    for (EnvironmentProvider robot : robots) {
      for (String task : robot.tasks()) {
        for (Tunable tunable : robot.tunables(task)) {
          String range =
              "%s to %s %s"
                  .formatted(number(tunable.lowest()), number(tunable.highest()), tunable.unit());
          defaults
              .computeIfAbsent(
                  List.of(task, tunable.name(), range.strip(), tunable.about()),
                  key -> new LinkedHashMap<>())
              .put(robot.robot(), number(tunable.defaultValue()));
        }
      }
    }
    Table table = new Table();
    table.row("task", "tunable", "default", "range", "what it is");
    defaults.forEach(
        (key, on) -> table.row(key.get(0), key.get(1), each(on), key.get(2), key.get(3)));
    return table;
  }

  private static String each(Map<String, String> byRobot) {
    return new HashSet<>(byRobot.values()).size() == 1
        ? byRobot.values().iterator().next()
        : byRobot.entrySet().stream()
            .map(on -> on.getValue() + " (" + on.getKey() + ")")
            .collect(Collectors.joining(", "));
  }

  private static String number(double value) {
    return new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString();
  }

  /** A row a task, with the numbers of those that are known. */
  private static Table tasks(List<EnvironmentProvider> robots) {
    Map<String, List<String>> robotsOfTask = new LinkedHashMap<>();
    Tasks.specs().forEach(task -> robotsOfTask.put(task.name(), new ArrayList<>()));
    for (EnvironmentProvider robot : robots) {
      for (String task : robot.tasks()) {
        robotsOfTask.computeIfAbsent(task, unknown -> new ArrayList<>()).add(robot.robot());
      }
    }
    Table table = new Table();
    table.row(
        "task",
        "category",
        "action",
        "demonstrations",
        "online steps",
        "reset",
        "randomisation",
        "horizon",
        "actionScaling",
        "on");
    robotsOfTask.forEach(
        (task, on) ->
            table.row(
                Stream.of(
                        Stream.of(task),
                        Tasks.find(task)
                            .map(Task::spec)
                            .map(ListCommand::cells)
                            .orElse(UNKNOWN)
                            .stream(),
                        Stream.of(
                            on.size() == robots.size() ? "every robot" : String.join(", ", on)))
                    .flatMap(cells -> cells)
                    .toArray(String[]::new)));
    return table;
  }

  private static List<String> cells(TaskSpec task) {
    return List.of(
        task.category(),
        task.actionDimensions() + "-D",
        Integer.toString(task.demonstrations()),
        String.format(Locale.ROOT, "%,d", task.onlineSteps()),
        task.reset(),
        String.format(Locale.ROOT, "±%.0f cm (x, y)", 100 * task.randomizationM()),
        task.horizon() + " steps",
        String.format(Locale.ROOT, "%.0f Hz", task.controlHz()));
  }
}
