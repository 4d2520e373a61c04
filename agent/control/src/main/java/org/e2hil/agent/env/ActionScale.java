package org.e2hil.agent.env;

import org.apiguardian.api.API;

/**
 * What an action number of 1 means for one control period.
 *
 * @param translationM metres along each axis
 * @param rotationRad radians about each axis; 0 locks the orientation
 * @param gripperFraction share of the gripper's full opening; 0 locks the gripper
 */
@API(status = API.Status.MAINTAINED)
public record ActionScale(double translationM, double rotationRad, double gripperFraction) {

  /** 10 mm, 0.06 rad and a fifth of the gripper's range: brisk, and safe at 10 Hz. */
  public static final ActionScale DEFAULT = new ActionScale(0.010, 0.06, 0.2);

  /** The step of the paper's A1X experiments: 5 mm, no rotation. */
  public static final ActionScale PAPER = new ActionScale(0.005, 0, 0.2);

  /** Checks the ranges. */
  public ActionScale {
    if (!(translationM > 0 && translationM <= 0.05)) {
      throw new IllegalArgumentException(
          "translationM must lie in (0, 0.05] m a step, but is " + translationM);
    }
    if (!(rotationRad >= 0 && rotationRad <= 0.3)) {
      throw new IllegalArgumentException(
          "rotationRad must lie in [0, 0.3] rad a step, but is " + rotationRad);
    }
    if (!(gripperFraction >= 0 && gripperFraction <= 1)) {
      throw new IllegalArgumentException(
          "gripperFraction must lie in [0, 1] a step, but is " + gripperFraction);
    }
  }
}
