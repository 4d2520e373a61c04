package org.e2hil.hardware.so101;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.e2hil.agent.env.EnvironmentFaultException;
import org.e2hil.agent.robot.JointCommand;
import org.e2hil.hardware.feetech.StatusBit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Everything that is known to go wrong with such an arm, and how each of it ends: it holds. */
class So101FaultDrillTest {

  private static final int PAN = 0;
  private static final double STILL_RAD = 2e-3;

  private final Bench bench = new Bench();

  @ParameterizedTest
  @ValueSource(doubles = {0.01, 0.2})
  void lostPacketsDelayTheArmButNeverMisleadIt(double share) {
    try (So101 robot = bench.connect()) {
      bench.device.faults().drop(share);
      Bench.go(robot, Bench.away(robot, PAN, 0.3), 200);

      assertThat(robot.stopped()).isEmpty();
      assertThat(robot.state().positionRad(PAN)).isCloseTo(0.3, within(5e-3));
      assertThat(robot.counts().link().retries()).isPositive();
      assertHolds();
    }
  }

  @Test
  void corruptedPacketsAreCountedAndNeverMoveTheArmElsewhere() {
    try (So101 robot = bench.connect()) {
      bench.device.faults().corrupt(0.1);
      JointCommand goal = Bench.away(robot, PAN, 0.2);
      for (int i = 0; i < 300; i++) {
        Bench.go(robot, goal, 1);
        assertThat(bench.shaftRad(PAN)).isBetween(-0.01, 0.21);
      }

      assertThat(robot.stopped()).isEmpty();
      assertThat(robot.counts().link().damaged()).isPositive();
      assertThat(robot.state().positionRad(PAN)).isCloseTo(0.2, within(5e-3));
    }
  }

  @Test
  void latePacketsAreWaitedFor() {
    try (So101 robot = bench.connect()) {
      bench.device.faults().delay(4_000_000);
      Bench.go(robot, Bench.away(robot, PAN, 0.2), 200);

      assertThat(robot.state().positionRad(PAN)).isCloseTo(0.2, within(5e-3));
      assertThat(robot.stopped()).isEmpty();
    }
  }

  @Test
  void aShortStallHoldsAndTheArmGoesOnByItself() {
    try (So101 robot = bench.connect()) {
      moving(robot);
      bench.device.faults().stall(true);
      bench.clock.pass(250);
      assertThat(robot.counts().staleHolds()).isEqualTo(1);
      bench.device.faults().stall(false);
      Bench.go(robot, Bench.away(robot, PAN, 0.5), 100);

      assertThat(robot.stopped()).isEmpty();
      assertThat(robot.state().positionRad(PAN)).isCloseTo(0.5, within(5e-3));
    }
  }

  @Test
  void aStallOfASecondIsAFaultUntilTheArmIsArmedAgain() {
    try (So101 robot = bench.connect()) {
      moving(robot);
      bench.device.faults().stall(true);
      bench.clock.pass(1000);

      assertThatThrownBy(robot::awaitTick)
          .isInstanceOf(EnvironmentFaultException.class)
          .hasMessageContaining("no answer from any motor for 500 ms, and the arm holds");
      assertThatThrownBy(robot::state).isInstanceOf(EnvironmentFaultException.class);
      assertThatThrownBy(robot::rearm).hasMessageContaining("no answer");

      bench.device.faults().stall(false);
      bench.clock.pass(200);
      assertHolds();
      assertThatThrownBy(() -> robot.command(Bench.away(robot, PAN, 0.5)))
          .as("a fault does not go away by itself")
          .isInstanceOf(EnvironmentFaultException.class);

      robot.rearm();
      Bench.go(robot, Bench.away(robot, PAN, 0.5), 100);
      assertThat(robot.state().positionRad(PAN)).isCloseTo(0.5, within(5e-3));
    }
  }

  @Test
  void aSingleSilentMotorIsNamed() {
    try (So101 robot = bench.connect()) {
      bench.device.faults().mute(3, true);
      bench.clock.pass(1000);

      assertThat(robot.stopped().orElseThrow())
          .startsWith("no answer from motor 3 (elbow_flex) for 500 ms");
    }
  }

  @Test
  void aPulledCableIsToldAndTheMotorsHoldByThemselves() {
    So101 robot = bench.connect();
    moving(robot);
    bench.device.faults().unplug();

    assertThatThrownBy(() -> Bench.go(robot, Bench.away(robot, PAN, 0.5), 10))
        .isInstanceOf(EnvironmentFaultException.class)
        .hasMessageContaining("cable was pulled")
        .hasMessageContaining("hold their last goal by themselves");
    bench.clock.pass(200);
    assertHolds();
    assertThatThrownBy(robot::rearm).hasMessageContaining("cable was pulled");
    robot.close();
    assertThat(bench.questions).as("nobody could let the arm go limp").isEmpty();
    assertThat(bench.isUnderTorque()).isTrue();
  }

  @ParameterizedTest
  @EnumSource(StatusBit.class)
  void aMotorThatComplainsStopsTheArmWithASentence(StatusBit complaint) {
    try (So101 robot = bench.connect()) {
      moving(robot);
      bench.device.faults().complain(3, complaint);

      assertThatThrownBy(() -> Bench.go(robot, Bench.away(robot, PAN, 0.5), 10))
          .isInstanceOf(EnvironmentFaultException.class)
          .hasMessageStartingWith("motor 3 (elbow_flex) reports ");
      bench.clock.pass(300);
      assertHolds();
      assertThatThrownBy(robot::rearm).hasMessageContaining("motor 3 (elbow_flex) reports ");
      bench.device.faults().complain(3);
      robot.rearm();
      Bench.go(robot, Bench.away(robot, PAN, 0.5), 100);
      assertThat(robot.state().positionRad(PAN)).isCloseTo(0.5, within(5e-3));
    }
  }

  @Test
  void anExceptionInTheCallerEndsInAHoldingArm() {
    assertThatThrownBy(
            () -> {
              try (So101 robot = bench.connect()) {
                moving(robot);
                throw new IllegalStateException("a policy that fails");
              }
            })
        .hasMessage("a policy that fails");

    assertHolds();
    assertThat(bench.isUnderTorque()).isTrue();
  }

  @Test
  void aCallerThatStallsForASecondFindsTheArmHoldingAndGoesOn() {
    try (So101 robot = bench.connect()) {
      moving(robot);
      bench.clock.pass(1000);

      assertHolds();
      assertThat(robot.stopped()).isEmpty();
      assertThat(robot.counts().silenceHolds()).isEqualTo(1);
      Bench.go(robot, Bench.away(robot, PAN, 0.9), 100);
      assertThat(robot.state().positionRad(PAN)).isCloseTo(0.9, within(5e-3));
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY})
  void aCommandThatIsNotFiniteCannotEvenBeMadeAndTheArmHolds(double angleRad) {
    try (So101 robot = bench.connect()) {
      moving(robot);

      assertThatThrownBy(() -> new JointCommand(new double[] {angleRad, 0, 0, 0, 0}, 0.5))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("must be finite");
      bench.clock.pass(400);

      assertHolds();
      assertThat(robot.stopped()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e300, 4, -4})
  void aCommandThatMakesNoSenseIsRefusedCountedAndHolds(double angleRad) {
    try (So101 robot = bench.connect()) {
      moving(robot);
      JointCommand senseless = new JointCommand(new double[] {angleRad, -0.55, 0.6, 1.5, 0}, 0.5);

      assertThatThrownBy(() -> robot.command(senseless))
          .isInstanceOf(EnvironmentFaultException.class)
          .hasMessageStartingWith("shoulder_pan was asked for ")
          .hasMessageContaining("the arm holds");
      assertThatThrownBy(
              () -> robot.command(new JointCommand(new double[] {0, -0.55, 0.6, 1.5, 0}, angleRad)))
          .hasMessageStartingWith("gripper was asked for ");
      bench.clock.pass(300);

      assertHolds();
      assertThat(robot.counts().refusedCommands()).isEqualTo(2);
      assertThat(robot.stopped()).isEmpty();
    }
  }

  @Test
  void theEmergencyStopLatchesAndTheArmStandsWhereItWas() {
    try (So101 robot = bench.connect()) {
      moving(robot);
      double at = robot.setpoint().positionRad(PAN);
      robot.emergencyStop("a person pressed it");
      bench.clock.pass(300);

      assertThat(robot.setpoint().positionRad(PAN)).isEqualTo(at);
      assertThatThrownBy(() -> robot.command(Bench.away(robot, PAN, 0)))
          .isInstanceOf(EnvironmentFaultException.class)
          .hasMessageContaining("emergency stop is latched (a person pressed it)");
      assertHolds();
      robot.rearm();
      assertThat(robot.stopped()).isEmpty();
    }
  }

  @Test
  void whateverTheCallerAsksForNoJointIsFasterThanItsLimit() {
    try (So101 robot = bench.connect()) {
      double before = robot.setpoint().positionRad(PAN);
      for (int i = 0; i < 100; i++) {
        Bench.go(robot, Bench.away(robot, PAN, i % 20 < 10 ? 1.5 : -1.5), 1);
        double now = robot.setpoint().positionRad(PAN);
        assertThat(Math.abs(now - before)).isLessThanOrEqualTo(2 * 0.01 + 1e-9);
        before = now;
      }
    }
  }

  @Test
  void theEndIsHoldThenParkThenLimpOnlyWhenSomebodyConfirms() {
    So101Settings parking = Bench.settings(Bench.PARKING, false, false);
    So101 robot = bench.connect(parking);
    Bench.go(robot, Bench.away(robot, PAN, 0.6), 100);
    bench.answer = false;
    robot.close();
    bench.clock.pass(200);
    assertThat(bench.shaftRad(PAN)).as("parked").isCloseTo(0, within(5e-3));
    assertThat(bench.isUnderTorque()).isTrue();
    assertThat(bench.questions).hasSize(1);

    bench.answer = true;
    bench.connect(parking).close();
    assertThat(bench.isUnderTorque()).isFalse();
  }

  @Test
  void aStoppedArmIsNotParked() {
    So101 robot = bench.connect(Bench.settings(Bench.PARKING, false, false));
    Bench.go(robot, Bench.away(robot, PAN, 0.6), 100);
    robot.emergencyStop("a person pressed it");
    robot.close();

    assertThat(bench.shaftRad(PAN)).isCloseTo(0.6, within(5e-3));
    assertThat(bench.isUnderTorque()).isTrue();
  }

  /** An arm in full motion toward 0.5 rad. */
  private void moving(So101 robot) {
    Bench.go(robot, Bench.away(robot, PAN, 0.5), 15);
    assertThat(bench.shaftRad(PAN)).isBetween(0.05, 0.4);
  }

  /** No shaft moves any more, and none is limp. */
  private void assertHolds() {
    bench.clock.pass(300);
    for (int motor : List.of(0, 1, 2, 3, 4, 5)) {
      double before = bench.shaftRad(motor);
      bench.clock.pass(300);
      assertThat(bench.shaftRad(motor)).isCloseTo(before, within(STILL_RAD));
    }
    assertThat(bench.isUnderTorque()).isTrue();
  }
}
