package org.e2hil.agent.robot;

import java.util.Arrays;
import java.util.List;
import org.apiguardian.api.API;

/**
 * Where an arm's tool is for given joint angles, and how it moves with them. Every number is in the
 * base frame. Nothing is allocated after construction; one thread.
 */
@API(status = API.Status.EXPERIMENTAL)
public final class Kinematics {

  private final int joints;
  private final double[] originsM;
  private final double[] turns;
  private final double[] axes;
  private final boolean[] slides;
  private final double[] toolM;
  private final double[] toolTurn = new double[9];

  // of the last pose: a point on each joint's axis, and its direction
  private final double[] points;
  private final double[] directions;
  private final double[] matrix = new double[9];
  private final double[] scratch = new double[9];

  /** The kinematics of the arm's tool point. */
  public Kinematics(ArmModel arm) {
    this(arm, arm.tool());
  }

  /**
   * The kinematics of another frame, such as a camera's.
   *
   * @param frame fixed to the arm's last link
   */
  public Kinematics(ArmModel arm, ArmModel.Frame frame) {
    List<ArmModel.Joint> chain = arm.joints();
    joints = chain.size();
    originsM = new double[3 * joints];
    turns = new double[9 * joints];
    axes = new double[3 * joints];
    slides = new boolean[joints];
    points = new double[3 * joints];
    directions = new double[3 * joints];
    for (int i = 0; i < joints; i++) {
      ArmModel.Joint joint = chain.get(i);
      originsM[3 * i] = joint.origin().xM();
      originsM[3 * i + 1] = joint.origin().yM();
      originsM[3 * i + 2] = joint.origin().zM();
      Rotation.toMatrix(joint.origin(), scratch);
      System.arraycopy(scratch, 0, turns, 9 * i, 9);
      slides[i] = joint.slides();
      axes[3 * i] = joint.axisX();
      axes[3 * i + 1] = joint.axisY();
      axes[3 * i + 2] = joint.axisZ();
    }
    toolM = new double[] {frame.xM(), frame.yM(), frame.zM()};
    Rotation.toMatrix(frame, toolTurn);
  }

  /** Joints of the arm. */
  public int joints() {
    return joints;
  }

  /**
   * Writes the tool's pose.
   *
   * @param jointsRad {@code [joint]}, m for a joint that slides
   */
  public void forward(double[] jointsRad, ToolPose target) {
    if (jointsRad.length != joints) {
      throw new IllegalArgumentException(
          "the arm has " + joints + " joints, but " + jointsRad.length + " angles were given");
    }
    double[] position = target.position;
    Arrays.fill(position, 0);
    Arrays.fill(matrix, 0);
    matrix[0] = 1;
    matrix[4] = 1;
    matrix[8] = 1;
    for (int i = 0; i < joints; i++) {
      addTurned(originsM, 3 * i, position);
      turn(turns, 9 * i);
      System.arraycopy(position, 0, points, 3 * i, 3);
      for (int row = 0; row < 3; row++) {
        directions[3 * i + row] =
            matrix[3 * row] * axes[3 * i]
                + matrix[3 * row + 1] * axes[3 * i + 1]
                + matrix[3 * row + 2] * axes[3 * i + 2];
      }
      if (slides[i]) {
        for (int row = 0; row < 3; row++) {
          position[row] += directions[3 * i + row] * jointsRad[i];
        }
      } else {
        axisTurn(axes[3 * i], axes[3 * i + 1], axes[3 * i + 2], jointsRad[i]);
        turn(scratch, 0);
      }
    }
    addTurned(toolM, 0, position);
    turn(toolTurn, 0);
    System.arraycopy(matrix, 0, target.matrix, 0, 9);
    Rotation.fromMatrix(matrix, target.quaternion);
  }

  /**
   * Writes the tool's pose and its geometric Jacobian.
   *
   * @param jointsRad {@code [joint]}, m for a joint that slides
   * @param jacobian {@code [6, joint]} in row-major order: three rows of m/rad for the tool point's
   *     velocity, three of rad/rad for its angular velocity; the column of a joint that slides is
   *     its direction, m/m, and no turn
   */
  public void forward(double[] jointsRad, ToolPose target, double[] jacobian) {
    forward(jointsRad, target);
    for (int i = 0; i < joints; i++) {
      double ax = directions[3 * i];
      double ay = directions[3 * i + 1];
      double az = directions[3 * i + 2];
      if (slides[i]) {
        column(jacobian, i, ax, ay, az, 0, 0, 0);
        continue;
      }
      double rx = target.position[0] - points[3 * i];
      double ry = target.position[1] - points[3 * i + 1];
      double rz = target.position[2] - points[3 * i + 2];
      column(jacobian, i, ay * rz - az * ry, az * rx - ax * rz, ax * ry - ay * rx, ax, ay, az);
    }
  }

  private void column(
      double[] jacobian, int joint, double x, double y, double z, double wx, double wy, double wz) {
    jacobian[joint] = x;
    jacobian[joints + joint] = y;
    jacobian[2 * joints + joint] = z;
    jacobian[3 * joints + joint] = wx;
    jacobian[4 * joints + joint] = wy;
    jacobian[5 * joints + joint] = wz;
  }

  private void addTurned(double[] offset, int at, double[] position) {
    for (int row = 0; row < 3; row++) {
      position[row] +=
          matrix[3 * row] * offset[at]
              + matrix[3 * row + 1] * offset[at + 1]
              + matrix[3 * row + 2] * offset[at + 2];
    }
  }

  private void turn(double[] by, int at) {
    for (int row = 0; row < 9; row += 3) {
      double a = matrix[row];
      double b = matrix[row + 1];
      double c = matrix[row + 2];
      matrix[row] = a * by[at] + b * by[at + 3] + c * by[at + 6];
      matrix[row + 1] = a * by[at + 1] + b * by[at + 4] + c * by[at + 7];
      matrix[row + 2] = a * by[at + 2] + b * by[at + 5] + c * by[at + 8];
    }
  }

  /** Rodrigues' formula, into the scratch matrix. */
  private void axisTurn(double x, double y, double z, double angleRad) {
    double sine = Math.sin(angleRad);
    double cosine = Math.cos(angleRad);
    double rest = 1 - cosine;
    scratch[0] = cosine + rest * x * x;
    scratch[1] = rest * x * y - sine * z;
    scratch[2] = rest * x * z + sine * y;
    scratch[3] = rest * x * y + sine * z;
    scratch[4] = cosine + rest * y * y;
    scratch[5] = rest * y * z - sine * x;
    scratch[6] = rest * x * z - sine * y;
    scratch[7] = rest * y * z + sine * x;
    scratch[8] = cosine + rest * z * z;
  }
}
