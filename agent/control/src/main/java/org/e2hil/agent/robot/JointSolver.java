package org.e2hil.agent.robot;

import org.ejml.data.DMatrixRMaj;

/**
 * One linearised step from a tool's error to joint motions, by damped least squares. Which rule
 * fits follows from the number of joints.
 */
sealed interface JointSolver permits WholePoseSolver, PositionFirstSolver {

  /**
   * Removes from an error what this arm can turn no joint for.
   *
   * @param jacobian {@code [6, joint]} at the tool's pose
   * @param error {@code [6]}: three of m, three of rad; edited in place
   */
  void project(DMatrixRMaj jacobian, ToolPose tool, DMatrixRMaj error);

  /**
   * Writes the joint motions that reduce an error.
   *
   * @param jacobian {@code [6, joint]} at the tool's pose, its columns of joints that must stand
   *     still set to zero
   * @param free {@code [joint]}, false for a joint that must stand still
   * @param error {@code [6]}, projected
   * @param motion {@code [joint]}, rad
   */
  void solve(DMatrixRMaj jacobian, boolean[] free, DMatrixRMaj error, DMatrixRMaj motion);

  /**
   * The rule for an arm.
   *
   * @throws IllegalArgumentException for fewer than five joints
   */
  static JointSolver of(ArmModel arm, ControllerConfig config) {
    int joints = arm.joints().size();
    if (joints < 5) {
      throw new IllegalArgumentException(
          "the arm "
              + arm.name()
              + " has "
              + joints
              + " joints; the Cartesian controller needs at least 5");
    }
    return joints == 5 ? new PositionFirstSolver(config) : new WholePoseSolver(joints, config);
  }
}
