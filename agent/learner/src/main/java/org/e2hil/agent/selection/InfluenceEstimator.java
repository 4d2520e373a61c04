package org.e2hil.agent.selection;

import org.apiguardian.api.API;

/**
 * Estimates how much one actor update on a state would change the policy's entropy there. A pure
 * function of samples; no gradient flows through it.
 *
 * <p>{@link CovarianceInfluence} holds the paper's density-weighted covariance (Eq. 9 and 10) and
 * the unweighted one. For a discrete distribution {@link SoftmaxInfluence} gives what the first of
 * them estimates exactly.
 */
@API(status = API.Status.EXPERIMENTAL)
@FunctionalInterface
public interface InfluenceEstimator {

  /**
   * The influence c(s) of one state; 0 where there is one sample only.
   *
   * @param logDensity {@code [samples]}: log π(aₖ|s) of actions aₖ drawn from the policy at s
   * @param softValue {@code [samples]}: g(s, aₖ) = min Q(s, aₖ) − α log π(aₖ|s)
   * @return c(s), with the step size η, which only scales it, left out
   */
  double influence(double[] logDensity, double[] softValue);
}
