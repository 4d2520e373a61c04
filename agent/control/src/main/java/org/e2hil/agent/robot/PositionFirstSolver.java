package org.e2hil.agent.robot;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.ejml.interfaces.linsol.LinearSolverDense;

/**
 * For arms with a pan joint, three parallel pitch joints and a roll joint: position has the first
 * word, and pitch and roll of the tool share what is left (task priority as in Nakamura, Hanafusa
 * and Yoshikawa 1987). Such an arm cannot turn its tool about the axis normal to both the tool and
 * the pitch axis, so that part of an error is left out rather than traded against the others.
 */
final class PositionFirstSolver implements JointSolver {

  private static final int JOINTS = 5;

  /** One of the parallel joints: the elbow. */
  private static final int PITCH_JOINT = 2;

  /** Damping of the position rows, as a share of the configured one: they can give way less. */
  private static final double POSITION_SHARE = 0.4;

  /** Damping of the rotation rows, rad²: in the null space little lever is left now and then. */
  private static final double ROTATION_DAMPING = 0.02;

  private final double damping;
  private final double[] lost = new double[3];

  private final DMatrixRMaj positionRows = new DMatrixRMaj(3, JOINTS);
  private final DMatrixRMaj rotationRows = new DMatrixRMaj(3, JOINTS);
  private final DMatrixRMaj square = new DMatrixRMaj(3, 3);
  private final DMatrixRMaj weighedRows = new DMatrixRMaj(3, JOINTS);
  private final DMatrixRMaj nullSpace = new DMatrixRMaj(JOINTS, JOINTS);
  private final DMatrixRMaj leftRows = new DMatrixRMaj(3, JOINTS);
  private final DMatrixRMaj positionError = new DMatrixRMaj(3, 1);
  private final DMatrixRMaj rotationError = new DMatrixRMaj(3, 1);
  private final DMatrixRMaj solution = new DMatrixRMaj(3, 1);
  private final DMatrixRMaj second = new DMatrixRMaj(JOINTS, 1);
  private final LinearSolverDense<DMatrixRMaj> cholesky = LinearSolverFactory_DDRM.chol(3);

  PositionFirstSolver(ControllerConfig config) {
    damping = config.damping() * POSITION_SHARE;
  }

  @Override
  public void project(DMatrixRMaj jacobian, ToolPose tool, DMatrixRMaj error) {
    double px = jacobian.get(3, PITCH_JOINT);
    double py = jacobian.get(4, PITCH_JOINT);
    double pz = jacobian.get(5, PITCH_JOINT);
    lost[0] = tool.matrix[3] * pz - tool.matrix[6] * py;
    lost[1] = tool.matrix[6] * px - tool.matrix[0] * pz;
    lost[2] = tool.matrix[0] * py - tool.matrix[3] * px;
    double length = Math.sqrt(lost[0] * lost[0] + lost[1] * lost[1] + lost[2] * lost[2]);
    for (int i = 0; i < 3; i++) {
      lost[i] /= length + 1e-9;
    }
    double along = lost[0] * error.data[3] + lost[1] * error.data[4] + lost[2] * error.data[5];
    for (int i = 0; i < 3; i++) {
      error.data[3 + i] -= along * lost[i];
    }
  }

  @Override
  public void solve(DMatrixRMaj jacobian, boolean[] free, DMatrixRMaj error, DMatrixRMaj motion) {
    split(jacobian, error);

    CommonOps_DDRM.multTransB(positionRows, positionRows, square);
    damp(square, damping);
    cholesky.setA(square);
    cholesky.solve(positionRows, weighedRows);
    CommonOps_DDRM.multTransA(weighedRows, positionError, motion);

    CommonOps_DDRM.multTransA(-1, positionRows, weighedRows, nullSpace);
    for (int i = 0; i < JOINTS; i++) {
      nullSpace.data[(JOINTS + 1) * i] += free[i] ? 1 : 0;
    }
    CommonOps_DDRM.multAdd(-1, rotationRows, motion, rotationError);
    CommonOps_DDRM.mult(rotationRows, nullSpace, leftRows);
    CommonOps_DDRM.multTransB(leftRows, leftRows, square);
    damp(square, ROTATION_DAMPING);
    cholesky.setA(square);
    cholesky.solve(rotationError, solution);
    CommonOps_DDRM.multTransA(leftRows, solution, second);
    CommonOps_DDRM.multAdd(nullSpace, second, motion);
  }

  private void split(DMatrixRMaj jacobian, DMatrixRMaj error) {
    int half = 3 * JOINTS;
    System.arraycopy(jacobian.data, 0, positionRows.data, 0, half);
    for (int joint = 0; joint < JOINTS; joint++) {
      double along = 0;
      for (int row = 0; row < 3; row++) {
        along += lost[row] * jacobian.data[half + JOINTS * row + joint];
      }
      for (int row = 0; row < 3; row++) {
        int at = JOINTS * row + joint;
        rotationRows.data[at] = jacobian.data[half + at] - along * lost[row];
      }
    }
    System.arraycopy(error.data, 0, positionError.data, 0, 3);
    System.arraycopy(error.data, 3, rotationError.data, 0, 3);
  }

  private static void damp(DMatrixRMaj matrix, double amount) {
    for (int i = 0; i < 3; i++) {
      matrix.data[4 * i] += amount;
    }
  }
}
