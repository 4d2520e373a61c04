package org.e2hil.agent.robot;

import org.apiguardian.api.API;

/**
 * How far the goal's orientation may turn away from a task's own, which keeps exploration where the
 * task can be done and the arm away from its joint limits: the angular part of HIL-SERL's pose box.
 *
 * @param homeW scalar part of the task's orientation in the base frame
 * @param homeX of the same unit quaternion
 * @param homeY of the same
 * @param homeZ of the same
 * @param tiltRad largest turn about the base frame's x and y axes each; 0 locks both
 * @param yawRad largest turn about the vertical; 0 locks it
 */
@API(status = API.Status.EXPERIMENTAL)
public record TurnLimits(
    double homeW, double homeX, double homeY, double homeZ, double tiltRad, double yawRad) {

  /** Checks that home is a unit quaternion and the angles not negative. */
  public TurnLimits {
    double norm = homeW * homeW + homeX * homeX + homeY * homeY + homeZ * homeZ;
    if (!(Math.abs(norm - 1) < 1e-6)) {
      throw new IllegalArgumentException(
          "the home orientation of turn limits must be a unit quaternion, but its norm is "
              + Math.sqrt(norm));
    }
    if (!(tiltRad >= 0 && tiltRad <= Math.PI && yawRad >= 0 && yawRad <= Math.PI)) {
      throw new IllegalArgumentException(
          "tiltRad and yawRad must lie in [0, π], but are " + tiltRad + " and " + yawRad);
    }
  }

  /** Limits about a tool that points {@code pitchRad} below the horizon, straight ahead. */
  public static TurnLimits aboutPitch(double pitchRad, double tiltRad, double yawRad) {
    return new TurnLimits(Math.cos(pitchRad / 2), 0, Math.sin(pitchRad / 2), 0, tiltRad, yawRad);
  }

  /**
   * Limits about any orientation.
   *
   * @param home unit quaternion {@code [w, x, y, z]}
   */
  public static TurnLimits about(double[] home, double tiltRad, double yawRad) {
    return new TurnLimits(home[0], home[1], home[2], home[3], tiltRad, yawRad);
  }

  /** No limits. */
  public static TurnLimits none() {
    return new TurnLimits(1, 0, 0, 0, Math.PI, Math.PI);
  }

  double limitRad(int axis) {
    return axis == 2 ? yawRad : tiltRad;
  }

  double[] home() {
    return new double[] {homeW, homeX, homeY, homeZ};
  }
}
