package org.e2hil.scenarios.experiment;

import org.e2hil.agent.env.Ending;
import org.e2hil.agent.env.EnvironmentFaultException;

/** Counts the episodes in which a world broke, and gives it up if one follows the other. */
public final class Faults {

  private static final int MOST_IN_A_ROW = 5;

  private int count;
  private int inARow;

  /**
   * Counts an episode that has ended.
   *
   * @return whether it ended in a fault, which says nothing of whoever acted
   * @throws EnvironmentFaultException if it is one fault too many in a row
   */
  public boolean count(Ending ending) {
    boolean fault = ending.kind() == Ending.Kind.FAULT;
    inARow = fault ? inARow + 1 : 0;
    count += fault ? 1 : 0;
    if (inARow >= MOST_IN_A_ROW) {
      throw new EnvironmentFaultException(
          "%d episodes in a row ended in a fault, the last with: %s"
              .formatted(inARow, ending.reason()));
    }
    return fault;
  }

  /** How many there were in all. */
  public int count() {
    return count;
  }
}
