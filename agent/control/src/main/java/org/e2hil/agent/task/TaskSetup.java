package org.e2hil.agent.task;

import org.apiguardian.api.API;
import org.e2hil.agent.robot.ArmModel;
import org.e2hil.agent.robot.CartesianController;
import org.e2hil.agent.robot.ControllerConfig;
import org.e2hil.agent.robot.JointCommand;
import org.e2hil.agent.robot.Rotation;
import org.e2hil.agent.robot.TurnLimits;
import org.e2hil.agent.robot.UnreachablePoseException;
import org.e2hil.agent.robot.Workspace;

/**
 * Where an arm does a task: the pose of the tool that an episode begins from, and how far the tool
 * may go and turn from there. All in the arm's base frame.
 *
 * @param xM of the tool point at the start
 * @param yM of the tool point at the start
 * @param zM of the tool point at the start
 * @param pitchRad how far the tool points below the horizon at the start: π/2 is straight down
 * @param rollRad how far it is then turned about its own axis of approach
 * @param opening of the gripper at the start, as a share of its range
 * @param workspace box that the tool point's goal is kept in
 * @param leashM farthest that the goal may run ahead of the measured tool point
 * @param tiltRad farthest that the tool may turn about each horizontal axis
 * @param yawRad farthest that the tool may turn about the vertical
 */
@API(status = API.Status.MAINTAINED)
public record TaskSetup(
    double xM,
    double yM,
    double zM,
    double pitchRad,
    double rollRad,
    double opening,
    Workspace workspace,
    double leashM,
    double tiltRad,
    double yawRad) {

  /** Checks that the start lies in the workspace. */
  public TaskSetup {
    double[] startM = {xM, yM, zM};
    for (int axis = 0; axis < 3; axis++) {
      if (!(startM[axis] >= workspace.lowM(axis) && startM[axis] <= workspace.highM(axis))) {
        throw new IllegalArgumentException(
            "a start must lie in the workspace %s, but [%s, %s, %s] m does not"
                .formatted(workspace, xM, yM, zM));
      }
    }
    if (!(opening >= 0 && opening <= 1)) {
      throw new IllegalArgumentException("opening must lie in [0, 1], but is " + opening);
    }
  }

  /** The same on another leash. */
  TaskSetup withLeash(double lengthM) {
    return new TaskSetup(
        xM, yM, zM, pitchRad, rollRad, opening, workspace, lengthM, tiltRad, yawRad);
  }

  /** The same with the tool turned about its axis of approach and the gripper opened so far. */
  TaskSetup withHand(double turnedRad, double opened) {
    return new TaskSetup(
        xM, yM, zM, pitchRad, turnedRad, opened, workspace, leashM, tiltRad, yawRad);
  }

  /** How the arm is led there. */
  public ControllerConfig controller(ControllerConfig ofArm) {
    return ofArm.withWorkspace(workspace).withLeash(leashM, ofArm.leashRad());
  }

  /** How far the tool may turn. */
  public TurnLimits turns() {
    double[] home = orientation();
    return new TurnLimits(home[0], home[1], home[2], home[3], tiltRad, yawRad);
  }

  /** Orientation of the tool at the start, {@code [w, x, y, z]}. */
  public double[] orientation() {
    double[] pitched = {Math.cos(pitchRad / 2), 0, Math.sin(pitchRad / 2), 0};
    double[] rolled = {Math.cos(rollRad / 2), Math.sin(rollRad / 2), 0, 0};
    Rotation.multiply(pitched, rolled, rolled);
    return rolled;
  }

  /**
   * The joint angles and the opening that an episode begins with.
   *
   * @param controller to solve with; it is not changed
   * @throws UnreachablePoseException if the arm cannot stand so
   */
  public JointCommand start(CartesianController controller, ArmModel arm) {
    double[] home = arm.homeRad().stream().mapToDouble(Double::doubleValue).toArray();
    return new JointCommand(joints(controller, 0, home), opening);
  }

  /**
   * The joint angles, rad, at which the tool stands at the start, turned further about the
   * vertical.
   *
   * @param controller to solve with; it is not changed
   * @param near joint angles to begin the search from, rad
   * @throws UnreachablePoseException if the arm cannot stand so
   */
  public double[] joints(CartesianController controller, double turnRad, double[] near) {
    double[] turned = {Math.cos(turnRad / 2), 0, 0, Math.sin(turnRad / 2)};
    Rotation.multiply(turned, orientation(), turned);
    return controller.solve(new double[] {xM, yM, zM}, turned, near);
  }
}
