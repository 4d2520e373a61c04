package com.example.seven;

import org.e2hil.agent.robot.ControllerConfig;
import org.e2hil.sim.SimulatedProvider;

/** The robot {@code sim-seven}. */
public final class SevenProvider extends SimulatedProvider {

  /** For the service loader. */
  public SevenProvider() {
    super(SevenArm.MODEL, ControllerConfig.a1x(), "Seven", "An arm of seven joints, simulated");
  }
}
