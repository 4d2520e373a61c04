package org.e2hil.agent.robot;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.ejml.interfaces.linsol.LinearSolverDense;

/**
 * Position and orientation together, for arms of six joints or more: {@code Δq = Jᵀ(JJᵀ + λ²I)⁻¹e}
 * (Wampler 1986; Nakamura and Hanafusa 1986) with the rows of rotation weighed against metres.
 */
final class WholePoseSolver implements JointSolver {

  private final double damping;
  private final double rotationWeightM;
  private final DMatrixRMaj weighed;
  private final DMatrixRMaj square = new DMatrixRMaj(6, 6);
  private final DMatrixRMaj right = new DMatrixRMaj(6, 1);
  private final DMatrixRMaj solution = new DMatrixRMaj(6, 1);
  private final LinearSolverDense<DMatrixRMaj> cholesky = LinearSolverFactory_DDRM.chol(6);

  WholePoseSolver(int joints, ControllerConfig config) {
    damping = config.damping();
    rotationWeightM = config.rotationWeightM();
    weighed = new DMatrixRMaj(6, joints);
  }

  @Override
  public void project(DMatrixRMaj jacobian, ToolPose tool, DMatrixRMaj error) {
    // six joints can turn about every axis
  }

  @Override
  public void solve(DMatrixRMaj jacobian, boolean[] free, DMatrixRMaj error, DMatrixRMaj motion) {
    int rotation = 3 * jacobian.numCols;
    for (int i = 0; i < jacobian.data.length; i++) {
      weighed.data[i] = jacobian.data[i] * (i < rotation ? 1 : rotationWeightM);
    }
    for (int i = 0; i < 6; i++) {
      right.data[i] = error.data[i] * (i < 3 ? 1 : rotationWeightM);
    }
    CommonOps_DDRM.multTransB(weighed, weighed, square);
    for (int i = 0; i < 6; i++) {
      square.data[7 * i] += damping;
    }
    cholesky.setA(square);
    cholesky.solve(right, solution);
    CommonOps_DDRM.multTransA(weighed, solution, motion);
  }
}
