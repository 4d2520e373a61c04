package org.e2hil.agent.robot;

import org.apiguardian.api.API;

/** What a robot measured at one moment, in m where a joint slides. Immutable. */
@API(status = API.Status.MAINTAINED)
public final class RobotState {

  private final double timeS;
  private final double[] positionsRad;
  private final double[] velocitiesRadPerS;
  private final double gripperOpening;

  /**
   * Copies the arrays.
   *
   * @param timeS seconds on the robot's own clock, growing
   * @param positionsRad {@code [joint]}
   * @param velocitiesRadPerS {@code [joint]}
   * @param gripperOpening measured opening as a share of the gripper's range, 0 closed, 1 open
   */
  public RobotState(
      double timeS, double[] positionsRad, double[] velocitiesRadPerS, double gripperOpening) {
    this.timeS = timeS;
    this.positionsRad = positionsRad.clone();
    this.velocitiesRadPerS = velocitiesRadPerS.clone();
    this.gripperOpening = gripperOpening;
  }

  /** Seconds on the robot's own clock. */
  public double timeS() {
    return timeS;
  }

  /** Joints of the arm, the gripper not counted. */
  public int joints() {
    return positionsRad.length;
  }

  /** Angle of one joint, rad. */
  public double positionRad(int joint) {
    return positionsRad[joint];
  }

  /** Speed of one joint, rad/s. */
  public double velocityRadPerS(int joint) {
    return velocitiesRadPerS[joint];
  }

  /** A copy of all joint angles, rad. */
  public double[] positionsRad() {
    return positionsRad.clone();
  }

  /** Measured opening of the gripper as a share of its range: 0 closed, 1 open. */
  public double gripperOpening() {
    return gripperOpening;
  }
}
