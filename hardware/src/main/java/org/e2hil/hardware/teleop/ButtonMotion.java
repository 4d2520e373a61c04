package org.e2hil.hardware.teleop;

import org.apiguardian.api.API;

/**
 * A button or key that moves the tool while it is held.
 *
 * @param button its name, such as {@code dpup} or {@code pageup}
 * @param motion what it moves
 * @param value action number while it is held, from −1 to 1
 */
@API(status = API.Status.EXPERIMENTAL)
public record ButtonMotion(String button, Motion motion, double value) {

  /** Checks the ranges. */
  public ButtonMotion {
    if (button.isBlank()) {
      throw new IllegalArgumentException("button must name a button of the device");
    }
    if (!(Math.abs(value) <= 1 && value != 0)) {
      throw new IllegalArgumentException(
          "value must lie in [−1, 1] and not be 0, but is " + value + " for " + button);
    }
  }
}
