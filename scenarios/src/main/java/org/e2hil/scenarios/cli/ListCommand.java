package org.e2hil.scenarios.cli;

import java.io.PrintWriter;
import java.util.List;
import org.e2hil.agent.env.EnvironmentProvider;
import org.e2hil.scenarios.config.Scenario;
import org.e2hil.scenarios.config.Scenarios;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What there is to train: robots with their tasks, and scenarios. */
@Command(name = "list", description = "List robots, tasks and scenarios.")
final class ListCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    Scenarios scenarios = Scenarios.discover();
    Table robots = new Table();
    Table tasks = new Table();
    for (EnvironmentProvider robot : scenarios.robots()) {
      robots.row(robot.robot(), robot.summary());
      robot.tasks().forEach(task -> tasks.row(task, "on " + robot.robot()));
    }
    Table shipped = new Table();
    for (String name : scenarios.shipped()) {
      Scenario scenario = scenarios.read(name, List.of());
      shipped.row(
          name,
          scenario.task().type() + " on " + scenario.robot().type(),
          Scenarios.typeName((Record) scenario.selection()),
          "%,d steps".formatted(scenario.training().steps()));
    }
    PrintWriter out = spec.commandLine().getOut();
    out.print("Robots%n%s%nTasks%n%s%nScenarios%n%s".formatted(robots, tasks, shipped));
    out.flush();
  }
}
