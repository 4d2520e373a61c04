package org.e2hil.agent.robot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.e2hil.agent.env.ActionScale;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SingularPoseTest {

  private static final Workspace WIDE = new Workspace(-2, -2, -2, 2, 2, 2);

  static Stream<Arguments> singularPoses() {
    // both links between the three parallel joints in one line
    double straightElbow = Math.atan2(0.075485, 0.1747) - Math.PI;
    return Stream.of(
        Arguments.of("elbow straight", new double[] {0, 2.6, straightElbow, 0.2, 0.1, 0}),
        Arguments.of("wrist axes in line", new double[] {0, 1.9, -0.95, 0.62, Math.PI / 2, 0}));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("singularPoses")
  void theArmGoesInAndOutOfASingularPoseInSmallSteps(String name, double[] pose) {
    assertThat(Math.abs(determinant(pose)))
        .as(name)
        .isLessThan(Math.abs(determinant(KinematicsTest.home(Arms.a1x()))) / 100);
    for (int axis = 0; axis < 6; axis++) {
      var loop =
          new ServoLoop(Arms.a1x(), ControllerConfig.a1x().withWorkspace(WIDE), ActionScale.DEFAULT)
              .from(pose);
      double[] action = new double[7];
      for (int i = 0; i < 24; i++) {
        action[axis] = i < 12 ? 1 : -1;
        double[] before = loop.joints();
        loop.step(action);
        double[] after = loop.joints();
        for (int j = 0; j < after.length; j++) {
          assertThat(Math.abs(after[j] - before[j])).isLessThanOrEqualTo(0.6 + 1e-9);
        }
      }
      // the way back is open: what is left is less than one action
      for (int i = 0; i < 5; i++) {
        loop.step(new double[7]);
      }
      assertThat(loop.tool.distanceM(loop.controller.goal())).isLessThan(0.003);
    }
  }

  private static double determinant(double[] joints) {
    var jacobian = new DMatrixRMaj(6, 6);
    new Kinematics(Arms.a1x()).forward(joints, new ToolPose(), jacobian.data);
    return CommonOps_DDRM.det(jacobian);
  }
}
