package org.e2hil.sim.arm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.e2hil.agent.env.ActionScale;
import org.e2hil.agent.robot.ArmModel;
import org.e2hil.agent.robot.CartesianController;
import org.e2hil.agent.robot.ControllerConfig;
import org.e2hil.agent.robot.JointCommand;
import org.e2hil.agent.robot.JointTravel;
import org.e2hil.agent.robot.Robot;
import org.e2hil.agent.robot.RobotContract;
import org.e2hil.agent.robot.RobotState;
import org.e2hil.agent.robot.Workspace;
import org.e2hil.agent.world.PerfectArm;
import org.e2hil.agent.world.RailArm;
import org.e2hil.sim.scene.Scene;
import org.junit.jupiter.api.Test;

/** A simulated arm whose first joint slides keeps the contract of a robot and reaches a pose. */
class SlidingJointTest implements RobotContract {

  private static Scene scene(ArmModel arm) {
    return new Scene(SlidingJointTest.class.getResource("rail.xml"), arm, 0.005, Map.of());
  }

  private static SimulatedArm atHome() {
    Scene scene = scene(RailArm.MODEL);
    scene.poseArm(PerfectArm.home(RailArm.MODEL));
    scene.poseGripper(0.5);
    scene.data().forward();
    return new SimulatedArm(scene, () -> {});
  }

  @Override
  public Robot open() {
    return atHome();
  }

  /** With the arm its whole world is gone. */
  @Override
  public Optional<RobotState> stateAfterClose(Robot closed) {
    return Optional.empty();
  }

  /** The joints' dry friction of 0.1 Nm over a stiffness of 40 Nm/rad, and as much again. */
  @Override
  public double toleranceRad() {
    return 0.005;
  }

  @Override
  public double tickToleranceS() {
    return 1e-9;
  }

  @Test
  void theSceneAndTheDataAgreeAndARailThatLiesTheOtherWayIsNoticed() {
    try (Scene scene = scene(RailArm.MODEL)) {
      ArmInScene.require(scene);
    }
    List<ArmModel.Joint> joints = new ArrayList<>(RailArm.MODEL.joints());
    ArmModel.Joint rail = joints.get(0);
    joints.set(
        0,
        new ArmModel.Joint(rail.name(), rail.kind(), rail.origin(), 0, -1, 0, -0.3, 0.3, 1, 200));
    ArmModel mirrored =
        new ArmModel(
            "rail", joints, RailArm.MODEL.tool(), RailArm.MODEL.homeRad(), RailArm.MODEL.gripper());
    try (Scene scene = scene(mirrored)) {
      assertThatThrownBy(() -> ArmInScene.require(scene))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("with the joint 'rail' moved");
    }
  }

  @Test
  void theToolComesToAPoseThatOnlyTheRailBringsWithinReach() {
    ControllerConfig config =
        ControllerConfig.a1x().withWorkspace(new Workspace(0.05, -0.6, 0, 0.6, 0.6, 0.45));
    CartesianController controller =
        new CartesianController(RailArm.MODEL, config, ActionScale.DEFAULT);
    double[] goal = {0.3, 0.55, 0.12};
    try (SimulatedArm arm = atHome()) {
      controller.reset(arm.state().positionsRad(), 0.5);
      double[] joints =
          controller.solve(
              goal, controller.commandedTool().quaternion(), arm.state().positionsRad());

      JointTravel.go(arm, new JointCommand(joints, 0.5), 1);

      controller.reset(arm.state().positionsRad(), 0.5);
      for (int axis = 0; axis < 3; axis++) {
        assertThat(controller.commandedTool().positionM(axis)).isCloseTo(goal[axis], within(0.005));
      }
      assertThat(arm.state().positionRad(0)).isGreaterThan(0.1);
    }
  }
}
