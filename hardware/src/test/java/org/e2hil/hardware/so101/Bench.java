package org.e2hil.hardware.so101;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.e2hil.agent.random.SeededRandom;
import org.e2hil.agent.robot.Arms;
import org.e2hil.agent.robot.JointCommand;
import org.e2hil.agent.robot.RobotState;
import org.e2hil.hardware.emulator.EmulatedLink;
import org.e2hil.hardware.emulator.EmulatedSo101;
import org.e2hil.hardware.feetech.Register;
import org.e2hil.hardware.link.ByteLink;
import org.e2hil.hardware.stream.Park;
import org.e2hil.hardware.stream.SteppedClock;

/** An emulated arm on a table, a driver for it, and time in hand. */
final class Bench {

  static final So101Settings STAY =
      settings(new Park(List.of(), 0.5), /* restore= */ false, /* dryRun= */ false);

  static final Park PARKING = Park.at(Arms.so101().homeRad());

  final SteppedClock clock = new SteppedClock();
  final EmulatedSo101 device = EmulatedSo101.atHome(SeededRandom.of(3, "faults"));
  final List<String> questions = new ArrayList<>();
  boolean answer;

  static So101Settings settings(Park park, boolean restore, boolean dryRun) {
    return settings(park, So101Settings.defaults().positionGain(), restore, dryRun);
  }

  static So101Settings settings(Park park, int positionGain, boolean restore, boolean dryRun) {
    So101Settings usual = So101Settings.defaults();
    return new So101Settings(
        "emulated",
        "bench",
        Optional.empty(),
        usual.streamHz(),
        usual.limits(),
        usual.watchdogs(),
        park,
        positionGain,
        restore,
        dryRun);
  }

  So101 connect() {
    return connect(STAY);
  }

  So101 connect(So101Settings settings) {
    return connect(settings, device.calibration());
  }

  So101 connect(So101Settings settings, Calibration calibration) {
    return So101.connect(
        settings,
        calibration,
        new EmulatedLink(device.emulator(), clock),
        clock,
        question -> {
          questions.add(question);
          return answer;
        });
  }

  /** Connects over a link that does something before it is used each time. */
  So101 connect(Runnable beforeUse) {
    ByteLink link = new EmulatedLink(device.emulator(), clock);
    ByteLink troubled =
        new ByteLink() {
          @Override
          public String name() {
            return link.name();
          }

          @Override
          public void beforeShutdown(Runnable action) {
            link.beforeShutdown(action);
          }

          @Override
          public void write(byte[] bytes, int length) {
            beforeUse.run();
            link.write(bytes, length);
          }

          @Override
          public int read(byte[] into, long deadlineNanos) {
            beforeUse.run();
            return link.read(into, deadlineNanos);
          }

          @Override
          public void drain() {
            link.drain();
          }

          @Override
          public void close() {
            link.close();
          }
        };
    return So101.connect(STAY, device.calibration(), troubled, clock, question -> answer);
  }

  /** The home pose with one joint moved. */
  static JointCommand away(So101 robot, int joint, double byRad) {
    double[] positions = robot.arm().homeRad().stream().mapToDouble(Double::doubleValue).toArray();
    positions[joint] += byRad;
    return new JointCommand(positions, 0.5);
  }

  /** Asks for the same thing tick by tick. */
  static void go(So101 robot, JointCommand command, int ticks) {
    for (int i = 0; i < ticks; i++) {
      robot.command(command);
      robot.awaitTick();
    }
  }

  boolean isUnderTorque() {
    boolean all = true;
    for (Motor motor : Motor.values()) {
      all &= device.emulator().register(motor.id(), Register.TORQUE_ENABLE) == 1;
    }
    return all;
  }

  /** Where a shaft really is, rad. */
  double shaftRad(int motor) {
    device.emulator().advanceTo(clock.nanoTime());
    return device.emulator().positionsRad()[motor];
  }

  /** What the device itself would tell. */
  RobotState reality() {
    device.emulator().advanceTo(clock.nanoTime());
    double[] shafts = device.emulator().positionsRad();
    MotorCalibration gripper = device.calibration().of(Motor.GRIPPER);
    double opening =
        gripper.share(device.emulator().register(Motor.GRIPPER.id(), Register.PRESENT_POSITION));
    int joints = Motor.JOINTS.size();
    return new RobotState(
        clock.nanoTime() * 1e-9, Arrays.copyOf(shafts, joints), new double[joints], opening);
  }
}
