package org.e2hil.sim;

import org.e2hil.sim.randomisation.Randomisation;

/**
 * How a simulated arm's world is computed.
 *
 * @param timestepS physics step; must divide the control tick of 10 ms
 * @param randomisation what each episode draws anew: {@code none}, {@code default} or fields
 */
public record SimulatedArmSettings(double timestepS, Randomisation randomisation) {

  /** The world as it was built. */
  public SimulatedArmSettings(double timestepS) {
    this(timestepS, Randomisation.NONE);
  }

  /** 5 ms, which is fast and stable for every task, and the world as it was built. */
  public static SimulatedArmSettings defaults() {
    return new SimulatedArmSettings(0.005, Randomisation.NONE);
  }

  /** The same with other things drawn anew in each episode. */
  public SimulatedArmSettings withRandomisation(Randomisation other) {
    return new SimulatedArmSettings(timestepS, other);
  }
}
