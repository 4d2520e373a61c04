package org.e2hil.sim.mujoco;

import org.apiguardian.api.API;

/** A closed interval, in the unit of what it limits. */
@API(status = API.Status.EXPERIMENTAL)
public record Range(double min, double max) {

  /** Checks that the interval is not empty. */
  public Range {
    if (!(min <= max)) {
      throw new IllegalArgumentException(
          "A range needs min <= max and these are " + min + " and " + max + ".");
    }
  }

  /** The value, or the bound that it exceeds. */
  public double clamp(double value) {
    return Math.min(max, Math.max(min, value));
  }

  /** {@code max - min}. */
  public double length() {
    return max - min;
  }
}
