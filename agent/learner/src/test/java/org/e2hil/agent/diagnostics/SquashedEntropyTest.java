package org.e2hil.agent.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class SquashedEntropyTest {

  /** Rounding of a sum of some hundred numbers of the order of ten. */
  private static final double ROUNDING = 1e-12;

  @Test
  void aNarrowGaussianIsOnlyStretchedByTanh() {
    // with σ → 0 the squashing is linear: H = ½·log 2πeσ² + log(1 − tanh² μ)
    for (double mean : new double[] {-3, -0.5, 0, 1, 2}) {
      double std = 1e-5;
      double tanh = StrictMath.tanh(mean);
      double expected =
          0.5 * Math.log(2 * Math.PI * Math.E * std * std) + Math.log(1 - tanh * tanh);
      // the next term is σ²/2 times a curvature of at most 2
      assertThat(SquashedEntropy.entropy(mean, Math.log(std)))
          .isCloseTo(expected, within(std * std + ROUNDING));
    }
  }

  @Property(tries = 100)
  void aSumWithEightTimesAsManyNodesGivesTheSameEntropy(
      @ForAll @DoubleRange(min = -6, max = 6) double mean,
      @ForAll @DoubleRange(min = -11.5, max = 2.3) double logStd) {
    double std = Math.exp(logStd);
    double step = Math.min(0.5, 1 / (3 * std)) / 8;
    double sum = 0;
    for (double n = -9; n <= 9; n += step) {
      double u = Math.abs(mean + std * n);
      double logSlope = 2 * (Math.log(2) - u - Math.log1p(Math.exp(-2 * u)));
      sum += step * Math.exp(-n * n / 2) / Math.sqrt(2 * Math.PI) * logSlope;
    }
    double expected = logStd + 0.5 * Math.log(2 * Math.PI * Math.E) + sum;
    assertThat(SquashedEntropy.entropy(mean, logStd))
        .isCloseTo(expected, within(1e-11 * (1 + std)));
  }

  @Property(tries = 100)
  void itIsNeverAboveThatOfTheUniformDistribution(
      @ForAll @DoubleRange(min = -6, max = 6) double mean,
      @ForAll @DoubleRange(min = -11.5, max = 2.3) double logStd) {
    assertThat(SquashedEntropy.entropy(mean, logStd)).isLessThanOrEqualTo(Math.log(2) + ROUNDING);
  }

  @Property(tries = 100)
  void theGradientHoldsByFiniteDifferences(
      @ForAll @DoubleRange(min = -4, max = 4) double mean,
      @ForAll @DoubleRange(min = -11.5, max = 1.5) double logStd) {
    double[] gradient = new double[2];
    SquashedEntropy.gradient(mean, logStd, gradient);
    double h = 1e-4;
    double byMean =
        SquashedEntropy.entropy(mean + h, logStd) - SquashedEntropy.entropy(mean - h, logStd);
    double byLog =
        SquashedEntropy.entropy(mean, logStd + h) - SquashedEntropy.entropy(mean, logStd - h);
    double tolerance = h * h / 6 * third(Math.exp(logStd + h)) + 1e-13 / h;
    assertThat(byMean / (2 * h)).isCloseTo(gradient[0], within(tolerance));
    assertThat(byLog / (2 * h)).isCloseTo(gradient[1], within(tolerance));
  }

  @Property(tries = 300, edgeCases = EdgeCasesMode.MIXIN)
  void theRemainderStaysBelowItsBound(
      @ForAll @DoubleRange(min = -4, max = 4) double mean,
      @ForAll @DoubleRange(min = -11.5, max = 2.3) double logStd,
      @ForAll @DoubleRange(min = -1, max = 1) double byMean,
      @ForAll @DoubleRange(min = -1, max = 1) double byLog) {
    double after = logStd + byLog;
    double curvature =
        SquashedEntropy.curvature(
            Math.exp(Math.min(logStd, after)), Math.exp(Math.max(logStd, after)));
    assertThat(Math.abs(remainder(mean, logStd, byMean, byLog)))
        .isLessThanOrEqualTo(curvature / 2 * (byMean * byMean + byLog * byLog) + 1e-10);
  }

  @Property(tries = 100, edgeCases = EdgeCasesMode.MIXIN)
  void theRemainderFallsQuadraticallyWithTheStep(
      @ForAll @DoubleRange(min = -2, max = 2) double mean,
      @ForAll @DoubleRange(min = -3, max = 0.5) double logStd,
      @ForAll @DoubleRange(min = -0.1, max = 0.1) double byMean,
      @ForAll @DoubleRange(min = -0.1, max = 0.1) double byLog) {
    double whole = remainder(mean, logStd, byMean, byLog);
    double tenth = remainder(mean, logStd, byMean / 10, byLog / 10);
    // ε(t) = t²·ε₂ + t³·ε₃(t) with |ε₃| ≤ ‖Δ‖³/6 times the largest third derivative on the way
    double cubic = third(Math.exp(logStd + 0.1)) / 6 * Math.pow(Math.hypot(byMean, byLog), 3);
    assertThat(100 * tenth).isCloseTo(whole, within(1.1 * cubic + 1e-10));
  }

  @Test
  void noStandardDeviationOverflows() {
    for (double std : new double[] {1e-7, 1e-5, 1e-3, 1, 10, 40}) {
      double[] gradient = new double[2];
      SquashedEntropy.gradient(0.3, Math.log(std), gradient);
      assertThat(SquashedEntropy.entropy(0.3, Math.log(std))).isFinite();
      assertThat(gradient[0]).isFinite();
      assertThat(gradient[1]).isFinite();
      assertThat(SquashedEntropy.curvature(std, std)).isFinite().isPositive();
    }
  }

  /**
   * An upper bound of |d³H/dt³| along any unit direction (a, b): with u = μ + at + σe^(bt)·n it is
   * E[h‴·u′³ + 3h″·u′u″ + h′·u‴] with |h′| ≤ 2, |h″| ≤ 2, |h‴| ≤ 1.54, |u′| ≤ 1 + σ|n|, |u″| and
   * |u‴| ≤ σ|n|.
   */
  private static double third(double std) {
    double cube = 1 + 3 * std * 0.8 + 3 * std * std + 1.6 * std * std * std;
    return 1.54 * cube + 6 * (0.8 * std + std * std) + 2 * 0.8 * std;
  }

  private static double remainder(double mean, double log, double byMean, double byLog) {
    double[] gradient = new double[2];
    SquashedEntropy.gradient(mean, log, gradient);
    return SquashedEntropy.entropy(mean + byMean, log + byLog)
        - SquashedEntropy.entropy(mean, log)
        - gradient[0] * byMean
        - gradient[1] * byLog;
  }
}
