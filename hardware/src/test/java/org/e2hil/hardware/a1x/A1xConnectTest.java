package org.e2hil.hardware.a1x;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import org.e2hil.agent.env.EnvironmentFaultException;
import org.e2hil.agent.random.SeededRandom;
import org.e2hil.agent.robot.Arms;
import org.e2hil.agent.robot.JointCommand;
import org.e2hil.hardware.emulator.EmulatedA1x;
import org.e2hil.hardware.emulator.EmulatedCanBus;
import org.e2hil.hardware.emulator.FirstOrderBody;
import org.e2hil.hardware.stream.Confirmation;
import org.e2hil.hardware.stream.Park;
import org.e2hil.hardware.stream.SteppedClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class A1xConnectTest {

  @ParameterizedTest
  @EnumSource
  void anArmGetsTorqueOnlyWhileItIsSentToWhereItStands(Bench.Way way) {
    Bench bench = new Bench(way);
    double[] before = bench.reality().positionsRad();
    try (A1x robot = bench.connect()) {
      assertThat(bench.isUnderTorque()).isTrue();
      bench.clock.pass(1000);
      for (int i = 0; i < before.length; i++) {
        assertThat(bench.shaft(i)).isCloseTo(before[i], within(2e-3));
      }
      assertThat(robot.stopped()).isEmpty();
    }
  }

  @Test
  void anArmThatIsGivenTorqueBeforeItIsSentAnywhereSwings() {
    Bench bench = new Bench(Bench.Way.CAN);
    bench.device.emulator().call(FunctionCode.ENABLE.code(), bench.clock.nanoTime());
    bench.clock.pass(500);

    assertThat(bench.shaft(1)).as("what the driver must never do").isLessThan(0.1);
  }

  @ParameterizedTest
  @EnumSource
  void anArmThatWasLetGoOfIsRefusedUntilItsPowerWasCut(Bench.Way way) {
    Bench bench = new Bench(way);
    bench.answer = true;
    bench.connect().close();
    assertThat(bench.isUnderTorque()).isFalse();

    assertThatThrownBy(bench::connect)
        .isInstanceOf(EnvironmentFaultException.class)
        .hasMessageContaining("one and the same feedback")
        .hasMessageContaining("power-cycle");
    assertThat(bench.isUnderTorque()).isFalse();

    bench.device.emulator().powerCycle();
    bench.connect().close();
  }

  @ParameterizedTest
  @EnumSource
  void anArmThatWasToldToGoLimpAndDoesNotSaySoIsNotCalledLimp(Bench.Way way) {
    Bench bench = new Bench(way);
    A1xLink link = bench.link();
    A1xMotors motors =
        new A1xMotors(
            link, Arms.a1x(), bench.settings(Park.anywhere(), false).gripperOnRoute(), bench.clock);
    assertThatThrownBy(
            () -> {
              bench.device.faults().stall(true);
              motors.release();
            })
        .isInstanceOf(EnvironmentFaultException.class)
        .hasMessageStartingWith("the arm was told to go limp and does not say that it is");
    bench.device.faults().stall(false);
    motors.release();
    assertThat(bench.isUnderTorque()).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void anArmThatHoldsIsTakenOverWithoutEverGoingLimp(Bench.Way way) {
    Bench bench = new Bench(way);
    A1x first = bench.connect();
    Bench.go(first, Bench.away(0, 0.3), 100);
    first.close();
    try (A1x again = bench.connect()) {
      assertThat(bench.isUnderTorque()).isTrue();
      assertThat(again.setpoint().positionRad(0)).isCloseTo(0.3, within(5e-3));
    }
  }

  @ParameterizedTest
  @EnumSource
  void aDryRunReadsAndComputesButNeverCommands(Bench.Way way) {
    Bench bench = new Bench(way);
    try (A1x robot = bench.connect(bench.settings(Bench.PARKING, /* dryRun= */ true))) {
      Bench.go(robot, Bench.away(0, 0.3), 100);

      assertThat(robot.setpoint().positionRad(0)).isCloseTo(0.3, within(1e-6));
      assertThat(robot.state().positionRad(0)).isCloseTo(0, within(1e-3));
    }
    assertThat(bench.device.emulator().commands()).isZero();
    assertThat(bench.isUnderTorque()).isFalse();
    assertThat(bench.questions).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void anArmThatTellsNothingIsToldInASentence(Bench.Way way) {
    Bench bench = new Bench(way);
    bench.device.faults().stall(true);

    assertThatThrownBy(bench::connect)
        .isInstanceOf(EnvironmentFaultException.class)
        .hasMessageStartingWith("nothing comes from the arm over ");
  }

  @Test
  void targetsThatNobodySubscribesToAreToldBeforeAnythingMovesAndWhenItHappensLater() {
    Bench bench = new Bench(Bench.Way.ROSBRIDGE);
    bench.device.faults().desert(true);
    assertThatThrownBy(bench::connect)
        .isInstanceOf(EnvironmentFaultException.class)
        .hasMessageStartingWith("nobody subscribes to /motion_target/target_joint_state_arm")
        .hasMessageContaining("joint tracker");
    assertThat(bench.isUnderTorque()).isFalse();

    bench.device.faults().desert(false);
    try (A1x robot = bench.connect()) {
      Bench.go(robot, Bench.away(0, 0.1), 50);
      bench.device.faults().desert(true);
      assertThatThrownBy(() -> Bench.go(robot, Bench.away(0, 0.2), 200))
          .hasMessageStartingWith("nobody subscribes to ");
    }
  }

  @Test
  void aFailedServiceAnswerIsToldWithItsText() {
    Bench bench = new Bench(Bench.Way.ROSBRIDGE);
    bench.device.faults().hideTypes(true);

    assertThatThrownBy(bench::connect)
        .isInstanceOf(EnvironmentFaultException.class)
        .hasMessageStartingWith("HDAS does not do what /function_frame_arm is asked for")
        .hasMessageContaining("Unable to import hdas_msg.srv");
  }

  @Test
  void anotherProgramOnTheBusIsToldInASentence() {
    Bench bench = new Bench(Bench.Way.CAN);
    bench.device.faults().haunt(true);

    assertThatThrownBy(bench::connect)
        .isInstanceOf(EnvironmentFaultException.class)
        .hasMessageStartingWith("another program talks to the arm over the emulated CAN bus");
    assertThat(bench.device.emulator().commands()).isZero();
  }

  @Test
  void theElbowMayRestALittleOutsideItsLimitAndGoesOnlyInward() {
    double[] resting = {0, 0.2, 0.026, 0, 0, 0, 0.05};
    SteppedClock clock = new SteppedClock();
    EmulatedA1x device =
        EmulatedA1x.of(new FirstOrderBody(resting, 0.02), SeededRandom.of(1, "faults"));
    A1xSettings settings = new Bench(Bench.Way.CAN).settings(Park.anywhere(), /* dryRun= */ false);
    try (A1x robot = A1x.connect(settings, device.onCan(clock), clock, Confirmation.nobody())) {
      assertThat(device.emulator().positions(clock.nanoTime())[2]).isCloseTo(0.026, within(1e-3));
      robot.command(new JointCommand(new double[] {0, 0.2, 0.026, 0, 0, 0}, 0.5));
      robot.awaitTick();
      assertThatThrownBy(
              () -> robot.command(new JointCommand(new double[] {0, 0.2, 0.1, 0, 0, 0}, 0.5)))
          .hasMessageStartingWith("arm_joint3 was asked for 0.1 rad");
      JointCommand inward = new JointCommand(new double[] {0, 0.2, -0.3, 0, 0, 0}, 0.5);
      Bench.go(robot, inward, 150);
      assertThat(robot.state().positionRad(2)).isCloseTo(-0.3, within(5e-3));
    }
  }

  @Test
  void theGripperIsReadByItsOwnCalibrationAndStopsClosingOnContact() {
    A1xSettings.Gripper gripper = A1xSettings.Gripper.ON_CAN;
    assertThat(gripper.share(0.6)).isZero();
    assertThat(gripper.share(-2.0)).isEqualTo(1);
    assertThat(gripper.at(0.5)).isCloseTo(-0.7, within(1e-9));

    Bench bench = new Bench(Bench.Way.CAN);
    try (A1x robot = bench.connect()) {
      bench.device.emulator().squeeze(1.5);
      bench.clock.pass(50);
      Bench.go(robot, new JointCommand(Bench.away(0, 0).positionsRad(), 0), 100);
      assertThat(bench.shaft(6)).as("it goes on holding what it holds").isGreaterThan(0.045);
      Bench.go(robot, new JointCommand(Bench.away(0, 0).positionsRad(), 1), 100);
      assertThat(bench.shaft(6)).as("and lets go when asked").isGreaterThan(0.095);
    }
  }

  @Test
  void aGripperThatDoesNotTellItsPlaceIsLeftAloneUntilItIsAskedForSomething() {
    Bench bench = new Bench(Bench.Way.CAN);
    A1xSettings untold = withGripper(bench, A1xSettings.Gripper.ON_CAN);
    bench.device.emulator().moveGripper(0.9, bench.clock.nanoTime());
    try (A1x robot = bench.connect(untold)) {
      bench.clock.pass(500);
      assertThat(bench.shaft(6)).isCloseTo(0.09, within(1e-3));
      Bench.go(robot, new JointCommand(Bench.away(0, 0).positionsRad(), 0.1), 100);
      assertThat(bench.shaft(6)).isCloseTo(0.01, within(1e-3));
      assertThat(robot.state().gripperOpening()).isCloseTo(0.1, within(1e-3));
    }
  }

  @ParameterizedTest
  @EnumSource
  void aWrongRangeOfTheGripperDoesNotMoveItWhenTheArmIsConnectedTo(Bench.Way way) {
    Bench bench = new Bench(way);
    A1xSettings.Gripper wrong =
        way == Bench.Way.ROSBRIDGE
            ? new A1xSettings.Gripper(150, 200, true, 1.2, Optional.empty())
            : new A1xSettings.Gripper(5, 6, true, 1.2, Optional.empty());
    double before = bench.shaft(6);
    try (A1x robot = bench.connect(withGripper(bench, wrong))) {
      Bench.go(robot, new JointCommand(Bench.away(0, 0.1).positionsRad(), 0), 100);

      assertThat(robot.state().gripperOpening()).as("as it is told").isZero();
      assertThat(bench.shaft(6)).isCloseTo(before, within(1e-6));
    }
  }

  @Test
  void whatTheGripperTellsMayBeInAnotherUnitThanWhatItIsTold() {
    A1xSettings.Range told = new A1xSettings.Range(3.4, 3.1);
    A1xSettings.Gripper gripper = new A1xSettings.Gripper(0, 100, true, 1.2, Optional.of(told));

    assertThat(gripper.share(3.25)).isCloseTo(0.5, within(1e-9));
    assertThat(gripper.at(0.5)).isEqualTo(50);
  }

  @Test
  void overCanAnArmFromPowerUpObeysWithoutBeingEnabled() {
    Bench bench = new Bench(Bench.Way.CAN);
    CanA1xLink link =
        new CanA1xLink(
            new EmulatedCanBus(bench.device.emulator(), bench.clock),
            A1xSettings.Can.DEFAULT.enable());
    A1xSettings settings = bench.settings(Park.anywhere(), /* dryRun= */ false);
    try (A1x robot = A1x.connect(settings, link, bench.clock, Confirmation.nobody())) {
      Bench.go(robot, Bench.away(0, 0.3), 100);

      assertThat(bench.shaft(0)).isCloseTo(0.3, within(5e-3));
    }
    assertThat(A1xSettings.Can.DEFAULT.enable()).isFalse();
    assertThat(A1xSettings.Slcan.DEFAULT.enable()).isFalse();
  }

  private static A1xSettings withGripper(Bench bench, A1xSettings.Gripper gripper) {
    A1xSettings usual = bench.settings(Park.anywhere(), /* dryRun= */ false);
    return new A1xSettings(
        usual.route(),
        usual.streamHz(),
        usual.limits(),
        usual.watchdogs(),
        usual.park(),
        Optional.of(gripper),
        false);
  }

  @Test
  void aGripperIsSentNowhereThatItsRouteCannotMean() {
    A1xSettings.Gripper inMm = new A1xSettings.Gripper(0, 100, true, 1.2, Optional.empty());
    A1xSettings.Gripper far = new A1xSettings.Gripper(0, 201, true, 1.2, Optional.empty());
    Bench can = new Bench(Bench.Way.CAN);
    Bench rosbridge = new Bench(Bench.Way.ROSBRIDGE);

    assertThat(withGripper(rosbridge, inMm).gripper()).contains(inMm);
    assertThatThrownBy(() -> withGripper(can, inMm))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("gripper.closedAt and gripper.openAt must lie in [-6.5, 6.5] rad");
    assertThatThrownBy(() -> withGripper(rosbridge, far))
        .hasMessageContaining("[-200.0, 200.0] mm");
    for (double effort : new double[] {0, 51, Double.POSITIVE_INFINITY, Double.NaN}) {
      assertThatThrownBy(() -> new A1xSettings.Gripper(0, 1, true, effort, Optional.empty()))
          .hasMessageContaining("maxEffort must be positive and at most 50");
    }
    assertThatThrownBy(() -> new A1xSettings.Range(0, 1e6)).hasMessageContaining("openAt");
    assertThatThrownBy(() -> new A1xSettings.Range(Double.NEGATIVE_INFINITY, 0))
        .hasMessageContaining("closedAt");
  }

  @Test
  void settingsThatMakeNoSenseAreRefusedWithASentence() {
    A1xSettings usual = A1xSettings.defaults();
    assertThatThrownBy(() -> new A1xSettings.Rosbridge("localhost:9090", "/function_frame_arm"))
        .hasMessageContaining("ws://localhost:9090");
    assertThatThrownBy(() -> new A1xSettings.Gripper(1, 1, true, 1, Optional.empty()))
        .hasMessageContaining("openAt");
    assertThatThrownBy(
            () ->
                new A1xSettings(
                    usual.route(),
                    usual.streamHz(),
                    usual.limits(),
                    usual.watchdogs(),
                    Park.at(List.of(0.0, 1.0, 1.0, 0.0, 0.0, 0.0)),
                    Optional.empty(),
                    false))
        .hasMessageContaining("arm_joint3");
  }
}
