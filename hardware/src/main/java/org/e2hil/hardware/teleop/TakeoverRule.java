package org.e2hil.hardware.teleop;

import org.apiguardian.api.API;

/**
 * When the person has the robot.
 *
 * @param mode how it is said
 * @param button what is held or pressed for it; ignored by {@link Mode#MOTION}
 * @param lingerPeriods control periods that a takeover by motion outlasts the last motion
 */
@API(status = API.Status.EXPERIMENTAL)
public record TakeoverRule(Mode mode, String button, int lingerPeriods) {

  /** How a takeover is said. */
  public enum Mode {
    /** While the button is held. */
    HOLD,
    /** From one press to the next. */
    TOGGLE,
    /** While the device moves the tool. */
    MOTION
  }

  /** Checks the ranges. */
  public TakeoverRule {
    if (mode != Mode.MOTION && button.isBlank()) {
      throw new IllegalArgumentException("button must name the button that takes over");
    }
    if (lingerPeriods < 0 || lingerPeriods > 100) {
      throw new IllegalArgumentException(
          "lingerPeriods must lie in [0, 100], but is " + lingerPeriods);
    }
  }

  /** While this button is held. */
  public static TakeoverRule hold(String button) {
    return new TakeoverRule(Mode.HOLD, button, 0);
  }

  /** From one press of this button to the next. */
  public static TakeoverRule toggle(String button) {
    return new TakeoverRule(Mode.TOGGLE, button, 0);
  }

  /** While there is motion, and this long after it. */
  public static TakeoverRule motion(int lingerPeriods) {
    return new TakeoverRule(Mode.MOTION, "", lingerPeriods);
  }

  /** How to take over and give back, in words. */
  String instruction() {
    return switch (mode) {
      case HOLD -> "hold " + button + " to take over";
      case TOGGLE -> "press " + button + " to take over and again to give back";
      case MOTION -> "move to take over, and let go to give back";
    };
  }
}
