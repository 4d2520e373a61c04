package org.e2hil.agent.robot;

/** Joint angles and a gripper opening to go to. Immutable. */
public final class JointCommand {

  private final double[] positionsRad;
  private final double gripperOpening;

  /**
   * Copies the array.
   *
   * @param positionsRad {@code [joint]}
   * @param gripperOpening share of the gripper's range, 0 closed, 1 open
   */
  public JointCommand(double[] positionsRad, double gripperOpening) {
    this.positionsRad = positionsRad.clone();
    this.gripperOpening = gripperOpening;
  }

  /** Joints of the arm, the gripper not counted. */
  public int joints() {
    return positionsRad.length;
  }

  /** Angle asked of one joint, rad. */
  public double positionRad(int joint) {
    return positionsRad[joint];
  }

  /** A copy of all angles, rad. */
  public double[] positionsRad() {
    return positionsRad.clone();
  }

  /** Opening asked of the gripper, 0 closed, 1 open. */
  public double gripperOpening() {
    return gripperOpening;
  }
}
