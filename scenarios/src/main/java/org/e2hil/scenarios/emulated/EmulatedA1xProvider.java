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
import org.e2hil.hardware.a1x.A1x;
import org.e2hil.hardware.emulator.EmulatedA1x;
import org.e2hil.hardware.stream.Confirmation;
import org.e2hil.hardware.stream.Pace;
import org.e2hil.hardware.workcell.ArmProvider;
import org.e2hil.sim.SimulatedTasks;

/** The A1X's driver over an emulated arm, with the arm of a simulated scene for its body. */
@API(status = API.Status.EXPERIMENTAL)
public final class EmulatedA1xProvider implements EnvironmentProvider, ArmProvider {

  private static final String FAULTS = "wire faults";

  @Override
  public String robot() {
    return "a1x-emulated";
  }

  @Override
  public String arm() {
    return "A1X";
  }

  @Override
  public String summary() {
    return "the A1X's driver over an emulated arm's own bytes, its body simulated by MuJoCo";
  }

  @Override
  public Class<? extends Record> settingsType() {
    return EmulatedA1xSettings.class;
  }

  @Override
  public List<String> tasks() {
    return SimulatedTasks.names(Arms.a1x());
  }

  @Override
  public boolean inRealTime(Record settings) {
    return ((EmulatedA1xSettings) settings).tempo() == Tempo.REAL_TIME;
  }

  @Override
  public ControllerConfig controller() {
    return ControllerConfig.a1x();
  }

  /** {@inheritDoc} Its joints are of the first order, without a scene, in the time of a person. */
  @Override
  public RearmableRobot connect(Record settings, Confirmation release) {
    return connect(
        EmulatedA1x.atHome(SeededRandom.of(0, FAULTS)),
        Pace.system(),
        (EmulatedA1xSettings) settings,
        release);
  }

  @Override
  public Workcell open(EnvironmentRequest request) {
    EmulatedA1xSettings settings = (EmulatedA1xSettings) request.settings();
    return EmulatedWorkcell.open(
        robot(),
        Arms.a1x(),
        controller(),
        request,
        settings.body(),
        settings.tempo().clock(),
        (body, time) ->
            connect(
                EmulatedA1x.of(body, SeededRandom.of(0, FAULTS)),
                time,
                settings,
                // nobody is under an emulated arm
                question -> true));
  }

  private static RearmableRobot connect(
      EmulatedA1x device, Pace pace, EmulatedA1xSettings settings, Confirmation release) {
    device.faults().drop(settings.loss());
    device.faults().corrupt(settings.corruption());
    return A1x.connect(settings.driverOnTransport(), settings.link(device, pace), pace, release);
  }
}
