package org.e2hil.agent.training;

import java.util.List;
import java.util.Optional;
import org.apiguardian.api.API;
import org.e2hil.agent.env.ActionScale;

/**
 * What the numbers of an episode mean: two episodes of the same sizes may still speak of different
 * things.
 *
 * @param task that was done
 * @param arm that did it, simulated or not
 * @param actionScale what an action number of 1 meant
 * @param groups of the observation, in their order
 */
@API(status = API.Status.INTERNAL)
public record Origin(String task, String arm, ActionScale actionScale, List<String> groups) {

  /** Copies the groups. */
  public Origin {
    groups = List.copyOf(groups);
  }

  /** Why what was recorded here cannot be learned from there, as the end of a sentence. */
  public Optional<String> misfit(Origin there) {
    if (!task.equals(there.task)) {
      return Optional.of("were recorded for the task %s, not %s".formatted(task, there.task));
    } else if (!arm.equals(there.arm)) {
      return Optional.of("were recorded with the arm %s, not %s".formatted(arm, there.arm));
    } else if (!actionScale.equals(there.actionScale)) {
      return Optional.of(
          "were recorded with %s, not %s".formatted(words(actionScale), words(there.actionScale)));
    } else if (!groups.equals(there.groups)) {
      return Optional.of("hold the observation %s, not %s".formatted(groups, there.groups));
    }
    return Optional.empty();
  }

  private static String words(ActionScale scale) {
    return "actions of %s m, %s rad and %s of the gripper (control)"
        .formatted(scale.translationM(), scale.rotationRad(), scale.gripperFraction());
  }
}
