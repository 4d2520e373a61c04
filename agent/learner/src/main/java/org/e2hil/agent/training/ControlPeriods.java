package org.e2hil.agent.training;

import java.util.Arrays;
import java.util.OptionalDouble;

/** Durations of control periods, kept exactly. One thread. */
final class ControlPeriods {

  private long[] nanos = new long[4096];
  private int count;
  private long begun;
  private boolean running;

  /** A control period begins, which ends the one before it in the same episode. */
  void begin(long nanoTime) {
    if (running) {
      if (count == nanos.length) {
        nanos = Arrays.copyOf(nanos, 2 * count);
      }
      nanos[count++] = nanoTime - begun;
    }
    begun = nanoTime;
    running = true;
  }

  /** The episode is over: what follows is no control period. */
  void endEpisode() {
    running = false;
  }

  /** How many were measured. */
  int count() {
    return count;
  }

  /**
   * The duration that a share of the periods did not exceed, in milliseconds; empty without any.
   */
  OptionalDouble quantileMs(double share) {
    if (count == 0) {
      return OptionalDouble.empty();
    }
    long[] sorted = Arrays.copyOf(nanos, count);
    Arrays.sort(sorted);
    return OptionalDouble.of(sorted[(int) Math.ceil(share * count) - 1] / 1e6);
  }
}
