package org.e2hil.hardware.so101;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.e2hil.agent.env.EnvironmentFaultException;
import org.e2hil.agent.random.SeededRandom;
import org.e2hil.agent.robot.Arms;
import org.e2hil.hardware.emulator.EmulatedLink;
import org.e2hil.hardware.emulator.EmulatedSo101;
import org.e2hil.hardware.emulator.FirstOrderBody;
import org.e2hil.hardware.feetech.Instruction;
import org.e2hil.hardware.feetech.MotorFaultException;
import org.e2hil.hardware.feetech.NoReplyException;
import org.e2hil.hardware.feetech.Register;
import org.e2hil.hardware.feetech.StatusBit;
import org.e2hil.hardware.stream.Park;
import org.junit.jupiter.api.Test;

class So101ConnectTest {

  private final Bench bench = new Bench();

  @Test
  void aFreshArmGetsLerobotsConfigurationAndHoldsWhereItStands() {
    try (So101 robot = bench.connect()) {
      for (Motor motor : Motor.values()) {
        assertThat(register(motor, Register.RETURN_DELAY)).isZero();
        assertThat(register(motor, Register.P_GAIN)).isEqualTo(16);
        assertThat(register(motor, Register.D_GAIN)).isEqualTo(32);
        assertThat(register(motor, Register.ACCELERATION)).isEqualTo(254);
        assertThat(register(motor, Register.LOCK)).isEqualTo(1);
        assertThat(register(motor, Register.GOAL_POSITION))
            .isEqualTo(register(motor, Register.PRESENT_POSITION));
      }
      assertThat(register(Motor.GRIPPER, Register.MAX_TORQUE)).isEqualTo(500);
      assertThat(bench.isUnderTorque()).isTrue();
      assertThat(robot.state().positionRad(2))
          .isCloseTo(Arms.so101().homeRad().get(2), within(1e-3));
      assertThat(robot.state().gripperOpening()).isCloseTo(0.5, within(1e-3));
    }
  }

  @Test
  void aGainOfOnesOwnIsGivenToEveryMotor() {
    try (So101 robot = bench.connect(Bench.settings(Park.anywhere(), 24, false, false))) {
      for (Motor motor : Motor.values()) {
        assertThat(register(motor, Register.P_GAIN)).isEqualTo(24);
      }
      assertThat(robot.stopped()).isEmpty();
    }
  }

  @Test
  void connectingMovesNothing() {
    double before = bench.shaftRad(1);
    try (So101 robot = bench.connect()) {
      bench.clock.pass(1000);

      assertThat(bench.shaftRad(1)).isCloseTo(before, within(2e-3));
      assertThat(robot.stopped()).isEmpty();
    }
  }

  @Test
  void anArmThatHoldsIsTakenOverWithoutEverGoingLimp() {
    bench.connect().close();
    int writes = bench.device.emulator().count(Instruction.WRITE);
    try (So101 again = bench.connect()) {
      // a goal, torque and lock for each motor, and no configuration
      assertThat(bench.device.emulator().count(Instruction.WRITE) - writes).isEqualTo(18);
      assertThat(bench.isUnderTorque()).isTrue();
      assertThat(again.stopped()).isEmpty();
    }
  }

  @Test
  void anArmUnderTorqueIsNotDroppedToConfigureIt() {
    bench.device.emulator().setRegister(3, Register.TORQUE_ENABLE, 1);

    assertThatThrownBy(bench::connect)
        .isInstanceOf(EnvironmentFaultException.class)
        .hasMessageContaining("motor 3 (elbow_flex) is under torque")
        .hasMessageContaining("power-cycle");
    assertThat(register(Motor.ELBOW_FLEX, Register.TORQUE_ENABLE)).isEqualTo(1);
  }

  @Test
  void aMotorThatHoldsAnotherCalibrationIsNotMovedUnlessItMayBeRestored() {
    bench.device.emulator().setRegister(2, Register.HOMING_OFFSET, 100);

    assertThatThrownBy(bench::connect)
        .isInstanceOf(CalibrationException.class)
        .hasMessageContaining("motor 2 (shoulder_lift)")
        .hasMessageContaining("restoreCalibration");
    assertThat(register(Motor.SHOULDER_LIFT, Register.TORQUE_ENABLE)).isZero();

    bench.connect(Bench.settings(Bench.STAY.park(), /* restore= */ true, false)).close();

    assertThat(register(Motor.SHOULDER_LIFT, Register.HOMING_OFFSET))
        .isEqualTo(bench.device.calibration().of(Motor.SHOULDER_LIFT).homingOffset());
    bench.device.emulator().powerCycle();
    assertThat(register(Motor.SHOULDER_LIFT, Register.HOMING_OFFSET))
        .as("it outlives the power")
        .isEqualTo(bench.device.calibration().of(Motor.SHOULDER_LIFT).homingOffset());
  }

  @Test
  void aMotorThatCountsTurnsForgetsThemAndItsHomingOffsetIsNotBlamed() {
    double[] turned = bench.device.emulator().positionsRad();
    turned[4] += 2 * Math.PI;
    EmulatedSo101 device =
        EmulatedSo101.of(new FirstOrderBody(turned, 0.02), SeededRandom.of(3, "faults"));
    device.emulator().setRegister(5, Register.PHASE, 0x1C);

    assertThatThrownBy(() -> connect(device, /* dryRun= */ true))
        .isInstanceOf(CalibrationException.class)
        .hasMessageContaining("motor 5 (wrist_roll) stands at ")
        .hasMessageContaining("it counts turns");
    try (So101 robot = connect(device, /* dryRun= */ false)) {
      assertThat(device.emulator().register(5, Register.PHASE)).isEqualTo(0x0C);
      assertThat(robot.state().positionRad(4)).isCloseTo(0, within(5e-3));
    }
    device.emulator().powerCycle();
    assertThat(device.emulator().register(5, Register.PHASE))
        .as("it outlives the power")
        .isEqualTo(0x0C);
  }

  private So101 connect(EmulatedSo101 device, boolean dryRun) {
    return So101.connect(
        Bench.settings(Bench.STAY.park(), /* restore= */ false, dryRun),
        device.calibration(),
        new EmulatedLink(device.emulator(), bench.clock),
        bench.clock,
        question -> false);
  }

  @Test
  void aMissingMotorAndAnOverloadedOneAreNamed() {
    bench.device.faults().mute(4, true);
    assertThatThrownBy(bench::connect)
        .isInstanceOf(NoReplyException.class)
        .hasMessageContaining("motor 4 (wrist_flex)");
    bench.device.faults().mute(4, false);
    bench.device.faults().complain(6, StatusBit.OVERLOAD);

    assertThatThrownBy(bench::connect)
        .isInstanceOf(MotorFaultException.class)
        .hasMessageContaining("motor 6 (gripper) reports overload")
        .hasMessageContaining("power-cycle");
  }

  @Test
  void connectingSurvivesALossyWire() {
    bench.device.faults().drop(0.05);
    bench.device.faults().corrupt(0.02);

    bench.connect().close();

    assertThat(bench.isUnderTorque()).isTrue();
  }

  @Test
  void aDryRunReadsAndComputesButNeverWrites() {
    So101Settings dry = Bench.settings(Bench.PARKING, /* restore= */ true, /* dryRun= */ true);
    try (So101 robot = bench.connect(dry)) {
      Bench.go(robot, Bench.away(robot, 0, 0.3), 100);

      assertThat(robot.setpoint().positionRad(0)).isCloseTo(0.3, within(1e-6));
      assertThat(robot.state().positionRad(0)).isCloseTo(0, within(1e-3));
    }
    assertThat(bench.device.emulator().count(Instruction.WRITE)).isZero();
    assertThat(bench.device.emulator().count(Instruction.SYNC_WRITE)).isZero();
    assertThat(bench.device.emulator().count(Instruction.SYNC_READ)).isGreaterThan(90);
    assertThat(bench.questions).isEmpty();
  }

  @Test
  void limitsAreThoseOfTheArmAndOfTheCalibration() {
    try (So101 robot = bench.connect()) {
      MotorCalibration pan = bench.device.calibration().of(Motor.SHOULDER_PAN);
      for (Motor motor : Motor.JOINTS) {
        double upper = robot.arm().joints().get(motor.index()).upperRad();
        MotorCalibration range = bench.device.calibration().of(motor);
        assertThat(upper).isLessThanOrEqualTo(range.radians(range.rangeMax()));
      }
      assertThat(robot.arm().joints().get(0).upperRad()).isLessThan(pan.radians(pan.rangeMax()));
    }
  }

  @Test
  void aParkPoseOutOfReachIsRefusedBeforeAnythingMoves() {
    So101Settings far =
        Bench.settings(new Park(List.of(0.0, -1.9, 0.0, 0.0, 0.0), 0.5), false, false);

    assertThatThrownBy(() -> bench.connect(far))
        .isInstanceOf(CalibrationException.class)
        .hasMessageContaining("shoulder_lift")
        .hasMessageContaining("park");
  }

  private int register(Motor motor, Register register) {
    return bench.device.emulator().register(motor.id(), register);
  }
}
