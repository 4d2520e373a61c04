package org.e2hil.scenarios.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.e2hil.agent.env.EnvironmentProvider;
import org.e2hil.agent.env.Tunable;

/** What a scenario overrides of its task by name. */
final class Tunables {

  private static final String PATH = "task.tunables";

  private Tunables() {}

  /**
   * All that is wrong with them.
   *
   * @param real whether a person judges in place of the task
   */
  static List<Problem> problems(Scenario.Task task, EnvironmentProvider robot, boolean real) {
    if (real && !task.tunables().isEmpty()) {
      return List.of(
          new Problem(
              PATH,
              Json.text(task.tunables()),
              "a person judges and lays things out on %s, so they would have no effect; leave them out, or name a simulated robot"
                  .formatted(robot.robot())));
    }
    List<Tunable> declared = robot.tunables(task.type());
    List<Problem> problems = new ArrayList<>();
    task.tunables()
        .forEach(
            (name, value) ->
                problem(task.type(), declared, name, value)
                    .ifPresent(
                        sentence ->
                            problems.add(
                                new Problem(PATH + "." + name, value.toString(), sentence))));
    return problems;
  }

  private static Optional<String> problem(
      String task, List<Tunable> declared, String name, double value) {
    Optional<Tunable> found = declared.stream().filter(t -> t.name().equals(name)).findFirst();
    if (found.isEmpty()) {
      List<String> names = declared.stream().map(Tunable::name).toList();
      return Optional.of(
          declared.isEmpty()
              ? "%s has no tunables; leave it out".formatted(task)
              : "%s has no such tunable, %s".formatted(task, Names.hint(name, names)));
    }
    try {
      found.get().require(value);
      return Optional.empty();
    } catch (IllegalArgumentException refused) {
      return Optional.of(refused.getMessage());
    }
  }

  /** Those of the task's that are not overridden as well. */
  static Map<String, Double> all(Scenario.Task task, EnvironmentProvider robot) {
    Map<String, Double> all = new TreeMap<>();
    robot.tunables(task.type()).forEach(t -> all.put(t.name(), t.defaultValue()));
    all.putAll(task.tunables());
    return all;
  }
}
