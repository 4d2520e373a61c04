package org.e2hil.agent.env;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.apiguardian.api.API;

/**
 * The world that a scenario asks for.
 *
 * @param task the task's name, such as {@code pick-banana}
 * @param settings of the robot, an instance of its provider's {@link
 *     EnvironmentProvider#settingsType()}
 * @param groups the observation groups that must be there, proprioception always among them
 * @param actionScaling how an action moves the world
 * @param horizon control periods until the time limit; that of the chosen control where empty
 * @param tunables of the task that are not its own, by {@link Tunable#name()}
 * @param verdict what becomes of each verdict of the world's own judge before it counts; a world
 *     whose judge is a person need not ask it
 */
@API(status = API.Status.MAINTAINED)
public record EnvironmentRequest(
    String task,
    Record settings,
    List<String> groups,
    ActionScaling actionScaling,
    OptionalInt horizon,
    Map<String, Double> tunables,
    UnaryOperator<EpisodeEnd> verdict) {

  /** Copies the groups and the tunables. */
  public EnvironmentRequest {
    groups = List.copyOf(groups);
    tunables = Collections.unmodifiableMap(new TreeMap<>(tunables));
  }

  /** A request in which every verdict counts. */
  public EnvironmentRequest(
      String task,
      Record settings,
      List<String> groups,
      ActionScaling actionScaling,
      OptionalInt horizon,
      Map<String, Double> tunables) {
    this(task, settings, groups, actionScaling, horizon, tunables, UnaryOperator.identity());
  }

  /** A request that leaves every tunable as the task has it. */
  public EnvironmentRequest(
      String task,
      Record settings,
      List<String> groups,
      ActionScaling actionScaling,
      OptionalInt horizon) {
    this(task, settings, groups, actionScaling, horizon, Map.of());
  }

  /** The same with a scale for all actions, or the task's own where that is empty. */
  public EnvironmentRequest(
      String task,
      Record settings,
      List<String> groups,
      Optional<ActionScale> actionScale,
      OptionalInt horizon) {
    this(
        task,
        settings,
        groups,
        actionScale.map(ActionScaling::of).orElse(ActionScaling.OWN),
        horizon);
  }

  /** The same with these tunables in place of the task's own. */
  public EnvironmentRequest withTunables(Map<String, Double> values) {
    return new EnvironmentRequest(task, settings, groups, actionScaling, horizon, values, verdict);
  }

  /** The same of a robot with other settings. */
  public EnvironmentRequest withSettings(Record other) {
    return new EnvironmentRequest(task, other, groups, actionScaling, horizon, tunables, verdict);
  }
}
