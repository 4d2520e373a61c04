package org.e2hil.agent.robot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.e2hil.agent.env.Action;
import org.e2hil.agent.env.ActionScale;
import org.e2hil.agent.env.EnvironmentFaultException;
import org.e2hil.agent.env.Limit;
import org.e2hil.agent.env.LimitCounts;
import org.junit.jupiter.api.Test;

class CartesianControllerTest {

  private static final double[] STILL = {0, 0, 0, 0, 0, 0, 0};

  @Test
  void aCircleOfTenCentimetresASecondIsTrackedWithinATenthOfAMillimetre() {
    ServoLoop loop = ServoLoop.a1x();
    ToolPose start = copy(loop.tool);
    double radiusM = 0.05;
    double speedRadPerS = 0.10 / radiusM;
    double x = 0;
    double y = 0;
    double squares = 0;
    int periods = 63;
    for (int i = 1; i <= periods; i++) {
      double angle = speedRadPerS * i * 0.1;
      double nextX = radiusM * (Math.cos(angle) - 1);
      double nextY = radiusM * Math.sin(angle);
      loop.step((nextX - x) / 0.010, (nextY - y) / 0.010, 0, 0, 0, 0, 0);
      x = nextX;
      y = nextY;
      double offX = loop.tool.positionM(0) - start.positionM(0) - x;
      double offY = loop.tool.positionM(1) - start.positionM(1) - y;
      double offZ = loop.tool.positionM(2) - start.positionM(2);
      squares += offX * offX + offY * offY + offZ * offZ;
    }
    assertThat(Math.sqrt(squares / periods)).isLessThan(1e-4);
    assertThat(loop.tool.angleRad(start)).isLessThan(0.005);
    assertThat(loop.counts.total()).as(loop.counts.toString()).isZero();
  }

  @Test
  void aStepOfThreeCentimetresSettlesWithinATenthOfAMillimetre() {
    ServoLoop loop = ServoLoop.a1x();
    double z = loop.tool.positionM(2);
    for (int i = 0; i < 3; i++) {
      loop.step(0, 0, 1, 0, 0, 0, 0);
    }
    loop.step(STILL);
    assertThat(loop.tool.positionM(2)).isCloseTo(z + 0.03, within(1e-4));
  }

  @Test
  void theToolTurnsAboutTheAxisThatWasAskedFor() {
    ServoLoop loop = ServoLoop.a1x();
    ToolPose start = copy(loop.tool);
    for (int i = 0; i < 5; i++) {
      loop.step(0, 0, 0, 0, 0, 1, 0);
    }
    loop.step(STILL);
    double[] turn = new double[3];
    Rotation.vectorBetween(start.quaternion, loop.tool.quaternion, turn);
    assertThat(turn).containsExactly(new double[] {0, 0, 0.30}, within(1e-3));
    assertThat(loop.tool.distanceM(start)).isLessThan(1e-4);
  }

  @Test
  void setPointAndGripperGoEvenlyThroughThePeriod() {
    ServoLoop loop = ServoLoop.a1x();
    CartesianController controller = loop.controller;
    double x = controller.commandedTool().positionM(0);
    controller.moveGoal(Action.of(1, 0, 0, 0, 0, 0, 1), loop.joints(), loop.counts);
    for (int left = 10; left > 5; left--) {
      controller.tick(left, loop.counts);
    }
    assertThat(controller.gripperOpening()).isCloseTo(0.6, within(1e-12));
    assertThat(controller.commandedTool().positionM(0) - x).isCloseTo(0.005, within(5e-4));
    for (int left = 5; left > 0; left--) {
      controller.tick(left, loop.counts);
    }
    assertThat(controller.gripperOpening()).isEqualTo(0.7);
    assertThat(controller.gripperGoal()).isEqualTo(0.7);
    assertThat(controller.command().gripperOpening()).isEqualTo(0.7);
  }

  @Test
  void theGripperStopsAtItsEnds() {
    ServoLoop loop = ServoLoop.a1x();
    for (int i = 0; i < 4; i++) {
      loop.step(0, 0, 0, 0, 0, 0, 1);
    }
    assertThat(loop.controller.gripperOpening()).isEqualTo(1);
    loop.step(0, 0, 0, 0, 0, 0, -1);
    assertThat(loop.controller.gripperOpening()).isCloseTo(0.8, within(1e-12));
  }

  @Test
  void aLockedScaleMovesNeitherOrientationNorGripper() {
    var locked = new ActionScale(0.005, 0, 0);
    var loop = new ServoLoop(Arms.a1x(), ControllerConfig.a1x(), locked).home();
    ToolPose start = copy(loop.tool);
    loop.step(0, 0, 0, 1, 1, 1, 1);
    assertThat(loop.tool.angleRad(start)).isLessThan(1e-6);
    assertThat(loop.controller.gripperOpening()).isEqualTo(0.5);
  }

  @Test
  void theLeashKeepsTheGoalNearAToolThatIsHeldFast() {
    ServoLoop loop = ServoLoop.a1x();
    double[] stuck = loop.joints();
    ToolPose start = copy(loop.tool);
    var counts = new LimitCounts();
    for (int i = 0; i < 5; i++) {
      loop.controller.moveGoal(Action.of(0, 0, -1, 0, 0, 0, 0), stuck, counts);
    }
    assertThat(loop.controller.goal().distanceM(start)).isCloseTo(0.015, within(1e-12));
    assertThat(counts.count(Limit.LEASH)).isEqualTo(4);
  }

  @Test
  void theLeashHoldsTurnsToo() {
    ServoLoop loop = ServoLoop.a1x();
    double[] stuck = loop.joints();
    ToolPose start = copy(loop.tool);
    var counts = new LimitCounts();
    for (int i = 0; i < 6; i++) {
      loop.controller.moveGoal(Action.of(0, 0, 0, 0, 0, -1, 0), stuck, counts);
    }
    assertThat(loop.controller.goal().angleRad(start)).isCloseTo(0.25, within(1e-9));
    assertThat(counts.count(Limit.LEASH)).isEqualTo(2);
  }

  @Test
  void aGoalOutOfReachIsTakenBackSoThatTheWayBackIsNotDead() {
    var far = new Workspace(-2, -2, -2, 2, 2, 2);
    var loop =
        new ServoLoop(Arms.a1x(), ControllerConfig.a1x().withWorkspace(far), ActionScale.DEFAULT)
            .home();
    for (int i = 0; i < 80; i++) {
      loop.step(1, 0, 0, 0, 0, 0, 0);
    }
    assertThat(loop.counts.count(Limit.UNREACHABLE)).isPositive();
    assertThat(loop.controller.goal().distanceM(loop.tool)).isLessThan(0.025);
    double x = loop.tool.positionM(0);
    for (int i = 0; i < 6; i++) {
      loop.step(-1, 0, 0, 0, 0, 0, 0);
    }
    assertThat(loop.tool.positionM(0)).isLessThan(x - 0.02);
  }

  @Test
  void aJointThatRestsOutsideItsLimitMovesOnlyInward() {
    double restRad = Math.toRadians(1.5);
    ServoLoop loop = ServoLoop.a1x();
    loop.from(new double[] {0, 0.6, restRad, 0.3, 0, 0});
    double last = restRad;
    for (int i = 0; i < 30; i++) {
      loop.step(i % 2 == 0 ? 1 : -1, 0, 1, 0, i % 3 - 1, 0, 0);
      double now = loop.joints()[2];
      assertThat(now).isLessThanOrEqualTo(Math.max(last, -0.01) + 1e-8);
      last = now;
    }
  }

  @Test
  void aJointFarOutsideItsLimitsIsAFault() {
    ServoLoop loop = ServoLoop.a1x();
    assertThatThrownBy(() -> loop.from(new double[] {0, 1, 0.4, 0, 0, 0}))
        .isInstanceOf(EnvironmentFaultException.class)
        .hasMessageContaining("arm_joint3")
        .hasMessageContaining("by hand");
  }

  @Test
  void aMeasurementThatIsNotANumberIsAFaultAndMovesNothing() {
    ServoLoop loop = ServoLoop.a1x();
    double[] broken = loop.joints();
    broken[4] = Double.NaN;
    ToolPose before = copy(loop.controller.goal());
    assertThatThrownBy(
            () -> loop.controller.moveGoal(Action.of(1, 0, 0, 0, 0, 0, 0), broken, loop.counts))
        .isInstanceOf(EnvironmentFaultException.class)
        .hasMessageContaining("arm_joint5");
    assertThat(loop.controller.goal().distanceM(before)).isZero();
    assertThatThrownBy(() -> loop.from(broken)).isInstanceOf(EnvironmentFaultException.class);
  }

  @Test
  void anActionThatNeverPassedTheGateIsRefused() {
    ServoLoop loop = ServoLoop.a1x();
    for (double value : new double[] {1.5, -1.5, Double.NaN, Double.POSITIVE_INFINITY}) {
      Action wild = Action.of(0, value, 0, 0, 0, 0, 0);
      assertThatThrownBy(() -> loop.controller.moveGoal(wild, loop.joints(), loop.counts))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("safety gate");
    }
  }

  @Test
  void nothingMovesBeforeTheFirstReset() {
    var controller =
        new CartesianController(Arms.a1x(), ControllerConfig.a1x(), ActionScale.DEFAULT);
    assertThatThrownBy(controller::command).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> controller.tick(1, new LimitCounts()))
        .isInstanceOf(IllegalStateException.class);
  }

  private static ToolPose copy(ToolPose pose) {
    var copy = new ToolPose();
    copy.set(pose);
    return copy;
  }
}
