package org.e2hil.agent.robot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import org.e2hil.agent.env.ActionScale;
import org.e2hil.agent.env.EnvironmentFaultException;
import org.e2hil.agent.env.Limit;
import org.e2hil.agent.world.PerfectArm;
import org.e2hil.agent.world.RailArm;
import org.junit.jupiter.api.Test;

/** A joint that slides is in metres, and moves the tool without turning it. */
class SlidingJointTest implements RobotContract {

  private static final ControllerConfig CONFIG =
      ControllerConfig.a1x().withWorkspace(new Workspace(0.05, -0.6, 0, 0.6, 0.6, 0.45));

  private static ServoLoop loop() {
    return new ServoLoop(RailArm.MODEL, CONFIG, ActionScale.DEFAULT).home();
  }

  @Override
  public Robot open() {
    return new PerfectArm(RailArm.MODEL);
  }

  @Override
  public Optional<RobotState> stateAfterClose(Robot closed) {
    return Optional.of(closed.state());
  }

  @Override
  public double toleranceRad() {
    return 1e-12;
  }

  @Override
  public double tickToleranceS() {
    return 1e-12;
  }

  @Test
  void itMovesTheToolAlongItsAxisByWhatItSaysAndTurnsNothing() {
    Kinematics kinematics = new Kinematics(RailArm.MODEL);
    double[] joints = KinematicsTest.home(RailArm.MODEL);
    ToolPose before = new ToolPose();
    kinematics.forward(joints, before);
    joints[0] = 0.123;
    ToolPose after = new ToolPose();
    kinematics.forward(joints, after);

    assertThat(after.positionM(0)).isCloseTo(before.positionM(0), within(1e-12));
    assertThat(after.positionM(1)).isCloseTo(before.positionM(1) + 0.123, within(1e-12));
    assertThat(after.positionM(2)).isCloseTo(before.positionM(2), within(1e-12));
    assertThat(after.angleRad(before)).isCloseTo(0, within(1e-9));
  }

  @Test
  void posesThatOnlyTheRailBringsWithinReachAreReached() {
    ServoLoop loop = loop();
    for (double y : new double[] {-0.55, -0.3, 0, 0.4, 0.55}) {
      double[] goal = {0.3, y, 0.12};

      double[] joints = loop.controller.solve(goal, loop.tool.quaternion(), loop.joints());

      ToolPose reached = new ToolPose();
      loop.kinematics.forward(joints, reached);
      assertThat(reached.positionM()).containsExactly(goal, within(1e-4));
      assertThat(reached.angleRad(loop.tool)).isLessThan(2e-3);
      assertThat(Math.abs(joints[0])).isLessThanOrEqualTo(0.3 - 0.001 + 1e-6);
    }
  }

  @Test
  void aLongWaySidewaysIsGoneStepByStepWithTheRailWithinItsLimitsAndSpeed() {
    ServoLoop loop = loop();
    double before = loop.joints()[0];
    for (int period = 0; period < 60; period++) {
      loop.step(0, 1, 0, 0, 0, 0, 0);
      double now = loop.joints()[0];

      // ten ticks of 6 mm
      assertThat(Math.abs(now - before)).isLessThanOrEqualTo(0.06 + 1e-9);
      assertThat(now).isLessThanOrEqualTo(0.3 - 0.001 + 1e-6);
      before = now;
    }

    assertThat(loop.tool.positionM(1)).isGreaterThan(0.45);
    assertThat(before).isGreaterThan(0.1);
  }

  @Test
  void noTickTakesTheRailFartherThanSixMillimetres() {
    ServoLoop loop = loop();
    loop.controller.goal().position[1] += 0.25;
    for (int left = ServoLoop.TICKS; left > 0; left--) {
      double before = loop.joints()[0];
      loop.controller.tick(left, loop.counts);

      assertThat(Math.abs(loop.joints()[0] - before)).isLessThanOrEqualTo(0.006 + 1e-12);
    }
    assertThat(loop.counts.count(Limit.JOINT_STEP)).isPositive();
  }

  @Test
  void aTravelIsAsSlowAsItIsAskedToBe() {
    PerfectArm arm = new PerfectArm(RailArm.MODEL);
    double[] target = KinematicsTest.home(RailArm.MODEL);
    target[0] = 0.2;

    JointTravel.go(arm, new JointCommand(target, 1), 0.5);

    // 0.2 m at 0.05 m/s at most, π/2 times as fast in the middle as on average, and the arrival
    assertThat(arm.state().timeS()).isBetween(6.2, 6.8);
    assertThat(arm.state().positionRad(0)).isEqualTo(0.2);
  }

  @Test
  void whatIsWrongWithItIsSaidInMetres() {
    ServoLoop loop = loop();
    double[] outside = KinematicsTest.home(RailArm.MODEL);
    outside[0] = 0.32;

    assertThatThrownBy(() -> loop.controller.reset(outside, 0.5))
        .isInstanceOf(EnvironmentFaultException.class)
        .hasMessageMatching("rail stands 0\\.02\\d* m outside its limits.*");
    outside[0] = Double.NaN;
    assertThatThrownBy(() -> loop.controller.reset(outside, 0.5))
        .isInstanceOf(EnvironmentFaultException.class)
        .hasMessageContaining("rail measured NaN m;");
  }

  @Test
  void anArmOfFiveJointsOfWhichOneSlidesIsRefused() {
    List<ArmModel.Joint> five = RailArm.MODEL.joints().subList(0, 5);
    ArmModel arm =
        new ArmModel(
            "short",
            five,
            RailArm.MODEL.tool(),
            RailArm.MODEL.homeRad().subList(0, 5),
            RailArm.MODEL.gripper());

    assertThatThrownBy(() -> new CartesianController(arm, CONFIG, ActionScale.DEFAULT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("the arm short has five joints, of which one slides");
  }
}
