package org.e2hil.agent.env;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The world that a scenario asks for.
 *
 * @param task the task's name, such as {@code pick-banana}
 * @param settings of the robot, an instance of its provider's {@link
 *     EnvironmentProvider#settingsType()}
 * @param groups the observation groups that must be there, proprioception always among them
 * @param actionScale what an action number of 1 means; the task's own where empty
 * @param horizon control periods until the time limit; the task's own where empty
 */
public record EnvironmentRequest(
    String task,
    Record settings,
    List<String> groups,
    Optional<ActionScale> actionScale,
    OptionalInt horizon) {

  /** Copies the groups. */
  public EnvironmentRequest {
    groups = List.copyOf(groups);
  }
}
