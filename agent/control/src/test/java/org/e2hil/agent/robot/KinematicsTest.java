package org.e2hil.agent.robot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.assertj.core.data.Offset;
import org.e2hil.agent.random.SeededRandom;
import org.e2hil.agent.world.RailArm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KinematicsTest {

  private static final ArmModel.Frame A1X_GRIPPER_LINK = ArmModel.Frame.translation(0.08165, 0, 0);

  static Stream<ArmModel> arms() {
    return Stream.of(Arms.a1x(), Arms.so101(), RailArm.MODEL);
  }

  @Test
  void theA1xGripperLinkIsWhereTheMakersDescriptionPutsIt() {
    var kinematics = new Kinematics(Arms.a1x(), A1X_GRIPPER_LINK);
    var pose = new ToolPose();

    kinematics.forward(new double[6], pose);
    assertPosition(pose, 0.0589, 0, 0.2108, within(1e-4));

    kinematics.forward(new double[] {0, 1, -1.6, 0.6, 0, 0}, pose);
    assertPosition(pose, 0.1236, 0, 0.5487, within(1e-4));
  }

  @Test
  void theA1xToolPointLiesThirtyMillimetresBeyondItsGripperLink() {
    double[] joints = {0.3, 1.2, -1.1, 0.4, -0.2, 0.9};
    var link = new ToolPose();
    var tool = new ToolPose();
    new Kinematics(Arms.a1x(), A1X_GRIPPER_LINK).forward(joints, link);
    new Kinematics(Arms.a1x()).forward(joints, tool);

    for (int axis = 0; axis < 3; axis++) {
      assertThat(tool.positionM(axis))
          .isCloseTo(link.positionM(axis) + 0.030 * link.rotation(axis, 0), within(1e-12));
    }
  }

  @Test
  void theSo101GripperFrameIsWhereItsDescriptionPutsIt() {
    var pose = new ToolPose();
    new Kinematics(Arms.so101()).forward(new double[5], pose);
    assertPosition(pose, 0.3914, 0, 0.2265, within(1e-4));
    assertThat(pose.rotation(0, 0)).as("the arm reaches forward").isCloseTo(1, within(2e-3));
  }

  @Test
  void theA1xToolPointsStraightDownAtHome() {
    var pose = new ToolPose();
    new Kinematics(Arms.a1x()).forward(home(Arms.a1x()), pose);
    assertPosition(pose, 0.2602, 0, 0.1068, within(1e-4));
    assertThat(pose.rotation(2, 0)).isCloseTo(-1, within(1e-4));
  }

  @Test
  void theSo101ToolPointsSteeplyDownAtHome() {
    var pose = new ToolPose();
    new Kinematics(Arms.so101()).forward(home(Arms.so101()), pose);
    assertThat(pose.rotation(2, 0)).isLessThan(-0.9);
    assertThat(pose.positionM(0)).isBetween(0.15, 0.38);
    assertThat(pose.positionM(2)).isBetween(0.02, 0.30);
  }

  @ParameterizedTest
  @MethodSource("arms")
  void theFirstJointThatTurnsTurnsTheWholeArmAboutTheVertical(ArmModel arm) {
    var kinematics = new Kinematics(arm);
    double[] joints = home(arm);
    var before = new ToolPose();
    kinematics.forward(joints, before);
    joints[arm.joints().get(0).slides() ? 1 : 0] += 0.5;
    var after = new ToolPose();
    kinematics.forward(joints, after);

    assertThat(after.positionM(2)).isCloseTo(before.positionM(2), within(1e-9));
    assertThat(after.angleRad(before)).isCloseTo(0.5, within(1e-9));
  }

  @Test
  void refusesAnglesOfAnotherArm() {
    var kinematics = new Kinematics(Arms.a1x());
    assertThatThrownBy(() -> kinematics.forward(new double[5], new ToolPose()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("6 joints, but 5 angles");
  }

  @Property(tries = 200)
  void theJacobianIsTheDerivativeOfThePose(@ForAll @IntRange(min = 0) int seed) {
    arms().forEach(arm -> assertJacobian(arm, randomJoints(arm, seed)));
  }

  @Property(tries = 200)
  void quaternionAndMatrixSayTheSame(@ForAll @IntRange(min = 0) int seed) {
    arms()
        .forEach(
            arm -> {
              var pose = new ToolPose();
              new Kinematics(arm).forward(randomJoints(arm, seed), pose);
              double[] matrix = new double[9];
              Rotation.toMatrix(pose.quaternion(), matrix);
              assertThat(matrix).containsExactly(pose.matrix, within(1e-9));
              assertThat(pose.quaternion(0)).isNotNegative();
            });
  }

  private static void assertJacobian(ArmModel arm, double[] joints) {
    int n = joints.length;
    double h = 1e-6;
    var kinematics = new Kinematics(arm);
    double[] jacobian = new double[6 * n];
    kinematics.forward(joints, new ToolPose(), jacobian);
    var plus = new ToolPose();
    var minus = new ToolPose();
    double[] turn = new double[3];
    for (int j = 0; j < n; j++) {
      double[] moved = joints.clone();
      moved[j] = joints[j] + h;
      kinematics.forward(moved, plus);
      moved[j] = joints[j] - h;
      kinematics.forward(moved, minus);
      Rotation.vectorBetween(minus.quaternion, plus.quaternion, turn);
      for (int row = 0; row < 3; row++) {
        assertThat(jacobian[row * n + j])
            .isCloseTo((plus.positionM(row) - minus.positionM(row)) / (2 * h), within(1e-7));
        assertThat(jacobian[(3 + row) * n + j]).isCloseTo(turn[row] / (2 * h), within(1e-7));
      }
    }
  }

  static double[] home(ArmModel arm) {
    return arm.homeRad().stream().mapToDouble(Double::doubleValue).toArray();
  }

  static double[] randomJoints(ArmModel arm, long seed) {
    var random = SeededRandom.of(seed, "joints");
    return arm.joints().stream()
        .mapToDouble(j -> j.lowerRad() + random.nextDouble() * (j.upperRad() - j.lowerRad()))
        .toArray();
  }

  private static void assertPosition(
      ToolPose pose, double x, double y, double z, Offset<Double> tolerance) {
    assertThat(pose.positionM(0)).as("x").isCloseTo(x, tolerance);
    assertThat(pose.positionM(1)).as("y").isCloseTo(y, tolerance);
    assertThat(pose.positionM(2)).as("z").isCloseTo(z, tolerance);
  }
}
