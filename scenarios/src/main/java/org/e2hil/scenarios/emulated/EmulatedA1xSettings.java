package org.e2hil.scenarios.emulated;

import org.apiguardian.api.API;
import org.e2hil.agent.robot.Clock;
import org.e2hil.hardware.a1x.A1xLink;
import org.e2hil.hardware.a1x.A1xSettings;
import org.e2hil.hardware.emulator.EmulatedA1x;
import org.e2hil.sim.randomisation.Randomisation;

/**
 * An emulated A1X.
 *
 * @param transport the way from the driver to the arm, which every byte really goes
 * @param timestepS physics step; must divide the control tick of 10 ms
 * @param randomisation what each episode draws, as for the simulated arm
 * @param tempo how fast its time passes
 * @param loss share of the frames that are lost, both ways
 * @param corruption share of the frames in which a byte is damaged, both ways
 * @param driver as for the real arm, but without a route, which the transport is
 */
@API(status = API.Status.EXPERIMENTAL)
public record EmulatedA1xSettings(
    Transport transport,
    double timestepS,
    Randomisation randomisation,
    Tempo tempo,
    double loss,
    double corruption,
    A1xSettings driver)
    implements EmulatedSettings {

  /** Ways to the arm. */
  public enum Transport {
    /** JSON messages through rosbridge. */
    ROSBRIDGE,
    /** CAN-FD frames. */
    CAN,
    /** CAN-FD frames in the text of a serial adapter. */
    SLCAN;

    private A1xSettings.Route route() {
      return switch (this) {
        case ROSBRIDGE -> A1xSettings.Rosbridge.DEFAULT;
        case CAN -> A1xSettings.Can.DEFAULT;
        case SLCAN -> A1xSettings.Slcan.DEFAULT;
      };
    }
  }

  /** Checks the physics step and the shares, and that nothing is said that has no effect. */
  public EmulatedA1xSettings {
    EmulatedSettings.require(timestepS, loss, corruption);
    if (!driver.route().equals(A1xSettings.defaults().route())
        && !driver.route().equals(transport.route())) {
      throw new IllegalArgumentException(
          "driver.route has no effect on an emulated arm, so leave it out and name its transport,"
              + " but is "
              + driver.route());
    }
  }

  /** Through a perfect rosbridge, in lock-step. */
  public static EmulatedA1xSettings defaults() {
    return new EmulatedA1xSettings(
        Transport.ROSBRIDGE,
        0.005,
        Randomisation.NONE,
        Tempo.LOCK_STEP,
        0,
        0,
        A1xSettings.defaults());
  }

  /** The driver's settings on this transport. */
  A1xSettings driverOnTransport() {
    return new A1xSettings(
        transport.route(),
        driver.streamHz(),
        driver.limits(),
        driver.watchdogs(),
        driver.park(),
        driver.gripper(),
        driver.dryRun());
  }

  /** The way to an arm. */
  A1xLink link(EmulatedA1x device, Clock clock) {
    return switch (transport) {
      case ROSBRIDGE -> device.onRosbridge(clock);
      case CAN -> device.onCan(clock);
      case SLCAN -> device.onSlcan(clock);
    };
  }
}
