package org.e2hil.agent.robot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.e2hil.agent.env.ActionScale;
import org.e2hil.agent.env.Limit;
import org.junit.jupiter.api.Test;

/** An arm that cannot turn its tool every way puts position first. */
class FiveJointsTest {

  /** Forward and level with plenty of room to every limit: the tool points 60° down. */
  private static final double[] ROOMY = {0, -0.4, 0.5, 0.95, 0};

  @Test
  void theToolPointTracksACircleAndKeepsItsPitch() {
    ServoLoop loop = ServoLoop.so101().from(ROOMY);
    var start = new ToolPose();
    start.set(loop.tool);
    double radiusM = 0.03;
    double x = 0;
    double y = 0;
    for (int i = 1; i <= 63; i++) {
      double nextX = radiusM * (Math.cos(i * 0.2) - 1);
      double nextY = radiusM * Math.sin(i * 0.2);
      loop.step((nextX - x) / 0.010, (nextY - y) / 0.010, 0, 0, 0, 0, 0);
      x = nextX;
      y = nextY;
      assertThat(loop.tool.positionM(0)).isCloseTo(start.positionM(0) + x, within(1e-3));
      assertThat(loop.tool.positionM(1)).isCloseTo(start.positionM(1) + y, within(1e-3));
      assertThat(loop.tool.positionM(2)).isCloseTo(start.positionM(2), within(1e-3));
      assertThat(pitchRad(loop.tool)).isCloseTo(pitchRad(start), within(0.02));
    }
    assertThat(loop.counts.count(Limit.UNREACHABLE)).isZero();
  }

  @Test
  void aStepOfThreeCentimetresSettlesWithinATenthOfAMillimetre() {
    ServoLoop loop = ServoLoop.so101().from(ROOMY);
    double z = loop.tool.positionM(2);
    double pitch = pitchRad(loop.tool);
    for (int i = 0; i < 3; i++) {
      loop.step(0, 0, 1, 0, 0, 0, 0);
    }
    loop.step(0, 0, 0, 0, 0, 0, 0);
    assertThat(loop.tool.positionM(2)).isCloseTo(z + 0.03, within(1e-4));
    assertThat(pitchRad(loop.tool)).isCloseTo(pitch, within(2e-3));
  }

  @Test
  void theToolPitchesAboutTheAxisThatItsJointsHave() {
    ServoLoop loop = ServoLoop.so101().from(ROOMY);
    var start = new ToolPose();
    start.set(loop.tool);
    for (int i = 0; i < 4; i++) {
      loop.step(0, 0, 0, 0, -1, 0, 0);
    }
    for (int i = 0; i < 3; i++) {
      loop.step(0, 0, 0, 0, 0, 0, 0);
    }
    assertThat(pitchRad(loop.tool) - pitchRad(start)).isCloseTo(0.24, within(5e-3));
    assertThat(loop.tool.distanceM(start)).isLessThan(2e-4);
  }

  @Test
  void aTurnThatTheArmCannotMakeLeavesThePositionAlone() {
    ServoLoop loop = ServoLoop.so101().from(new double[] {0, -0.4, 0.5, -0.1, 0});
    assertThat(Math.abs(pitchRad(loop.tool))).as("nearly level").isLessThan(0.2);
    var start = new ToolPose();
    start.set(loop.tool);
    for (int i = 0; i < 20; i++) {
      loop.step(0, 0, 0, 0, 0, 1, 0);
    }
    assertThat(loop.tool.distanceM(start)).isLessThan(1e-3);
  }

  @Test
  void aPoseIsSolvedWithTheTurnThatCannotBeMadeLeftFree() {
    var loop = ServoLoop.so101().from(ROOMY);
    double[] target = {loop.tool.positionM(0) - 0.02, 0.08, loop.tool.positionM(2)};
    double[] joints = loop.controller.solve(target, loop.tool.quaternion(), ROOMY);
    var reached = new ToolPose();
    loop.kinematics.forward(joints, reached);
    for (int axis = 0; axis < 3; axis++) {
      assertThat(reached.positionM(axis)).isCloseTo(target[axis], within(1e-4));
    }
    assertThat(pitchRad(reached)).isCloseTo(pitchRad(loop.tool), within(0.05));
  }

  @Test
  void fewerThanFiveJointsAreRefused() {
    ArmModel arm = Arms.so101();
    var stump =
        new ArmModel(
            "stump",
            arm.joints().subList(0, 4),
            arm.tool(),
            List.copyOf(arm.homeRad().subList(0, 4)),
            arm.gripper());
    assertThatThrownBy(
            () -> new CartesianController(stump, ControllerConfig.so101(), ActionScale.DEFAULT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at least 5");
  }

  /** Of the direction of approach above the horizon. */
  private static double pitchRad(ToolPose tool) {
    return Math.asin(tool.rotation(2, 0));
  }
}
