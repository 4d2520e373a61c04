package org.e2hil.hardware.so101;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.e2hil.agent.env.EnvironmentFaultException;
import org.e2hil.agent.robot.Arms;
import org.e2hil.agent.robot.JointCommand;
import org.e2hil.hardware.feetech.Register;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An arm that meets something hard: motors that push too hard for too long give up. */
class So101OverloadDrillTest {

  private static final int ELBOW = 2;
  private static final int ELBOW_ID = 3;
  private static final int GRIPPER_ID = 6;
  private static final int TICKS_PER_S = 100;

  private final Bench bench = new Bench();

  /** Puts something between the jaws that keeps them open by a share of their range. */
  private void between(double opening) {
    var jaw = Arms.so101().gripper();
    bench
        .device
        .emulator()
        .obstruct(
            GRIPPER_ID,
            jaw.closed() + opening * (jaw.open() - jaw.closed()),
            Double.POSITIVE_INFINITY);
  }

  private static void close(So101 robot, double opening, int seconds) {
    double[] home = Bench.away(robot, 0, 0).positionsRad();
    Bench.go(robot, new JointCommand(home, opening), seconds * TICKS_PER_S);
  }

  private int load(int id) {
    bench.device.emulator().advanceTo(bench.clock.nanoTime());
    return Math.abs(bench.device.emulator().register(id, Register.PRESENT_LOAD));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.45, 0.5, 0.9})
  void aGripperHoldsSomethingWideForLongerThanItsMotorMayPushHard(double opening) {
    bench.device.emulator().setRegister(GRIPPER_ID, Register.MAX_TORQUE, 1000);
    try (So101 robot = bench.connect()) {
      close(robot, 1, 1);
      between(opening);
      close(robot, 0, 10);

      assertThat(robot.stopped()).isEmpty();
      assertThat(robot.state().gripperOpening()).isCloseTo(opening, within(0.01));
      assertThat(load(GRIPPER_ID)).as("it holds on").isBetween(120, Grip.MOST_LOAD);

      between(0.2);
      close(robot, 0, 1);
      assertThat(robot.state().gripperOpening())
          .as("and closes on when that gives way")
          .isCloseTo(0.2, within(0.01));
      close(robot, 0.7, 1);
      assertThat(robot.state().gripperOpening()).isCloseTo(0.7, within(0.01));
    }
  }

  @Test
  void aGripperLosesNothingThatItHoldsWhenItsMotorIsNotHeardForAWhile() {
    try (So101 robot = bench.connect()) {
      close(robot, 1, 1);
      between(0.7);
      for (int i = 0; i < 20; i++) {
        close(robot, 0, 1);
        bench.device.faults().mute(GRIPPER_ID, true);
        bench.clock.pass(90);
        bench.device.faults().mute(GRIPPER_ID, false);
        assertThat(load(GRIPPER_ID)).as("it holds on").isBetween(120, Grip.MOST_LOAD);
      }
      assertThat(robot.stopped()).isEmpty();
    }
  }

  @Test
  void aGripperThatMeetsNothingClosesAsFastAsItMay() {
    try (So101 robot = bench.connect()) {
      close(robot, 1, 1);
      Bench.go(robot, new JointCommand(Bench.away(robot, 0, 0).positionsRad(), 0), 65);

      assertThat(robot.state().gripperOpening()).isLessThan(0.02);
    }
  }

  /** Has the elbow push against something until its motor gives up. */
  private void overload(So101 robot) {
    double at = bench.shaftRad(ELBOW);
    bench.device.emulator().obstruct(ELBOW_ID, at - 1, at + 0.05);
    JointCommand into = Bench.away(robot, ELBOW, 0.25);
    Bench.go(robot, into, TICKS_PER_S);
    assertThat(robot.stopped()).as("not at once").isEmpty();

    assertThatThrownBy(() -> Bench.go(robot, into, 3 * TICKS_PER_S))
        .isInstanceOf(EnvironmentFaultException.class)
        .hasMessageStartingWith("motor 3 (elbow_flex) reports overload: take away what it");
  }

  /** The least push that the watch over joints that stay behind does not find first. */
  private So101 connectWithAWeakElbow() {
    bench.device.emulator().setRegister(ELBOW_ID, Register.OVERLOAD_TORQUE, 5);
    return bench.connect();
  }

  @Test
  void aJointThatPushedTooHardForTooLongStopsTheArmUntilItWasPowerCycled() {
    try (So101 robot = connectWithAWeakElbow()) {
      overload(robot);
      bench.device.emulator().obstruct(ELBOW_ID, -10, 10);
      bench.clock.pass(2000);
      assertThat(bench.isUnderTorque()).as("no motor was let go of").isTrue();
      assertThatThrownBy(robot::rearm).hasMessageContaining("power-cycle the arm");

      bench.device.emulator().powerCycle(ELBOW_ID);
      bench.clock.pass(100);
      robot.rearm();
      Bench.go(robot, Bench.away(robot, ELBOW, 0.3), 2 * TICKS_PER_S);
      assertThat(bench.shaftRad(ELBOW))
          .isCloseTo(Arms.so101().homeRad().get(ELBOW) + 0.3, within(5e-3));
    }
  }

  @Test
  void aMotorThatHasGivenUpGoesLimpWithTheOthersThoughItComplainsOfThatToo() {
    bench.answer = true;
    So101 robot = connectWithAWeakElbow();
    overload(robot);
    robot.close();

    assertThat(bench.questions).hasSize(1);
    for (Motor motor : Motor.values()) {
      assertThat(bench.device.emulator().register(motor.id(), Register.TORQUE_ENABLE)).isZero();
    }
  }

  @Test
  void anArmThatHasAlreadyGivenUpIsNotConnectedTo() {
    var emulator = bench.device.emulator();
    emulator.setRegister(GRIPPER_ID, Register.OVERLOAD_TORQUE, 20);
    between(0.5);
    emulator.setRegister(GRIPPER_ID, Register.GOAL_POSITION, 0);
    emulator.setRegister(GRIPPER_ID, Register.TORQUE_ENABLE, 1);
    emulator.advanceTo(bench.clock.nanoTime());
    bench.clock.pass(2500);

    assertThatThrownBy(bench::connect).hasMessageStartingWith("motor 6 (gripper) reports overload");
  }
}
