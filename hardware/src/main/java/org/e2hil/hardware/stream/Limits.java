package org.e2hil.hardware.stream;

import org.apiguardian.api.API;

/**
 * Limits that the streaming thread keeps, whatever it is asked for.
 *
 * @param maxSpeedRadPerS of a joint
 * @param maxAccelerationRadPerS2 of a joint
 * @param gripperPerS shares of the gripper's range a second
 */
@API(status = API.Status.EXPERIMENTAL)
public record Limits(double maxSpeedRadPerS, double maxAccelerationRadPerS2, double gripperPerS) {

  /** Brisk enough for ten 10 mm steps a second, and from there to a stand in 0.1 s. */
  public static final Limits DEFAULT = new Limits(2, 20, 2);

  /** Checks the ranges. */
  public Limits {
    Ranges.require(
        maxSpeedRadPerS > 0 && maxSpeedRadPerS <= 5,
        "maxSpeedRadPerS must lie in (0, 5]",
        maxSpeedRadPerS);
    Ranges.require(
        maxAccelerationRadPerS2 >= 1 && maxAccelerationRadPerS2 <= 100,
        "maxAccelerationRadPerS2 must lie in [1, 100]",
        maxAccelerationRadPerS2);
    Ranges.require(
        gripperPerS > 0 && gripperPerS <= 10, "gripperPerS must lie in (0, 10]", gripperPerS);
  }
}
