package org.e2hil.sim;

/**
 * How a simulated arm's world is computed.
 *
 * @param timestepS physics step; must divide the control tick of 10 ms
 */
public record SimulatedArmSettings(double timestepS) {

  /** 5 ms: fast, and stable for every task. */
  public static SimulatedArmSettings defaults() {
    return new SimulatedArmSettings(0.005);
  }
}
