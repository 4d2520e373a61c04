package org.e2hil.agent.experience;

import org.apiguardian.api.API;
import org.e2hil.agent.env.Action;
import org.e2hil.agent.env.EpisodeEnd;

/**
 * What was done in one control period and what came of it, beside what was seen.
 *
 * @param proposed what the policy would have done
 * @param chosen what was asked for: the policy's proposal, or the hand's that took over
 * @param applied what was really asked of the robot after all limits: the action that is learned
 *     from
 * @param source who chose
 * @param reward of the judge
 * @param episodeEnd whether and why the episode ended here
 */
@API(status = API.Status.EXPERIMENTAL)
public record ControlStep(
    Action proposed,
    Action chosen,
    Action applied,
    Source source,
    double reward,
    EpisodeEnd episodeEnd) {

  /** Refuses a fault, and what a person takes back: neither must be learned from. */
  public ControlStep {
    if (!episodeEnd.isLearnable()) {
      throw new IllegalArgumentException(
          "a step that ended in a fault must not be learned from: " + episodeEnd.reason());
    }
  }

  /** True if the gripper was moved: what the gripper critic is charged for. */
  public boolean movesGripper() {
    return applied.gripperClass() != 1;
  }
}
