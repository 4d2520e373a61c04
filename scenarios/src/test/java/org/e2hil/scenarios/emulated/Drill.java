package org.e2hil.scenarios.emulated;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.e2hil.agent.env.EnvironmentProvider;
import org.e2hil.agent.env.EnvironmentRequest;
import org.e2hil.agent.env.Workcell;
import org.e2hil.agent.random.SeededRandom;
import org.e2hil.agent.robot.Arms;
import org.e2hil.agent.robot.ControllerConfig;
import org.e2hil.hardware.a1x.A1x;
import org.e2hil.hardware.a1x.A1xSettings;
import org.e2hil.hardware.emulator.EmulatedA1x;
import org.e2hil.hardware.stream.SteppedClock;
import org.e2hil.sim.SimulatedArmSettings;

/**
 * An emulated A1X in a scene, with everything in hand that a drill wants to touch or to look at.
 */
final class Drill implements EnvironmentProvider {

  static final EnvironmentRequest PICK_BANANA =
      new EnvironmentRequest(
          "pick-banana",
          EmulatedA1xSettings.defaults(),
          List.of("proprioception", "objects"),
          Optional.empty(),
          OptionalInt.empty());

  final SteppedClock clock;
  final List<String> questions = new ArrayList<>();
  boolean answer = true;
  EmulatedA1x device;
  A1x driver;

  /** As fast as it can be computed. */
  Drill() {
    this(new SteppedClock());
  }

  /** In a time of one's own. */
  Drill(SteppedClock clock) {
    this.clock = clock;
  }

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
    return "an emulated arm to drill with";
  }

  @Override
  public Class<? extends Record> settingsType() {
    return EmulatedA1xSettings.class;
  }

  @Override
  public List<String> tasks() {
    return List.of("pick-banana");
  }

  @Override
  public boolean inRealTime(Record settings) {
    return false;
  }

  @Override
  public Workcell open(EnvironmentRequest request) {
    A1xSettings settings = A1xSettings.over(A1xSettings.Can.DEFAULT);
    return EmulatedWorkcell.open(
        robot(),
        Arms.a1x(),
        ControllerConfig.a1x(),
        request,
        SimulatedArmSettings.defaults(),
        clock,
        (body, time) -> {
          device = EmulatedA1x.of(body, SeededRandom.of(0, "drill"));
          driver =
              A1x.connect(
                  settings,
                  device.onCan(time),
                  time,
                  question -> {
                    questions.add(question);
                    return answer;
                  });
          return driver;
        });
  }

  Workcell open() {
    return open(PICK_BANANA);
  }

  /** Where the joints really are, rad. */
  double[] shafts() {
    double[] all = device.emulator().positions(clock.nanoTime());
    double[] joints = new double[all.length - 1];
    System.arraycopy(all, 0, joints, 0, joints.length);
    return joints;
  }

  /** The largest difference between joints. */
  static double apart(double[] one, double[] other) {
    double apart = 0;
    for (int i = 0; i < one.length; i++) {
      apart = Math.max(apart, Math.abs(one[i] - other[i]));
    }
    return apart;
  }
}
