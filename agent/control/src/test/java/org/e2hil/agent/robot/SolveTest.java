package org.e2hil.agent.robot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class SolveTest {

  @Property(tries = 100)
  void aPoseOverTheTableIsReachedWithTheToolStraightDown(
      @ForAll @DoubleRange(min = 0.22, max = 0.38) double x,
      @ForAll @DoubleRange(min = -0.15, max = 0.15) double y,
      @ForAll @DoubleRange(min = 0.02, max = 0.15) double z) {
    ServoLoop loop = ServoLoop.a1x();
    double[] joints =
        loop.controller.solve(new double[] {x, y, z}, loop.tool.quaternion(), loop.joints());
    var reached = new ToolPose();
    loop.kinematics.forward(joints, reached);
    assertThat(reached.positionM()).containsExactly(new double[] {x, y, z}, within(1e-4));
    assertThat(reached.angleRad(loop.tool)).isLessThan(2e-3);
    for (int i = 0; i < joints.length; i++) {
      ArmModel.Joint joint = loop.arm.joints().get(i);
      assertThat(joints[i]).isBetween(joint.lowerRad(), joint.upperRad());
    }
  }

  @Test
  void aPoseBeyondTheArmIsRefusedWithTheDistanceLeft() {
    ServoLoop loop = ServoLoop.a1x();
    assertThatThrownBy(
            () ->
                loop.controller.solve(
                    new double[] {1.5, 0, 0.2}, loop.tool.quaternion(), loop.joints()))
        .isInstanceOfSatisfying(
            UnreachablePoseException.class,
            e -> {
              assertThat(e.residualM()).isGreaterThan(0.7);
              assertThat(e.residualRad()).isFinite();
            })
        .hasMessageContaining("cannot reach");
  }

  @Test
  void solvingLeavesTheControllerAsItIs() {
    ServoLoop loop = ServoLoop.a1x();
    loop.step(1, 0, 0, 0, 0, 0, 0);
    double[] joints = loop.joints();
    var goal = new ToolPose();
    goal.set(loop.controller.goal());
    loop.controller.solve(new double[] {0.3, 0.1, 0.1}, goal.quaternion(), joints);
    assertThat(loop.joints()).isEqualTo(joints);
    assertThat(loop.controller.goal().distanceM(goal)).isZero();
  }
}
