package org.e2hil.scenarios.emulated;

import java.util.List;
import org.e2hil.agent.env.EnvironmentProvider;
import org.e2hil.agent.env.EnvironmentRequest;
import org.e2hil.agent.env.Workcell;
import org.e2hil.agent.random.SeededRandom;
import org.e2hil.agent.robot.Arms;
import org.e2hil.agent.robot.RearmableRobot;
import org.e2hil.agent.task.TaskSpec;
import org.e2hil.hardware.emulator.EmulatedBody;
import org.e2hil.hardware.emulator.EmulatedLink;
import org.e2hil.hardware.emulator.EmulatedSo101;
import org.e2hil.hardware.so101.So101;
import org.e2hil.hardware.stream.SteppedClock;
import org.e2hil.sim.SimulatedTasks;

/** The SO-101's driver over an emulated bus, with the arm of a simulated scene for its body. */
public final class EmulatedSo101Provider implements EnvironmentProvider {

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
    return SimulatedTasks.specs(Arms.so101()).stream().map(TaskSpec::name).toList();
  }

  @Override
  public boolean inRealTime(Record settings) {
    return ((EmulatedSo101Settings) settings).tempo() == Tempo.REAL_TIME;
  }

  @Override
  public Workcell open(EnvironmentRequest request) {
    EmulatedSo101Settings settings = (EmulatedSo101Settings) request.settings();
    return EmulatedWorkcell.open(
        robot(),
        Arms.so101(),
        request,
        settings.body(),
        settings.tempo().clock(),
        (body, time) -> connect(body, time, settings));
  }

  private static RearmableRobot connect(
      EmulatedBody body, SteppedClock clock, EmulatedSo101Settings settings) {
    EmulatedSo101 device = EmulatedSo101.of(body, SeededRandom.of(0, "bus faults"));
    device.faults().drop(settings.loss());
    device.faults().corrupt(settings.corruption());
    return So101.connect(
        settings.driver(),
        device.calibration(),
        new EmulatedLink(device.emulator(), clock),
        clock,
        // nobody is under an emulated arm
        question -> true);
  }
}
