package org.e2hil.sim.arm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.Stream;
import org.e2hil.agent.random.SeededRandom;
import org.e2hil.agent.robot.ArmModel;
import org.e2hil.agent.robot.Arms;
import org.e2hil.agent.robot.Kinematics;
import org.e2hil.agent.robot.ToolPose;
import org.e2hil.agent.task.TaskSpec;
import org.e2hil.sim.SimulatedTasks;
import org.e2hil.sim.mujoco.MujocoModel;
import org.e2hil.sim.mujoco.ObjectKind;
import org.e2hil.sim.mujoco.Range;
import org.e2hil.sim.scene.Scene;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The arm of the kinematics, of the limits and of every scene is one and the same arm. */
class ArmInSceneTest {

  private static final ArmModel ARM = Arms.a1x();

  static Stream<String> scenes() {
    return SimulatedTasks.specs().stream().map(TaskSpec::name);
  }

  private static Scene scene(String name) {
    return new Scene(name, ARM, 0.005);
  }

  @ParameterizedTest
  @MethodSource("scenes")
  void javaAndMujocoAgreeOnTheToolAtAThousandRandomPoses(String name) {
    SeededRandom random = SeededRandom.of(1, "poses");
    Kinematics kinematics = new Kinematics(ARM);
    ToolPose tool = new ToolPose();
    try (Scene scene = scene(name)) {
      for (int pose = 0; pose < 1000; pose++) {
        double[] joints =
            ARM.joints().stream()
                .mapToDouble(j -> random.nextDouble(j.lowerRad(), j.upperRad()))
                .toArray();
        scene.poseArm(joints);
        scene.data().forward();
        kinematics.forward(joints, tool);
        for (int row = 0; row < 3; row++) {
          assertThat(tool.positionM(row)).isCloseTo(scene.toolM(row), within(1e-9));
          for (int column = 0; column < 3; column++) {
            assertThat(tool.rotation(row, column))
                .isCloseTo(scene.toolRotation(row, column), within(1e-9));
          }
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("scenes")
  void jointsHaveTheSameNamesOrderAndRanges(String name) {
    try (Scene scene = scene(name)) {
      MujocoModel model = scene.model();
      for (int i = 0; i < ARM.joints().size(); i++) {
        ArmModel.Joint joint = ARM.joints().get(i);
        int id = model.joint(joint.name());
        Range range = model.jointRange(id);
        assertThat(range.min()).isCloseTo(joint.lowerRad(), within(1e-12));
        assertThat(range.max()).isCloseTo(joint.upperRad(), within(1e-12));
      }
      List<Integer> ids = ARM.joints().stream().map(j -> model.joint(j.name())).toList();
      assertThat(ids).isSorted();
      assertThat(
              Stream.iterate(0, i -> i + 1)
                  .limit(model.count(ObjectKind.JOINT))
                  .map(i -> model.name(ObjectKind.JOINT, i).orElse(""))
                  .filter(joint -> joint.startsWith("arm_")))
          .containsExactlyElementsOf(ARM.joints().stream().map(ArmModel.Joint::name).toList());
    }
  }

  @ParameterizedTest
  @MethodSource("scenes")
  void servosPushNoHarderThanTheMakerAllows(String name) {
    try (Scene scene = scene(name)) {
      for (ArmModel.Joint joint : ARM.joints()) {
        int servo = scene.model().actuator(joint.name());
        assertThat(scene.model().parameters().actuatorForcerange().get(servo, 0))
            .isEqualTo(-joint.maxTorqueNm());
        assertThat(scene.model().parameters().actuatorForcerange().get(servo, 1))
            .isEqualTo(joint.maxTorqueNm());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("scenes")
  void theGripperOpensAsFarAsTheModelSays(String name) {
    try (Scene scene = scene(name)) {
      Range range = scene.model().actuatorControlRange(scene.model().actuator("gripper"));
      assertThat(range.min()).isEqualTo(ARM.gripper().closed());
      assertThat(range.max()).isEqualTo(ARM.gripper().open());
      for (double share : new double[] {0, 0.3, 1}) {
        scene.poseGripper(share);
        scene.data().forward();
        assertThat(scene.opening()).isCloseTo(share, within(1e-9));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("scenes")
  void atHomeTheToolPointsStraightDown(String name) {
    try (Scene scene = scene(name)) {
      scene.poseArm(ARM.homeRad().stream().mapToDouble(Double::doubleValue).toArray());
      scene.data().forward();

      assertThat(scene.toolM(0)).isCloseTo(0.260, within(1e-3));
      assertThat(scene.toolM(1)).isCloseTo(0, within(1e-3));
      assertThat(scene.toolM(2)).isCloseTo(0.107, within(1e-3));
      assertThat(scene.toolRotation(2, 0)).isCloseTo(-1, within(1e-3));
    }
  }
}
