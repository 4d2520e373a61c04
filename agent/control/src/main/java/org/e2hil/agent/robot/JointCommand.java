package org.e2hil.agent.robot;

import java.util.Arrays;
import org.apiguardian.api.API;

/** Joint angles, m where a joint slides, and a gripper opening to go to. Immutable. */
@API(status = API.Status.MAINTAINED)
public final class JointCommand {

  private final double[] positionsRad;
  private final double gripperOpening;

  /**
   * Copies the array.
   *
   * @param positionsRad {@code [joint]}
   * @param gripperOpening share of the gripper's range, 0 closed, 1 open
   * @throws IllegalArgumentException for a number that is not finite, which no servo must see
   */
  public JointCommand(double[] positionsRad, double gripperOpening) {
    double sum = gripperOpening;
    for (double positionRad : positionsRad) {
      sum += positionRad;
    }
    if (!Double.isFinite(sum)) {
      throw new IllegalArgumentException(
          "a joint command must be finite, but asks for "
              + Arrays.toString(positionsRad)
              + " rad and the opening "
              + gripperOpening);
    }
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
