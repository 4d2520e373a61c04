package org.e2hil.scenarios.emulated;

import java.util.random.RandomGenerator;
import org.apiguardian.api.API;
import org.e2hil.agent.robot.Arms;
import org.e2hil.agent.robot.ControllerConfig;
import org.e2hil.agent.robot.RearmableRobot;
import org.e2hil.hardware.a1x.A1x;
import org.e2hil.hardware.emulator.EmulatedA1x;
import org.e2hil.hardware.emulator.EmulatedBody;
import org.e2hil.hardware.stream.Confirmation;
import org.e2hil.hardware.stream.Pace;

/** The A1X's driver over an emulated arm, with the arm of a simulated scene for its body. */
@API(status = API.Status.EXPERIMENTAL)
public final class EmulatedA1xProvider extends EmulatedProvider<EmulatedA1xSettings> {

  /** For the service loader. */
  public EmulatedA1xProvider() {
    super(
        Arms.a1x(),
        ControllerConfig.a1x(),
        "A1X",
        "the A1X's driver over an emulated arm's own bytes, its body simulated by MuJoCo",
        EmulatedA1xSettings.class);
  }

  @Override
  RearmableRobot connect(
      EmulatedA1xSettings settings,
      EmulatedBody body,
      RandomGenerator faults,
      Pace pace,
      Confirmation release) {
    EmulatedA1x device = EmulatedA1x.of(body, faults);
    settings.spoil(device.faults());
    return A1x.connect(settings.driverOnTransport(), settings.link(device, pace), pace, release);
  }
}
