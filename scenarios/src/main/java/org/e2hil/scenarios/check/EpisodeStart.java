package org.e2hil.scenarios.check;

import org.apiguardian.api.API;
import org.e2hil.agent.random.SeededRandom;

/**
 * Where an un-aided episode begins.
 *
 * @param number in its series, from 0
 * @param seed of the episode
 */
@API(status = API.Status.INTERNAL)
public record EpisodeStart(int number, long seed) {

  /**
   * Of the series that {@code e2hil demo --seed} plays, which no training and no evaluation uses.
   */
  static EpisodeStart heldOut(long seed, int number) {
    return new EpisodeStart(number, SeededRandom.seed(seed, "demo", number));
  }

  /** Of the series that every evaluation of a run with this seed plays. */
  static EpisodeStart evaluated(long seed, int number) {
    return new EpisodeStart(number, SeededRandom.seed(seed, "evaluation", number));
  }
}
