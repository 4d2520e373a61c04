package org.e2hil.agent.robot;

import org.e2hil.agent.env.Action;
import org.e2hil.agent.env.ActionScale;
import org.e2hil.agent.env.LimitCounts;

/** A gate and a controller with servos that are always where they are asked to be. */
final class ServoLoop {

  static final int TICKS = 10;

  final ArmModel arm;
  final CartesianController controller;
  final SafetyGate gate;
  final LimitCounts counts = new LimitCounts();
  final Kinematics kinematics;
  final ToolPose tool = new ToolPose();

  ServoLoop(ArmModel arm, ControllerConfig config, ActionScale scale) {
    this.arm = arm;
    controller = new CartesianController(arm, config, scale);
    gate = new SafetyGate(config.workspace(), scale);
    kinematics = new Kinematics(arm);
  }

  static ServoLoop a1x() {
    return new ServoLoop(Arms.a1x(), ControllerConfig.a1x(), ActionScale.DEFAULT).home();
  }

  static ServoLoop so101() {
    return new ServoLoop(Arms.so101(), ControllerConfig.so101(), ActionScale.DEFAULT).home();
  }

  ServoLoop home() {
    return from(KinematicsTest.home(arm));
  }

  ServoLoop from(double[] joints) {
    controller.reset(joints, 0.5);
    tool.set(controller.commandedTool());
    return this;
  }

  /** One control period; returns what was applied. */
  Action step(double... action) {
    Action applied = gate.apply(Action.of(action), controller.goal(), counts);
    controller.moveGoal(applied, joints(), counts);
    for (int left = TICKS; left > 0; left--) {
      controller.tick(left, counts);
    }
    kinematics.forward(joints(), tool);
    return applied;
  }

  double[] joints() {
    return controller.command().positionsRad();
  }
}
