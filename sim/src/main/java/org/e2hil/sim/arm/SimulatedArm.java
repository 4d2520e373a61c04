package org.e2hil.sim.arm;

import org.e2hil.agent.robot.ArmModel;
import org.e2hil.agent.robot.JointCommand;
import org.e2hil.agent.robot.Robot;
import org.e2hil.agent.robot.RobotState;
import org.e2hil.sim.scene.Scene;

/** An arm whose body is a scene: waiting for a tick lets physics pass, at whatever speed it can. */
public final class SimulatedArm implements Robot {

  private final Scene scene;
  private final Runnable afterTick;
  private final double[] positionsRad;
  private final double[] velocitiesRadPerS;

  /**
   * The arm of a scene, which it owns from now on.
   *
   * @param afterTick the task's mechanisms, run once physics has passed
   */
  public SimulatedArm(Scene scene, Runnable afterTick) {
    this.scene = scene;
    this.afterTick = afterTick;
    positionsRad = new double[scene.arm().joints().size()];
    velocitiesRadPerS = new double[positionsRad.length];
  }

  @Override
  public ArmModel arm() {
    return scene.arm();
  }

  @Override
  public RobotState state() {
    for (int i = 0; i < positionsRad.length; i++) {
      positionsRad[i] = scene.jointRad(i);
      velocitiesRadPerS[i] = scene.jointRadPerS(i);
    }
    return new RobotState(
        scene.data().timeSeconds(), positionsRad, velocitiesRadPerS, scene.opening());
  }

  @Override
  public void command(JointCommand command) {
    if (command.joints() != positionsRad.length) {
      throw new IllegalArgumentException(
          "the arm %s has %d joints, but the command is for %d"
              .formatted(arm().name(), positionsRad.length, command.joints()));
    }
    for (int i = 0; i < command.joints(); i++) {
      scene.commandJoint(i, command.positionRad(i));
    }
    scene.commandGripper(command.gripperOpening());
  }

  @Override
  public void awaitTick() {
    scene.tick();
    afterTick.run();
  }

  @Override
  public void close() {
    scene.close();
  }
}
