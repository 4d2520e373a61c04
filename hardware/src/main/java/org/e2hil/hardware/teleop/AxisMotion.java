package org.e2hil.hardware.teleop;

import org.apiguardian.api.API;

/**
 * An axis of a device that moves the tool.
 *
 * @param axis its name, such as {@code lefty}
 * @param motion what it moves
 * @param scale action number at full deflection, from −1 to 1; negative turns it round
 * @param deadband deflection, as a share of the full one, below which it counts as released
 */
@API(status = API.Status.EXPERIMENTAL)
public record AxisMotion(String axis, Motion motion, double scale, double deadband) {

  /** Checks the ranges. */
  public AxisMotion {
    if (axis.isBlank()) {
      throw new IllegalArgumentException("axis must name an axis of the device");
    }
    if (!(Math.abs(scale) <= 1 && scale != 0)) {
      throw new IllegalArgumentException(
          "scale must lie in [−1, 1] and not be 0, but is " + scale + " for " + axis);
    }
    if (!(deadband >= 0 && deadband < 1)) {
      throw new IllegalArgumentException(
          "deadband must lie in [0, 1), but is " + deadband + " for " + axis);
    }
  }

  /**
   * The action number at a deflection in [−1, 1]. It grows from 0 at the edge of the deadband, so
   * that the tool starts gently, and reaches the scale at full deflection.
   */
  public double at(double deflection) {
    double beyond = (Math.min(1, Math.abs(deflection)) - deadband) / (1 - deadband);
    // a NaN fails the comparison, and moves nothing
    return beyond > 0 ? Math.copySign(beyond, deflection) * scale : 0;
  }
}
