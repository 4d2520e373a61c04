package org.e2hil.scenarios.emulated;

import java.util.List;
import org.apiguardian.api.API;
import org.e2hil.agent.env.EnvironmentProvider;
import org.e2hil.agent.env.EnvironmentRequest;
import org.e2hil.agent.env.Workcell;
import org.e2hil.agent.random.SeededRandom;
import org.e2hil.agent.robot.Arms;
import org.e2hil.agent.robot.ControllerConfig;
import org.e2hil.agent.robot.RearmableRobot;
import org.e2hil.hardware.emulator.EmulatedLink;
import org.e2hil.hardware.emulator.EmulatedSo101;
import org.e2hil.hardware.so101.So101;
import org.e2hil.hardware.stream.Confirmation;
import org.e2hil.hardware.stream.Pace;
import org.e2hil.hardware.workcell.ArmProvider;
import org.e2hil.sim.SimulatedTasks;

/** The SO-101's driver over an emulated bus, with the arm of a simulated scene for its body. */
@API(status = API.Status.EXPERIMENTAL)
public final class EmulatedSo101Provider implements EnvironmentProvider, ArmProvider {

  private static final String FAULTS = "bus faults";

  @Override
  public String robot() {
    return "so101-emulated";
  }

  @Override
  public String arm() {
    return "SO-101";
  }

  @Override
  public String summary() {
    return "the SO-101's driver over an emulated Feetech bus, its body simulated by MuJoCo";
  }

  @Override
  public Class<? extends Record> settingsType() {
    return EmulatedSo101Settings.class;
  }

  @Override
  public List<String> tasks() {
    return SimulatedTasks.names(Arms.so101());
  }

  @Override
  public boolean inRealTime(Record settings) {
    return ((EmulatedSo101Settings) settings).tempo() == Tempo.REAL_TIME;
  }

  @Override
  public ControllerConfig controller() {
    return ControllerConfig.so101();
  }

  /** {@inheritDoc} Its joints are of the first order, without a scene, in the time of a person. */
  @Override
  public RearmableRobot connect(Record settings, Confirmation release) {
    return connect(
        EmulatedSo101.atHome(SeededRandom.of(0, FAULTS)),
        Pace.system(),
        (EmulatedSo101Settings) settings,
        release);
  }

  @Override
  public Workcell open(EnvironmentRequest request) {
    EmulatedSo101Settings settings = (EmulatedSo101Settings) request.settings();
    return EmulatedWorkcell.open(
        robot(),
        Arms.so101(),
        controller(),
        request,
        settings.body(),
        settings.tempo().clock(),
        (body, time) ->
            connect(
                EmulatedSo101.of(body, SeededRandom.of(0, FAULTS)),
                time,
                settings,
                // nobody is under an emulated arm
                question -> true));
  }

  private static RearmableRobot connect(
      EmulatedSo101 device, Pace pace, EmulatedSo101Settings settings, Confirmation release) {
    device.faults().drop(settings.loss());
    device.faults().corrupt(settings.corruption());
    return So101.connect(
        settings.driver(),
        device.calibration(),
        new EmulatedLink(device.emulator(), pace),
        pace,
        release);
  }
}
