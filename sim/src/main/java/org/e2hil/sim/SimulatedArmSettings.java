package org.e2hil.sim;

import org.apiguardian.api.API;
import org.e2hil.sim.randomisation.Randomisation;

/**
 * How a simulated arm's world is computed.
 *
 * @param timestepS physics step; must divide the control tick of 10 ms
 * @param randomisation what each episode draws: {@code none}, {@code default} or fields
 */
@API(status = API.Status.EXPERIMENTAL)
public record SimulatedArmSettings(double timestepS, Randomisation randomisation) {

  private static final double SHORTEST_STEP_S = 1e-4;
  private static final double LONGEST_STEP_S = 0.01;

  /** Checks the physics step. */
  public SimulatedArmSettings {
    requireTimestep(timestepS);
  }

  /** The world as it was built. */
  public SimulatedArmSettings(double timestepS) {
    this(timestepS, Randomisation.NONE);
  }

  /**
   * Refuses a physics step that would take ages, or be longer than a control tick.
   *
   * @throws IllegalArgumentException if it is out of range
   */
  public static void requireTimestep(double timestepS) {
    if (!(timestepS >= SHORTEST_STEP_S && timestepS <= LONGEST_STEP_S)) {
      throw new IllegalArgumentException(
          "timestepS must lie in [0.0001, 0.01] s, but is " + timestepS);
    }
  }

  /** 5 ms, which is fast and stable for every task, and the world as it was built. */
  public static SimulatedArmSettings defaults() {
    return new SimulatedArmSettings(0.005, Randomisation.NONE);
  }

  /** The same with other things drawn in each episode. */
  public SimulatedArmSettings withRandomisation(Randomisation other) {
    return new SimulatedArmSettings(timestepS, other);
  }
}
