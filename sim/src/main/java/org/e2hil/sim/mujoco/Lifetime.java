package org.e2hil.sim.mujoco;

/**
 * Whether native memory is still there. Views share their owner's: reading freed memory would go
 * unnoticed, so they ask first.
 */
final class Lifetime {

  private final String owner;
  private boolean ended;

  Lifetime(String owner) {
    this.owner = owner;
  }

  void check() {
    if (ended) {
      throw new IllegalStateException("This " + owner + " is closed: make a new one.");
    }
  }

  /** True the first time. */
  boolean end() {
    boolean first = !ended;
    ended = true;
    return first;
  }
}
