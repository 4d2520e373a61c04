package org.e2hil.sim.arm;

import org.apiguardian.api.API;
import org.e2hil.agent.robot.ArmModel;
import org.e2hil.agent.robot.JointCommand;
import org.e2hil.agent.robot.Robot;
import org.e2hil.agent.robot.RobotState;
import org.e2hil.sim.randomisation.Draws;
import org.e2hil.sim.randomisation.Randomisation;
import org.e2hil.sim.scene.Scene;

/** An arm whose body is a scene: waiting for a tick lets physics pass, at whatever speed it can. */
@API(status = API.Status.INTERNAL)
public final class SimulatedArm implements Robot {

  private final Scene scene;
  private final Runnable afterTick;
  private final Imperfections imperfections;
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
    imperfections = new Imperfections(scene.arm());
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
      if (!imperfections.perfect()) {
        positionsRad[i] += imperfections.readingErrorRad(i);
      }
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
    imperfections.send(command).ifPresent(this::obey);
  }

  private void obey(JointCommand command) {
    for (int i = 0; i < command.joints(); i++) {
      double asked = command.positionRad(i);
      scene.commandJoint(i, imperfections.perfect() ? asked : asked - imperfections.offsetRad(i));
    }
    scene.commandGripper(command.gripperOpening());
  }

  /** Draws what this arm does late and measures wrongly in a new episode. */
  public void vary(Randomisation.Sensing ranges, Draws draws) {
    imperfections.draw(ranges, draws);
  }

  /** The angles at which the joints stand when their encoders say this, rad. */
  public double[] realRad(double[] readRad) {
    double[] real = readRad.clone();
    for (int i = 0; i < real.length && !imperfections.perfect(); i++) {
      real[i] -= imperfections.offsetRad(i);
    }
    return real;
  }

  /** How far the tool point seems to be from where it is, because encoders are off, m. */
  public double misreadM(int axis) {
    if (imperfections.perfect()) {
      return 0;
    }
    double[] joints = new double[positionsRad.length];
    for (int i = 0; i < joints.length; i++) {
      joints[i] = scene.jointRad(i);
    }
    return imperfections.misreadM(joints, axis);
  }

  /** Misjudges the tool point against the objects once more, as unsurely as was drawn. */
  public void misjudgeTool() {
    for (int axis = 0; axis < 3 && !imperfections.perfect(); axis++) {
      scene.misjudgeTool(axis, imperfections.toolErrorM());
    }
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
