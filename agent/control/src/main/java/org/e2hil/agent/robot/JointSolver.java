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
   *     still set to zero, and those of joints that slide in units of {@link ArmModel.Joint#perRad}
   * @param free {@code [joint]}, false for a joint that must stand still
   * @param error {@code [6]}, projected
   * @param motion {@code [joint]}, rad, or units of {@link ArmModel.Joint#perRad}
   */
  void solve(DMatrixRMaj jacobian, boolean[] free, DMatrixRMaj error, DMatrixRMaj motion);

  /**
   * The rule for an arm.
   *
   * @throws IllegalArgumentException for fewer than five joints, or five of which one slides
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
    if (joints == 5 && arm.joints().stream().anyMatch(ArmModel.Joint::slides)) {
      throw new IllegalArgumentException(
          "the arm %s has five joints, of which one slides; with five the Cartesian controller needs a pan, three parallel pitches and a roll, so give it a sixth joint"
              .formatted(arm.name()));
    }
    return joints == 5 ? new PositionFirstSolver(config) : new WholePoseSolver(joints, config);
  }
}
