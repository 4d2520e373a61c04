package org.e2hil.agent.training;

import org.e2hil.agent.env.Ending;
import org.e2hil.agent.env.EnvironmentFaultException;

/** Gives a world up that breaks in one episode after the other. One thread. */
public final class FaultsInARow {

  /** Faults after which the world is given up. */
  private static final int MOST = 5;

  private int count;

  /**
   * Counts an episode that has ended; one that a person wants once more says nothing.
   *
   * @throws EnvironmentFaultException if it is one fault too many
   */
  public void count(Ending ending) {
    if (ending.kind() == Ending.Kind.VOID) {
      return;
    }
    count = ending.kind() == Ending.Kind.FAULT ? count + 1 : 0;
    if (count >= MOST) {
      throw new EnvironmentFaultException(
          "%d episodes in a row ended in a fault, the last with: %s"
              .formatted(count, ending.reason()));
    }
  }

  /** How many there were since the last episode without one. */
  int count() {
    return count;
  }

  /** Goes on counting from here. */
  void restore(int earlier) {
    count = earlier;
  }
}
