package org.e2hil.scenarios.emulated;

import java.util.random.RandomGenerator;
import org.apiguardian.api.API;
import org.e2hil.agent.robot.Arms;
import org.e2hil.agent.robot.ControllerConfig;
import org.e2hil.agent.robot.RearmableRobot;
import org.e2hil.hardware.emulator.EmulatedBody;
import org.e2hil.hardware.emulator.EmulatedLink;
import org.e2hil.hardware.emulator.EmulatedSo101;
import org.e2hil.hardware.so101.So101;
import org.e2hil.hardware.stream.Confirmation;
import org.e2hil.hardware.stream.Pace;

/** The SO-101's driver over an emulated bus, with the arm of a simulated scene for its body. */
@API(status = API.Status.EXPERIMENTAL)
public final class EmulatedSo101Provider extends EmulatedProvider<EmulatedSo101Settings> {

  /** For the service loader. */
  public EmulatedSo101Provider() {
    super(
        Arms.so101(),
        ControllerConfig.so101(),
        "SO-101",
        "the SO-101's driver over an emulated Feetech bus, its body simulated by MuJoCo",
        EmulatedSo101Settings.class);
  }

  @Override
  RearmableRobot connect(
      EmulatedSo101Settings settings,
      EmulatedBody body,
      RandomGenerator faults,
      Pace pace,
      Confirmation release) {
    EmulatedSo101 device = EmulatedSo101.of(body, faults);
    settings.spoil(device.faults());
    return So101.connect(
        settings.driver(),
        device.calibration(),
        new EmulatedLink(device.emulator(), pace),
        pace,
        release);
  }
}
