package org.e2hil.agent.robot;

/**
 * Brings the world to the start of an episode: a simulator draws a new scene, a script drives the
 * arm home, a person puts the objects back and confirms. The judge begins anew with it.
 */
@FunctionalInterface
public interface Resetter {

  /**
   * Resets the world.
   *
   * @param seed decides every random choice
   * @return the command that the robot now holds, from which the controller goes on without a jump
   */
  JointCommand reset(long seed);
}
