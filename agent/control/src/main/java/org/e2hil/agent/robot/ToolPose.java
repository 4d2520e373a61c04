package org.e2hil.agent.robot;

import org.apiguardian.api.API;

/**
 * Where a tool is and how it is turned, in the base frame of its arm. The tool's x axis is the
 * direction of approach. A holder that its owner refills without allocating: read it before the
 * next call that changes it. One thread.
 */
@API(status = API.Status.EXPERIMENTAL)
public final class ToolPose {

  final double[] position = new double[3];
  final double[] quaternion = {1, 0, 0, 0};
  final double[] matrix = {1, 0, 0, 0, 1, 0, 0, 0, 1};

  private final double[] turn = new double[3];
  private final double[] step = new double[4];

  /** A pose at the base, not turned. */
  public ToolPose() {}

  /** Position along one axis, m. */
  public double positionM(int axis) {
    return position[axis];
  }

  /** One number of the unit quaternion {@code [w, x, y, z]}. */
  public double quaternion(int index) {
    return quaternion[index];
  }

  /** One number of the rotation matrix, whose columns are the tool's axes. */
  public double rotation(int row, int column) {
    return matrix[3 * row + column];
  }

  /** A copy of the position {@code [3]}, m. */
  public double[] positionM() {
    return position.clone();
  }

  /** A copy of the unit quaternion {@code [w, x, y, z]}. */
  public double[] quaternion() {
    return quaternion.clone();
  }

  /** Takes on another pose. */
  public void set(ToolPose other) {
    System.arraycopy(other.position, 0, position, 0, 3);
    System.arraycopy(other.quaternion, 0, quaternion, 0, 4);
    System.arraycopy(other.matrix, 0, matrix, 0, 9);
  }

  /**
   * Takes on a position and an orientation.
   *
   * @param positionM {@code [3]}, m
   * @param quaternion {@code [w, x, y, z]}, of any length but 0
   */
  public void set(double[] positionM, double[] quaternion) {
    System.arraycopy(positionM, 0, position, 0, 3);
    System.arraycopy(quaternion, 0, this.quaternion, 0, 4);
    renewMatrix();
  }

  /** Distance between two tool points, m. */
  public double distanceM(ToolPose other) {
    double x = position[0] - other.position[0];
    double y = position[1] - other.position[1];
    double z = position[2] - other.position[2];
    return Math.sqrt(x * x + y * y + z * z);
  }

  /** Angle between two orientations, rad, from 0 to π. */
  public double angleRad(ToolPose other) {
    Rotation.vectorBetween(quaternion, other.quaternion, turn);
    return Math.sqrt(turn[0] * turn[0] + turn[1] * turn[1] + turn[2] * turn[2]);
  }

  /** Turns about the base's axes by a rotation vector, rad. */
  void turnBy(double[] vectorRad) {
    Rotation.fromVector(vectorRad, 1, step);
    Rotation.multiply(step, quaternion, quaternion);
    renewMatrix();
  }

  /** Goes a share of the straight way to another pose; 1 arrives exactly. */
  void moveToward(ToolPose other, double share) {
    if (share == 1) {
      set(other);
      return;
    }
    for (int i = 0; i < 3; i++) {
      position[i] += (other.position[i] - position[i]) * share;
    }
    turnToward(other, share);
  }

  /** Comes as near to the centre as {@code lengthM}, straight; true if it was farther. */
  boolean pullWithin(ToolPose centre, double lengthM) {
    double distance = distanceM(centre);
    if (distance <= lengthM) {
      return false;
    }
    for (int i = 0; i < 3; i++) {
      position[i] = centre.position[i] + (position[i] - centre.position[i]) * (lengthM / distance);
    }
    return true;
  }

  /** Turns as near to the centre's orientation as {@code angleRad}; true if it was farther. */
  boolean turnWithin(ToolPose centre, double angleRad) {
    double angle = angleRad(centre);
    if (angle <= angleRad) {
      return false;
    }
    turnToward(centre, 1 - angleRad / angle);
    return true;
  }

  private void turnToward(ToolPose other, double share) {
    Rotation.vectorBetween(quaternion, other.quaternion, turn);
    Rotation.fromVector(turn, share, step);
    Rotation.multiply(step, quaternion, quaternion);
    renewMatrix();
  }

  private void renewMatrix() {
    Rotation.normalize(quaternion);
    Rotation.toMatrix(quaternion, matrix);
  }
}
