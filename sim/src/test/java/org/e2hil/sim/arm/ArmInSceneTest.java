package org.e2hil.sim.arm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.Stream;
import org.e2hil.agent.random.SeededRandom;
import org.e2hil.agent.robot.ArmModel;
import org.e2hil.agent.robot.Arms;
import org.e2hil.agent.robot.Kinematics;
import org.e2hil.agent.robot.ToolPose;
import org.e2hil.sim.SimulatedTasks;
import org.e2hil.sim.mujoco.MujocoModel;
import org.e2hil.sim.mujoco.ObjectKind;
import org.e2hil.sim.mujoco.Range;
import org.e2hil.sim.scene.Scene;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The arm of the kinematics, of the limits and of every scene is one and the same arm. */
class ArmInSceneTest {

  /** A scene for each arm and task. */
  record Pair(ArmModel arm, String task) {

    Scene open() {
      return new Scene(task, arm, 0.005);
    }

    @Override
    public String toString() {
      return arm.name() + " " + task;
    }
  }

  static Stream<Pair> scenes() {
    return Stream.of(Arms.a1x(), Arms.so101())
        .flatMap(arm -> SimulatedTasks.names(arm).stream().map(task -> new Pair(arm, task)));
  }

  @ParameterizedTest
  @MethodSource("scenes")
  void javaAndMujocoAgreeOnTheToolAtAThousandRandomPoses(Pair pair) {
    SeededRandom random = SeededRandom.of(1, "poses");
    Kinematics kinematics = new Kinematics(pair.arm());
    ToolPose tool = new ToolPose();
    try (Scene scene = pair.open()) {
      for (int pose = 0; pose < 1000; pose++) {
        double[] joints =
            pair.arm().joints().stream()
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

  /** An arm has its frames in two places. */
  @Test
  void anArmWhoseDataAreNotThoseOfTheSceneIsRefused() {
    ArmModel a1x = Arms.a1x();
    Pair longer = new Pair(withTool(a1x, ArmModel.Frame.translation(0.13, 0, 0)), "pick-banana");
    Pair turned =
        new Pair(
            withTool(a1x, new ArmModel.Frame(a1x.tool().xM(), 0, 0, 0.1, 0, 0)), "pick-banana");
    try (Scene scene = longer.open()) {
      assertThatThrownBy(() -> ArmInScene.require(scene))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(
              "the arm a1x disagree: at home the site 'tool' is [260, 0, 107] mm");
    }
    try (Scene scene = turned.open()) {
      assertThatThrownBy(() -> ArmInScene.require(scene)).hasMessageContaining("another way");
    }
  }

  @Test
  void aSceneIsAsFreshAfterItsArmWasLookedAt() {
    try (Scene untouched = new Pair(Arms.so101(), "pick-banana").open();
        Scene looked = new Pair(Arms.so101(), "pick-banana").open()) {
      ArmInScene.require(looked);

      untouched.data().step(20);
      looked.data().step(20);
      assertThat(looked.data().save()).isEqualTo(untouched.data().save());
    }
  }

  private static ArmModel withTool(ArmModel arm, ArmModel.Frame tool) {
    return new ArmModel(arm.name(), arm.joints(), tool, arm.homeRad(), arm.gripper());
  }

  @ParameterizedTest
  @MethodSource("scenes")
  void jointsHaveTheSameNamesOrderAndRanges(Pair pair) {
    try (Scene scene = pair.open()) {
      MujocoModel model = scene.model();
      for (int i = 0; i < pair.arm().joints().size(); i++) {
        ArmModel.Joint joint = pair.arm().joints().get(i);
        int id = model.joint(joint.name());
        Range range = model.jointRange(id);
        assertThat(range.min()).isCloseTo(joint.lowerRad(), within(1e-12));
        assertThat(range.max()).isCloseTo(joint.upperRad(), within(1e-12));
      }
      List<Integer> ids = pair.arm().joints().stream().map(j -> model.joint(j.name())).toList();
      assertThat(ids).isSorted();
      assertThat(
              Stream.iterate(0, i -> i + 1)
                  .limit(model.count(ObjectKind.ACTUATOR))
                  .map(i -> model.name(ObjectKind.ACTUATOR, i).orElse("")))
          .containsExactlyElementsOf(
              Stream.concat(
                      pair.arm().joints().stream().map(ArmModel.Joint::name), Stream.of("gripper"))
                  .toList());
    }
  }

  @ParameterizedTest
  @MethodSource("scenes")
  void servosPushNoHarderThanTheMakerAllows(Pair pair) {
    try (Scene scene = pair.open()) {
      for (ArmModel.Joint joint : pair.arm().joints()) {
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
  void theGripperOpensAsFarAsTheModelSays(Pair pair) {
    try (Scene scene = pair.open()) {
      Range range = scene.model().actuatorControlRange(scene.model().actuator("gripper"));
      assertThat(range.min()).isEqualTo(pair.arm().gripper().closed());
      assertThat(range.max()).isEqualTo(pair.arm().gripper().open());
      for (double share : new double[] {0, 0.3, 1}) {
        scene.poseGripper(share);
        scene.data().forward();
        assertThat(scene.opening()).isCloseTo(share, within(1e-9));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("scenes")
  void betweenOpenJawsFitsJustWhatTheySay(Pair pair) {
    try (Scene scene = pair.open()) {
      for (double widthM : new double[] {0.010, 0.025, 0.050}) {
        double opening = scene.jaws().touching(widthM);
        assertThat(scene.jaws().widthM(opening)).isCloseTo(widthM, within(1e-9));
        scene.poseArm(home(pair.arm()));
        scene.poseGripper(opening);
        scene.data().forward();
        double[] pads = {faceM(scene, "pad_left"), faceM(scene, "pad_right")};
        assertThat(pads[0] - pads[1]).isCloseTo(widthM, within(2e-4));
        assertThat((pads[0] + pads[1]) / 2).isCloseTo(scene.jaws().middleM(widthM), within(2e-4));
      }
    }
  }

  /** Where the inner face of a pad is beside the tool point, along the tool's y axis, m. */
  private static double faceM(Scene scene, String pad) {
    int geom = scene.model().geom(pad);
    double[] size = new double[3];
    scene.model().parameters().geomSize().readRow(geom, size, 0);
    int thin = size[0] < size[1] ? 0 : 1;
    double[] normal = new double[3];
    double[] from = new double[3];
    double across = 0;
    for (int axis = 0; axis < 3; axis++) {
      normal[axis] = scene.data().geomXmat().get(geom, 3 * axis + thin);
      from[axis] = scene.toolM(axis) - scene.data().geomXpos().get(geom, axis);
      across += normal[axis] * scene.toolRotation(axis, 1);
    }
    double outside = Math.abs(dot(normal, from)) - size[thin];
    return (pad.equals("pad_left") ? 1 : -1) * outside / Math.abs(across);
  }

  private static double dot(double[] a, double[] b) {
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
  }

  private static double[] home(ArmModel arm) {
    return arm.homeRad().stream().mapToDouble(Double::doubleValue).toArray();
  }

  @Test
  void atHomeTheA1xPointsStraightDown() {
    try (Scene scene = new Pair(Arms.a1x(), "pick-banana").open()) {
      scene.poseArm(home(Arms.a1x()));
      scene.data().forward();

      assertThat(scene.toolM(0)).isCloseTo(0.260, within(1e-3));
      assertThat(scene.toolM(1)).isCloseTo(0, within(1e-3));
      assertThat(scene.toolM(2)).isCloseTo(0.107, within(1e-3));
      assertThat(scene.toolRotation(2, 0)).isCloseTo(-1, within(1e-3));
    }
  }
}
