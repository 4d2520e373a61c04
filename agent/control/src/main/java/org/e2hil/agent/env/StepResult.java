package org.e2hil.agent.env;

import org.apiguardian.api.API;

/**
 * What one control period led to.
 *
 * @param observation what is seen now; after a fault, what was last seen
 * @param reward of the judge, never null or NaN
 * @param episodeEnd whether and why the episode is over
 * @param applied the motion that was really asked of the robot after all limits, each number in
 *     [−1, 1]: what a learner must take for the action
 * @param limits which limits edited the motion, and how often
 */
@API(status = API.Status.MAINTAINED)
public record StepResult(
    Observation observation,
    double reward,
    EpisodeEnd episodeEnd,
    Action applied,
    LimitCounts limits) {

  /** Refuses a reward that is not a number. */
  public StepResult {
    if (Double.isNaN(reward)) {
      throw new IllegalArgumentException("a reward must be a number, but is NaN");
    }
  }
}
