package org.e2hil.agent.selection;

import org.apiguardian.api.API;

/**
 * Eq. 9 and 10: c = −Ĉov(log π, y), the population covariance over the samples. With A = g − mean
 * g, the soft advantage of Eq. 7:
 */
@API(status = API.Status.MAINTAINED)
public enum CovarianceInfluence implements InfluenceEstimator {

  /** y = π·A as in Eq. 8, with the density π cut at 10⁶. */
  DENSITY_WEIGHTED {
    @Override
    double change(double logDensity, double advantage) {
      // compared as logarithms, since a density may overflow: σ = 1e-5 in 30 dimensions has 10¹⁴⁰
      double density = logDensity < LOG_LARGEST_DENSITY ? Math.exp(logDensity) : LARGEST_DENSITY;
      return density * advantage;
    }
  },

  /**
   * y = A: the change of the logits under a natural gradient, which drops the factor π. Of K draws
   * the population covariance is short by one K-th, E[c] = −(1 − 1/K)·Cov(log π, A).
   */
  UNWEIGHTED {
    @Override
    double change(double logDensity, double advantage) {
      return advantage;
    }
  };

  static final double LARGEST_DENSITY = 1e6;
  static final double LOG_LARGEST_DENSITY = Math.log(LARGEST_DENSITY);

  /** Δz of one sampled action but for η. */
  abstract double change(double logDensity, double advantage);

  @Override
  public double influence(double[] logDensity, double[] softValue) {
    int samples = logDensity.length;
    double value = mean(softValue);
    double meanLog = mean(logDensity);
    double meanChange = 0;
    for (int k = 0; k < samples; k++) {
      meanChange += change(logDensity[k], softValue[k] - value) / samples;
    }
    double covariance = 0;
    for (int k = 0; k < samples; k++) {
      double change = change(logDensity[k], softValue[k] - value);
      covariance += (logDensity[k] - meanLog) * (change - meanChange) / samples;
    }
    return -covariance;
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }
}
