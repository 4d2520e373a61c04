package org.e2hil.agent.selection;

import org.apiguardian.api.API;

/**
 * How a selection grows from keeping everything to its final strength.
 *
 * @param schedule the curve between the two
 * @param steps learner steps until the final strength; 0 without a schedule, at least 1 with one
 */
@API(status = API.Status.EXPERIMENTAL)
public record Ramp(Schedule schedule, long steps) {

  /** The final strength from the first step on. */
  public static final Ramp NONE = new Ramp(Schedule.NONE, 0);

  /** The shape of a ramp. */
  public enum Schedule {
    /** At full strength at once. */
    NONE,
    /** In equal increments. */
    LINEAR,
    /** Along half a cosine: slowly at both ends. */
    COSINE
  }

  /** Refuses steps without a schedule, and a schedule without steps. */
  public Ramp {
    if (schedule == null) {
      throw new IllegalArgumentException("A ramp needs a schedule: none, linear or cosine.");
    }
    if (steps < 0) {
      throw new IllegalArgumentException("A ramp takes 0 or more steps, not " + steps + ".");
    }
    if (schedule == Schedule.NONE && steps > 0) {
      throw new IllegalArgumentException(
          "steps must be left out where schedule is none; choose linear or cosine for a ramp");
    }
    if (schedule != Schedule.NONE && steps == 0) {
      throw new IllegalArgumentException(
          "steps must be at least 1 where schedule is linear or cosine, but is 0");
    }
  }

  /** The strength in [0, 1] after {@code step} learner steps. */
  public double strength(long step) {
    if (schedule == Schedule.NONE || step >= steps) {
      return 1;
    }
    double progress = (double) step / steps;
    return schedule == Schedule.LINEAR ? progress : (1 - Math.cos(Math.PI * progress)) / 2;
  }
}
