package org.e2hil.hardware.so101;

import org.apiguardian.api.API;

/**
 * What a person found out about one motor by moving it by hand, in LeRobot's terms. Ticks are
 * 1/4096 of a turn, after the homing offset was taken off.
 *
 * @param id the number that it listens to
 * @param driveMode 0, or 1 where the share of the range runs from {@code rangeMax} down
 * @param homingOffset ticks that the motor takes off its encoder's position, −2047 to 2047
 * @param rangeMin lowest position within reach, ticks
 * @param rangeMax highest position within reach, ticks
 */
@API(status = API.Status.EXPERIMENTAL)
public record MotorCalibration(
    int id, int driveMode, int homingOffset, int rangeMin, int rangeMax) {

  /** Highest position within a turn, ticks. */
  public static final int MAX_TICKS = 4095;

  private static final int MAX_HOMING_OFFSET = 2047;

  /** Checks the ranges. */
  public MotorCalibration {
    require(id >= 1 && id <= 253, "id must lie in [1, 253]", id);
    require(driveMode == 0 || driveMode == 1, "drive_mode must be 0 or 1", driveMode);
    require(
        Math.abs(homingOffset) <= MAX_HOMING_OFFSET,
        "homing_offset must lie in [−2047, 2047], so calibrate again and begin with the joint in"
            + " the middle of its range",
        homingOffset);
    require(rangeMin >= 0 && rangeMin <= MAX_TICKS, "range_min must lie in [0, 4095]", rangeMin);
    require(
        rangeMax > rangeMin && rangeMax <= MAX_TICKS,
        "range_max must lie above range_min and at most at 4095",
        rangeMax);
  }

  private static void require(boolean holds, String rule, int value) {
    if (!holds) {
      throw new IllegalArgumentException(rule + ", but is " + value);
    }
  }

  /**
   * A position as an angle from the middle of the range, rad. A turn has 4095 parts here, as in
   * LeRobot, not 4096: angles must be the same numbers in both.
   */
  public double radians(double ticks) {
    return (ticks - middle()) * 2 * Math.PI / MAX_TICKS;
  }

  /** The position at an angle from the middle of the range, ticks, not rounded, not limited. */
  public double ticksAtRadians(double rad) {
    return rad * MAX_TICKS / (2 * Math.PI) + middle();
  }

  /** LeRobot's {@code degrees} mode. */
  public double degrees(double ticks) {
    return Math.toDegrees(radians(ticks));
  }

  /** LeRobot's {@code range_0_100} mode as a share: clipped to [0, 1]. */
  public double share(double ticks) {
    double share = (clip(ticks, rangeMin, rangeMax) - rangeMin) / (rangeMax - rangeMin);
    return driveMode == 1 ? 1 - share : share;
  }

  /** The position at a share of the range, ticks, not rounded; the share is clipped to [0, 1]. */
  public double ticksAtShare(double share) {
    double clipped = clip(share, 0, 1);
    return rangeMin + (driveMode == 1 ? 1 - clipped : clipped) * (rangeMax - rangeMin);
  }

  /** LeRobot's {@code range_m100_100} mode: clipped to [−100, 100]. */
  public double minus100To100(double ticks) {
    return 200 * share(ticks) - 100;
  }

  private double middle() {
    return (rangeMin + rangeMax) / 2.0;
  }

  private static double clip(double value, double low, double high) {
    return Math.max(low, Math.min(high, value));
  }
}
