package org.e2hil.hardware.a1x;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.e2hil.agent.env.EnvironmentFaultException;
import org.e2hil.agent.robot.JointCommand;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Everything that is known to go wrong with such an arm, and how each of it ends: it holds. */
class A1xFaultDrillTest {

  private static final int BASE = 0;
  private static final double STILL_RAD = 2e-3;

  @ParameterizedTest
  @EnumSource
  void onePercentOfLossIsNotEvenNoticed(Bench.Way way) {
    loss(way, 0.01);
  }

  @ParameterizedTest
  @EnumSource
  void twentyPercentOfLossDelaysTheArmButNeverMisleadsIt(Bench.Way way) {
    loss(way, 0.2);
  }

  private static void loss(Bench.Way way, double share) {
    Bench bench = new Bench(way);
    try (A1x robot = bench.connect()) {
      bench.device.faults().drop(share);
      Bench.go(robot, Bench.away(BASE, 0.3), 200);

      assertThat(robot.stopped()).isEmpty();
      assertThat(robot.state().positionRad(BASE)).isCloseTo(0.3, within(5e-3));
      assertHolds(bench);
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatIsDamagedIsCountedAndNeverMovesTheArmElsewhere(Bench.Way way) {
    Bench bench = new Bench(way);
    try (A1x robot = bench.connect()) {
      bench.device.faults().corrupt(0.1);
      JointCommand goal = Bench.away(BASE, 0.2);
      for (int i = 0; i < 300; i++) {
        Bench.go(robot, goal, 1);
        assertThat(bench.shaft(BASE)).isBetween(-0.01, 0.21);
      }
      bench.device.faults().corrupt(0);
      Bench.go(robot, goal, 20);

      assertThat(robot.stopped()).isEmpty();
      assertThat(robot.counts().link().damaged()).isPositive();
      assertThat(robot.state().positionRad(BASE)).isCloseTo(0.2, within(5e-3));
    }
  }

  @ParameterizedTest
  @EnumSource
  void lateFeedbackIsWaitedFor(Bench.Way way) {
    Bench bench = new Bench(way);
    try (A1x robot = bench.connect()) {
      bench.device.faults().delay(30_000_000);
      Bench.go(robot, Bench.away(BASE, 0.2), 200);

      assertThat(robot.state().positionRad(BASE)).isCloseTo(0.2, within(5e-3));
      assertThat(robot.stopped()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void aShortStallHoldsAndTheArmGoesOnByItself(Bench.Way way) {
    Bench bench = new Bench(way);
    try (A1x robot = bench.connect()) {
      moving(bench, robot);
      bench.device.faults().stall(true);
      bench.clock.pass(250);
      assertThat(robot.counts().staleHolds()).isEqualTo(1);
      bench.device.faults().stall(false);
      Bench.go(robot, Bench.away(BASE, 0.5), 100);

      assertThat(robot.stopped()).isEmpty();
      assertThat(robot.state().positionRad(BASE)).isCloseTo(0.5, within(5e-3));
    }
  }

  @ParameterizedTest
  @EnumSource
  void aStallOfASecondIsAFaultUntilTheArmIsArmedAgain(Bench.Way way) {
    Bench bench = new Bench(way);
    try (A1x robot = bench.connect()) {
      moving(bench, robot);
      bench.device.faults().stall(true);
      bench.clock.pass(1000);

      assertThatThrownBy(robot::awaitTick)
          .isInstanceOf(EnvironmentFaultException.class)
          .hasMessageContaining("no answer from any motor for 500 ms, and the arm holds");
      assertThatThrownBy(robot::state).isInstanceOf(EnvironmentFaultException.class);
      assertThatThrownBy(robot::rearm).hasMessageContaining("no answer");

      bench.device.faults().stall(false);
      bench.clock.pass(200);
      assertHolds(bench);
      assertThatThrownBy(() -> robot.command(Bench.away(BASE, 0.5)))
          .as("a fault does not go away by itself")
          .isInstanceOf(EnvironmentFaultException.class);

      robot.rearm();
      Bench.go(robot, Bench.away(BASE, 0.5), 100);
      assertThat(robot.state().positionRad(BASE)).isCloseTo(0.5, within(5e-3));
    }
  }

  @ParameterizedTest
  @EnumSource
  void aPulledCableIsToldAndTheArmHoldsByItself(Bench.Way way) {
    Bench bench = new Bench(way);
    A1x robot = bench.connect();
    moving(bench, robot);
    bench.device.faults().unplug();

    assertThatThrownBy(() -> Bench.go(robot, Bench.away(BASE, 0.5), 10))
        .isInstanceOf(EnvironmentFaultException.class)
        .hasMessageContaining("is gone")
        .hasMessageContaining("hold their last goal by themselves");
    assertHolds(bench);
    assertThatThrownBy(robot::rearm).hasMessageContaining("is gone");
    robot.close();
    assertThat(bench.questions).as("nobody could let the arm go limp").isEmpty();
    assertThat(bench.isUnderTorque()).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void frozenFeedbackStopsTheArmWithASentence(Bench.Way way) {
    Bench bench = new Bench(way);
    try (A1x robot = bench.connect()) {
      moving(bench, robot);
      bench.device.faults().freeze(true);

      assertThatThrownBy(() -> Bench.go(robot, Bench.away(BASE, 0.5), 50))
          .isInstanceOf(EnvironmentFaultException.class)
          .hasMessageContaining("one and the same feedback");
      assertHolds(bench);
      assertThatThrownBy(robot::rearm).hasMessageContaining("one and the same feedback");
      bench.device.faults().freeze(false);
      robot.rearm();
      Bench.go(robot, Bench.away(BASE, 0.5), 100);
      assertThat(robot.state().positionRad(BASE)).isCloseTo(0.5, within(5e-3));
    }
  }

  @ParameterizedTest
  @EnumSource
  void aMotorThatComplainsStopsTheArmWithASentence(Bench.Way way) {
    Bench bench = new Bench(way);
    try (A1x robot = bench.connect()) {
      moving(bench, robot);
      bench.device.faults().complain(2, A1xStatus.DISCONNECTED);

      assertThatThrownBy(() -> Bench.go(robot, Bench.away(BASE, 0.5), 400))
          .isInstanceOf(EnvironmentFaultException.class)
          .hasMessageContaining("arm_joint3 reports");
      assertHolds(bench);
      assertThatThrownBy(robot::rearm).hasMessageContaining("arm_joint3 reports");
      bench.device.faults().complain(2, 0);
      bench.clock.pass(1500);
      robot.rearm();
      assertThat(robot.stopped()).isEmpty();
    }
  }

  @Test
  void aSensorThatTellsNoNumberIsNamedAndNotTakenForSilence() {
    Bench bench = new Bench(Bench.Way.ROSBRIDGE);
    try (A1x robot = bench.connect()) {
      moving(bench, robot);
      bench.device.faults().blind(2);

      assertThatThrownBy(() -> Bench.go(robot, Bench.away(BASE, 0.5), 100))
          .isInstanceOf(EnvironmentFaultException.class)
          .hasMessageStartingWith("the arm tells no number as the effort of arm_joint3");
      assertHolds(bench);
      assertThatThrownBy(robot::rearm).hasMessageContaining("the effort of arm_joint3");
      bench.device.faults().blind(-1);
      bench.clock.pass(200);
      robot.rearm();
    }
    bench.device.faults().blind(6);
    assertThatThrownBy(bench::connect)
        .hasMessageStartingWith("the arm tells no number as the effort of the gripper");
  }

  @ParameterizedTest
  @EnumSource
  void anArmThatHoldsButListensToNobodyIsFoundOut(Bench.Way way) {
    Bench bench = new Bench(way);
    try (A1x robot = bench.connect()) {
      bench.device.faults().deafen(true);

      assertThatThrownBy(() -> Bench.go(robot, Bench.away(BASE, 0.6), 300))
          .isInstanceOf(EnvironmentFaultException.class)
          .hasMessageStartingWith("arm_joint1 does not go where it is sent");
      assertHolds(bench);
    }
  }

  @ParameterizedTest
  @EnumSource
  void anExceptionInTheCallerEndsInAHoldingArm(Bench.Way way) {
    Bench bench = new Bench(way);
    assertThatThrownBy(
            () -> {
              try (A1x robot = bench.connect()) {
                moving(bench, robot);
                throw new IllegalStateException("a policy that fails");
              }
            })
        .hasMessage("a policy that fails");

    assertHolds(bench);
    assertThat(bench.isUnderTorque()).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void aCallerThatStallsForASecondFindsTheArmHoldingAndGoesOn(Bench.Way way) {
    Bench bench = new Bench(way);
    try (A1x robot = bench.connect()) {
      moving(bench, robot);
      bench.clock.pass(1000);

      assertHolds(bench);
      assertThat(robot.stopped()).isEmpty();
      assertThat(robot.counts().silenceHolds()).isEqualTo(1);
      Bench.go(robot, Bench.away(BASE, 0.9), 150);
      assertThat(robot.state().positionRad(BASE)).isCloseTo(0.9, within(5e-3));
    }
  }

  @ParameterizedTest
  @EnumSource
  void aCommandThatMakesNoSenseIsRefusedCountedAndHolds(Bench.Way way) {
    Bench bench = new Bench(way);
    try (A1x robot = bench.connect()) {
      moving(bench, robot);

      assertThatThrownBy(() -> Bench.away(BASE, Double.NaN))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("must be finite");
      for (double angleRad : new double[] {1e300, 4, -4}) {
        assertThatThrownBy(() -> robot.command(Bench.away(BASE, angleRad)))
            .isInstanceOf(EnvironmentFaultException.class)
            .hasMessageStartingWith("arm_joint1 was asked for ")
            .hasMessageContaining("the arm holds");
      }
      bench.clock.pass(300);

      assertHolds(bench);
      assertThat(robot.counts().refusedCommands()).isEqualTo(3);
      assertThat(robot.stopped()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void theEmergencyStopLatchesAndTheArmStandsWhereItWas(Bench.Way way) {
    Bench bench = new Bench(way);
    try (A1x robot = bench.connect()) {
      moving(bench, robot);
      double at = robot.setpoint().positionRad(BASE);
      robot.emergencyStop("a person pressed it");
      bench.clock.pass(300);

      assertThat(robot.setpoint().positionRad(BASE)).isEqualTo(at);
      assertThatThrownBy(() -> robot.command(Bench.away(BASE, 0)))
          .isInstanceOf(EnvironmentFaultException.class)
          .hasMessageContaining("emergency stop is latched (a person pressed it)");
      assertHolds(bench);
      robot.rearm();
      assertThat(robot.stopped()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void theEndIsHoldThenParkThenLimpOnlyWhenSomebodyConfirms(Bench.Way way) {
    Bench bench = new Bench(way);
    A1xSettings parking = bench.settings(Bench.PARKING, /* dryRun= */ false);
    A1x robot = bench.connect(parking);
    Bench.go(robot, Bench.away(BASE, 0.6), 150);
    bench.answer = false;
    robot.close();
    assertThat(bench.shaft(BASE)).as("parked").isCloseTo(0, within(5e-3));
    assertThat(bench.isUnderTorque()).isTrue();
    assertThat(bench.questions).hasSize(1);

    bench.answer = true;
    bench.connect(parking).close();
    assertThat(bench.isUnderTorque()).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void aStoppedArmIsNotParked(Bench.Way way) {
    Bench bench = new Bench(way);
    A1x robot = bench.connect(bench.settings(Bench.PARKING, /* dryRun= */ false));
    Bench.go(robot, Bench.away(BASE, 0.6), 150);
    robot.emergencyStop("a person pressed it");
    robot.close();

    assertThat(bench.shaft(BASE)).isCloseTo(0.6, within(5e-3));
    assertThat(bench.isUnderTorque()).isTrue();
  }

  /** An arm in full motion toward 0.5 rad. */
  private static void moving(Bench bench, A1x robot) {
    Bench.go(robot, Bench.away(BASE, 0.5), 20);
    assertThat(bench.shaft(BASE)).isBetween(0.05, 0.4);
  }

  /** No shaft moves any more, and none is limp. */
  private static void assertHolds(Bench bench) {
    bench.clock.pass(400);
    for (int motor = 0; motor < A1xFrames.MOTORS; motor++) {
      double before = bench.shaft(motor);
      bench.clock.pass(200);
      assertThat(bench.shaft(motor)).isCloseTo(before, within(STILL_RAD));
    }
    assertThat(bench.isUnderTorque()).isTrue();
  }
}
