package org.e2hil.hardware.teleop;

import java.util.Map;
import java.util.Set;

/**
 * The axes and buttons of a device at one moment.
 *
 * @param axes deflections in [−1, 1] by name; one that rests in the middle may be missing
 * @param held buttons that are down now
 * @param pressed buttons that went down since the last look, even if they are up again: a quick tap
 *     must not be lost between two control periods
 */
record ControlState(Map<String, Double> axes, Set<String> held, Set<String> pressed) {

  /** Copies the collections. */
  public ControlState {
    axes = Map.copyOf(axes);
    held = Set.copyOf(held);
    pressed = Set.copyOf(pressed);
  }

  /** Deflection of an axis. */
  double axis(String name) {
    return axes.getOrDefault(name, 0.0);
  }

  /** Whether a button is down, or was for a moment. */
  boolean isActive(String button) {
    return held.contains(button) || pressed.contains(button);
  }
}
