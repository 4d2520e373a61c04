package org.e2hil.hardware.so101;

import java.util.OptionalInt;

/**
 * Closes a gripper on what it holds with less than would overload its motor, which gives up after
 * two seconds of that and has to be power-cycled. It is sent no further than it may push: where it
 * pushes harder its goal comes back, and it closes on as soon as what it holds gives way. One
 * thread.
 */
final class Grip {

  /** In 0.1% of the stall torque, as the motor tells it; LeRobot lets 250 count as an overload. */
  static final int MOST_LOAD = 200;

  /** From here on it is left where it was sent. */
  static final int LITTLE_LOAD = 150;

  private static final int USUAL_LOAD = 175;
  // to move fast takes as much as to push hard, but lasts less than two seconds
  private static final int STILL_TICKS_PER_S = 100;
  private static final int CONTACT_LOAD = 60;
  private static final int STEP_TICKS = 16;

  private final int closedTicks;
  private OptionalInt sent = OptionalInt.empty();

  /** A gripper that is closed at a position. */
  Grip(int closedTicks) {
    this.closedTicks = closedTicks;
  }

  /** Forgets where it was sent, as when its motor gets torque where it stands. */
  void forget() {
    sent = OptionalInt.empty();
  }

  /**
   * Where to send it.
   *
   * @param askedTicks where it is asked to be
   * @param atTicks where it is
   * @param ticksPerS how fast it moves, whichever way
   * @param load with which it pushes, whichever way
   */
  int toward(int askedTicks, int atTicks, int ticksPerS, int load) {
    int before = sent.orElse(askedTicks);
    boolean closing = fromClosed(askedTicks) <= fromClosed(before);
    boolean squeezing =
        fromClosed(before) < fromClosed(atTicks) && Math.abs(ticksPerS) < STILL_TICKS_PER_S;
    int goal =
        closing && squeezing ? squeeze(askedTicks, before, atTicks, Math.abs(load)) : askedTicks;
    sent = OptionalInt.of(goal);
    return goal;
  }

  private int squeeze(int askedTicks, int before, int atTicks, int load) {
    if (load >= MOST_LOAD) {
      // it pushes as hard as its goal is away
      return atTicks + (before - atTicks) * USUAL_LOAD / load;
    } else if (load >= LITTLE_LOAD) {
      return before;
    } else if (load >= CONTACT_LOAD) {
      int step = Math.max(-STEP_TICKS, Math.min(STEP_TICKS, askedTicks - before));
      return before + step;
    }
    return askedTicks;
  }

  private int fromClosed(int ticks) {
    return Math.abs(ticks - closedTicks);
  }
}
