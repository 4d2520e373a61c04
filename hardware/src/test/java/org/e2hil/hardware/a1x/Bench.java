package org.e2hil.hardware.a1x;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.e2hil.agent.random.SeededRandom;
import org.e2hil.agent.robot.Arms;
import org.e2hil.agent.robot.Clock;
import org.e2hil.agent.robot.JointCommand;
import org.e2hil.agent.robot.RobotState;
import org.e2hil.hardware.emulator.EmulatedA1x;
import org.e2hil.hardware.stream.Park;
import org.e2hil.hardware.stream.SteppedClock;

/** An emulated arm on a table, a driver for it, and time in hand. */
final class Bench {

  static final Park PARKING = Park.at(Arms.a1x().homeRad());

  final SteppedClock clock = new SteppedClock();
  final EmulatedA1x device = EmulatedA1x.atHome(SeededRandom.of(3, "faults"));
  final List<String> questions = new ArrayList<>();
  final Way way;
  boolean answer;

  /** The ways to one and the same arm. */
  enum Way {
    CAN(A1xSettings.Can.DEFAULT, EmulatedA1x::onCan),
    SLCAN(A1xSettings.Slcan.DEFAULT, EmulatedA1x::onSlcan),
    ROSBRIDGE(A1xSettings.Rosbridge.DEFAULT, (arm, clock) -> arm.onRosbridge(clock));

    private final A1xSettings.Route route;
    private final BiFunction<EmulatedA1x, Clock, A1xLink> open;

    Way(A1xSettings.Route route, BiFunction<EmulatedA1x, Clock, A1xLink> open) {
      this.route = route;
      this.open = open;
    }
  }

  Bench(Way way) {
    this.way = way;
  }

  A1xSettings settings(Park park, boolean dryRun) {
    A1xSettings usual = A1xSettings.over(way.route);
    return new A1xSettings(
        usual.route(),
        usual.streamHz(),
        usual.limits(),
        usual.watchdogs(),
        park,
        Optional.empty(),
        dryRun);
  }

  A1x connect() {
    return connect(settings(Park.anywhere(), /* dryRun= */ false));
  }

  A1x connect(A1xSettings settings) {
    return A1x.connect(
        settings,
        link(),
        clock,
        question -> {
          questions.add(question);
          return answer;
        });
  }

  A1xLink link() {
    return way.open.apply(device, clock);
  }

  /** The home pose with one joint moved. */
  static JointCommand away(int joint, double byRad) {
    double[] positions = Arms.a1x().homeRad().stream().mapToDouble(Double::doubleValue).toArray();
    positions[joint] += byRad;
    return new JointCommand(positions, 0.5);
  }

  /** Asks for the same thing tick by tick. */
  static void go(A1x robot, JointCommand command, int ticks) {
    for (int i = 0; i < ticks; i++) {
      robot.command(command);
      robot.awaitTick();
    }
  }

  boolean isUnderTorque() {
    return device.emulator().isUnderTorque();
  }

  /** Where a shaft really is, rad, or m for the gripper. */
  double shaft(int motor) {
    return device.emulator().positions(clock.nanoTime())[motor];
  }

  /** What the device itself would tell. */
  RobotState reality() {
    double[] shafts = device.emulator().positions(clock.nanoTime());
    int joints = A1xFrames.JOINTS;
    return new RobotState(
        clock.nanoTime() * 1e-9,
        Arrays.copyOf(shafts, joints),
        new double[joints],
        shafts[joints] / 0.1);
  }
}
