package org.e2hil.agent.robot;

import java.util.Map;
import org.apiguardian.api.API;

/**
 * Brings the world to the start of an episode: a simulator draws a new scene, a script drives the
 * arm home, a person puts the objects back and confirms. The judge begins again with it.
 */
@API(status = API.Status.EXPERIMENTAL)
@FunctionalInterface
public interface Resetter {

  /**
   * Resets the world.
   *
   * @param seed decides every random choice
   * @return the command that the robot now holds, from which the controller goes on without a jump
   */
  JointCommand reset(long seed);

  /**
   * What the last reset drew beside where things lie, by name; see {@link
   * org.e2hil.agent.env.Environment#episodeParameters()}. A world without draws leaves it empty.
   */
  default Map<String, Double> parameters() {
    return Map.of();
  }
}
