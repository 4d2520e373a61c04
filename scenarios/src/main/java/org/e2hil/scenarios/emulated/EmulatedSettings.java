package org.e2hil.scenarios.emulated;

import org.e2hil.hardware.emulator.WireFaults;
import org.e2hil.sim.SimulatedArmSettings;
import org.e2hil.sim.randomisation.Randomisation;

/** What a scenario says of an emulated arm, whatever the arm. */
interface EmulatedSettings {

  /** Physics step; must divide the control tick of 10 ms. */
  double timestepS();

  /** What each episode draws, as for the simulated arm. */
  Randomisation randomisation();

  /** How fast its time passes. */
  Tempo tempo();

  /** Share of the frames that are lost, both ways. */
  double loss();

  /** Share of the frames in which a byte is damaged, both ways. */
  double corruption();

  /** Of the body. */
  default SimulatedArmSettings body() {
    return new SimulatedArmSettings(timestepS(), randomisation());
  }

  /** Loses and damages as many frames as the settings say. */
  default void spoil(WireFaults faults) {
    faults.drop(loss());
    faults.corrupt(corruption());
  }

  /** Refuses a physics step or shares that cannot be. */
  static void require(double timestepS, double loss, double corruption) {
    SimulatedArmSettings.requireTimestep(timestepS);
    if (!(loss >= 0 && loss < 1 && corruption >= 0 && corruption < 1)) {
      throw new IllegalArgumentException(
          "loss and corruption must lie in [0, 1), but are " + loss + " and " + corruption);
    }
  }
}
