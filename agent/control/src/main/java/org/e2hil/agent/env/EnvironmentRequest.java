package org.e2hil.agent.env;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
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
 */
@API(status = API.Status.MAINTAINED)
public record EnvironmentRequest(
    String task,
    Record settings,
    List<String> groups,
    ActionScaling actionScaling,
    OptionalInt horizon) {

  /** Copies the groups. */
  public EnvironmentRequest {
    groups = List.copyOf(groups);
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
}
