package org.e2hil.agent.diagnostics;

import org.apiguardian.api.API;

/**
 * The entropy in nats of one dimension a = tanh(u), u ~ N(μ, σ²), as a function of the policy's
 * outputs z = (μ, ρ) with ρ = log σ: H = ρ + ½·log 2πe + E[log(1 − tanh² u)]. The dimensions of a
 * diagonal Gaussian add up.
 *
 * <p>The expectation is a trapezium sum over standard normal n, u = μ + σn, which converges
 * exponentially for an analytic integrand (Trefethen and Weideman, SIAM Review 56, 2014): the error
 * is about exp(−2πd/h), where h is the step and d = π/(2σ) the distance of tanh's nearest pole from
 * the real line. With h at most 1/(3σ) that is below 1e-12. Above σ = 40 the step no longer shrinks
 * and a few digits remain. No chance is involved, so a change of 1e-9 is a change.
 */
@API(status = API.Status.INTERNAL)
public final class SquashedEntropy {

  private static final double HALF_LOG_2_PI_E = 0.5 * Math.log(2 * Math.PI * Math.E);
  private static final double LOG_2 = Math.log(2);

  /** Beyond it the normal density is below 1e-16. */
  private static final double REACH = 8.5;

  private static final double WIDEST_STEP = 0.5;
  private static final double STEP_TIMES_DEVIATION = 1.0 / 3;
  private static final double[][] WEIGHTS = weights(7);

  private SquashedEntropy() {}

  private static double[][] weights(int levels) {
    double[][] weights = new double[levels][];
    for (int level = 0; level < levels; level++) {
      double step = step(level);
      weights[level] = new double[(int) Math.round(REACH / step) + 1];
      for (int i = 0; i < weights[level].length; i++) {
        double n = i * step;
        weights[level][i] = step * Math.exp(-n * n / 2) / Math.sqrt(2 * Math.PI);
      }
    }
    return weights;
  }

  private static double step(int level) {
    return WIDEST_STEP / (1 << level);
  }

  private static int level(double std) {
    int level = 0;
    while (level + 1 < WEIGHTS.length && step(level) * std > STEP_TIMES_DEVIATION) {
      level++;
    }
    return level;
  }

  /** H(μ, ρ). */
  public static double entropy(double mean, double logStd) {
    double std = Math.exp(logStd);
    int level = level(std);
    double[] weights = WEIGHTS[level];
    double reach = step(level) * std;
    double sum = weights[0] * logSlope(mean);
    for (int i = 1; i < weights.length; i++) {
      sum += weights[i] * (logSlope(mean + i * reach) + logSlope(mean - i * reach));
    }
    return logStd + HALF_LOG_2_PI_E + sum;
  }

  /**
   * ∇H: ∂H/∂μ = −2·E[tanh u] and ∂H/∂ρ = 1 − 2σ·E[n·tanh u].
   *
   * @param gradient {@code [2]}: overwritten with the derivatives by μ and by ρ
   */
  public static void gradient(double mean, double logStd, double[] gradient) {
    double std = Math.exp(logStd);
    int level = level(std);
    double[] weights = WEIGHTS[level];
    double step = step(level);
    double byMean = weights[0] * StrictMath.tanh(mean);
    double byDeviation = 0;
    for (int i = 1; i < weights.length; i++) {
      double above = StrictMath.tanh(mean + i * step * std);
      double below = StrictMath.tanh(mean - i * step * std);
      byMean += weights[i] * (above + below);
      byDeviation += weights[i] * i * step * (above - below);
    }
    gradient[0] = -2 * byMean;
    gradient[1] = 1 - 2 * std * byDeviation;
  }

  /**
   * L with ‖∇²H‖ ≤ L wherever σ lies between two bounds: what Eq. 15 is for logits.
   *
   * <p>With h(u) = log(1 − tanh² u), h″ = −2·sech² u ∈ [−2, 0] and ∫h″ = −4, Stein's identity gives
   * ∂²H/∂μ² = E[h″], ∂²H/∂μ∂ρ = σ·E[n·h″] and ∂²H/∂ρ² = σ²·E[(1 + n²)·h″]. Bounding either h″ or
   * the normal density φ by its largest value leaves |∂²H/∂μ²| ≤ min(2, 4φ(0)/σ), |∂²H/∂μ∂ρ| ≤
   * min(2σ·√(2/π), 4φ(1)) and |∂²H/∂ρ²| ≤ min(4σ², 8φ(1)σ), and the norm of a symmetric matrix is
   * at most that of its entries' bounds.
   */
  public static double curvature(double smallestDeviation, double largestDeviation) {
    double density0 = 1 / Math.sqrt(2 * Math.PI);
    double density1 = density0 * Math.exp(-0.5);
    double s = largestDeviation;
    double means = Math.min(2, 4 * density0 / smallestDeviation);
    double mixed = Math.min(4 * density0 * s, 4 * density1);
    double deviations = Math.min(4 * s * s, 8 * density1 * s);
    double half = (means - deviations) / 2;
    return (means + deviations) / 2 + Math.sqrt(half * half + mixed * mixed);
  }

  /** log(1 − tanh² u), which does not cancel. */
  private static double logSlope(double u) {
    double size = Math.abs(u);
    return 2 * (LOG_2 - size - Math.log1p(Math.exp(-2 * size)));
  }
}
