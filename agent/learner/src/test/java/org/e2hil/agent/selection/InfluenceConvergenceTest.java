package org.e2hil.agent.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The estimators against what they estimate. */
class InfluenceConvergenceTest {

  private static final double TEMPERATURE = 0.3;

  /** So many standard errors are exceeded by chance once in 10⁹. */
  private static final double STANDARD_ERRORS = 6;

  /** A softmax over a few actions with their values. */
  private static final class Discrete {

    final double[] policy;
    final double[] softValue;
    final double[] logDensity;

    Discrete(long seed, int actions) {
      Random random = new Random(seed);
      double[] logits = random.ints(actions, -100, 100).mapToDouble(i -> i / 100.0).toArray();
      policy = SoftmaxInfluence.policy(logits);
      logDensity = new double[actions];
      softValue = new double[actions];
      for (int a = 0; a < actions; a++) {
        logDensity[a] = Math.log(policy[a]);
        softValue[a] = random.nextGaussian() - TEMPERATURE * logDensity[a];
      }
    }

    double mean(double[] values) {
      double mean = 0;
      for (int a = 0; a < policy.length; a++) {
        mean += policy[a] * values[a];
      }
      return mean;
    }

    double covariance(double[] one, double[] other) {
      double covariance = 0;
      for (int a = 0; a < policy.length; a++) {
        covariance += policy[a] * (one[a] - mean(one)) * (other[a] - mean(other));
      }
      return covariance;
    }

    /** Δz of every action but for η: Eq. 8, or without its density. */
    double[] change(CovarianceInfluence influence) {
      double[] change = new double[policy.length];
      for (int a = 0; a < policy.length; a++) {
        change[a] = influence.change(logDensity[a], softValue[a] - mean(softValue));
      }
      return change;
    }

    double exact(CovarianceInfluence influence) {
      return -covariance(logDensity, change(influence));
    }

    double estimate(CovarianceInfluence influence, int samples, Random random) {
      double[] logs = new double[samples];
      double[] values = new double[samples];
      for (int k = 0; k < samples; k++) {
        double draw = random.nextDouble();
        int a = 0;
        while (a + 1 < policy.length && draw >= policy[a]) {
          draw -= policy[a++];
        }
        logs[k] = logDensity[a];
        values[k] = softValue[a];
      }
      return influence.influence(logs, values);
    }

    /** √K times the estimate's standard error for many samples K, from the sampling of c and V. */
    double std(CovarianceInfluence influence) {
      double[] change = change(influence);
      double[] product = new double[policy.length];
      double[] slope = new double[policy.length];
      for (int a = 0; a < policy.length; a++) {
        product[a] = (logDensity[a] - mean(logDensity)) * (change[a] - mean(change));
        slope[a] = influence.change(logDensity[a], 1);
      }
      double ofTheCovariance = Math.sqrt(covariance(product, product));
      double ofTheBaseline =
          Math.sqrt(covariance(softValue, softValue)) * Math.abs(covariance(logDensity, slope));
      return ofTheCovariance + ofTheBaseline;
    }
  }

  @Property(tries = 20)
  void manySamplesGiveTheSoftmaxsExactInfluence(
      @ForAll CovarianceInfluence influence,
      @ForAll long seed,
      @ForAll @IntRange(min = 2, max = 7) int actions) {
    Discrete problem = new Discrete(seed, actions);
    int samples = 100_000;
    double estimate = problem.estimate(influence, samples, new Random(seed + 1));

    // the bias is of the order of 1/K, far below a standard error
    assertThat(estimate)
        .isCloseTo(
            problem.exact(influence),
            within(STANDARD_ERRORS * problem.std(influence) / Math.sqrt(samples) + 1e-4));
  }

  @ParameterizedTest
  @EnumSource
  void theErrorFallsLikeOneOverTheRootOfTheSamples(CovarianceInfluence influence) {
    Discrete problem = new Discrete(4, 5);
    double few = meanSquaredError(problem, influence, 32);
    double many = meanSquaredError(problem, influence, 2048);

    // 64 times as many samples: 64 times less, to three standard errors of a ratio of two sums of
    // 400 squares, each of relative deviation √(2/400), and the few samples' bias
    assertThat(few / many).isBetween(64 * 0.7, 64 * 1.5);
  }

  private static double meanSquaredError(
      Discrete problem, CovarianceInfluence influence, int samples) {
    Random random = new Random(samples);
    double squares = 0;
    for (int i = 0; i < 400; i++) {
      double error = problem.estimate(influence, samples, random) - problem.exact(influence);
      squares += error * error / 400;
    }
    return squares;
  }

  @Property(tries = 30)
  void overAllWaysToDrawAFewActionsTheUnweightedEstimateIsShortByOneKth(
      @ForAll long seed,
      @ForAll @IntRange(min = 2, max = 4) int actions,
      @ForAll @IntRange(min = 1, max = 4) int samples) {
    Discrete problem = new Discrete(seed, actions);
    double[] logs = new double[samples];
    double[] values = new double[samples];
    double expected = 0;
    for (int way = 0; way < Math.pow(actions, samples); way++) {
      double probability = 1;
      for (int k = 0, rest = way; k < samples; k++, rest /= actions) {
        int a = rest % actions;
        probability *= problem.policy[a];
        logs[k] = problem.logDensity[a];
        values[k] = problem.softValue[a];
      }
      expected += probability * CovarianceInfluence.UNWEIGHTED.influence(logs, values);
    }

    double exact = problem.exact(CovarianceInfluence.UNWEIGHTED);
    assertThat(expected)
        .isCloseTo(exact * (samples - 1) / samples, within(1e-12 * (1 + Math.abs(exact))));
  }

  @Property(tries = 50)
  void theExactInfluenceIsTheSoftmaxsFirstOrderEntropyChange(
      @ForAll long seed, @ForAll @IntRange(min = 2, max = 7) int actions) {
    Discrete problem = new Discrete(seed, actions);
    double[] q = new double[actions];
    for (int a = 0; a < actions; a++) {
      q[a] = problem.softValue[a] + TEMPERATURE * problem.logDensity[a];
    }
    double[] change = SoftmaxInfluence.logitChange(problem.policy, q, TEMPERATURE, 1);

    assertThat(SoftmaxInfluence.entropyChange(problem.policy, change))
        .isCloseTo(problem.exact(CovarianceInfluence.DENSITY_WEIGHTED), within(1e-13));
  }

  /**
   * a = μ + σn, log π = −n²/2 − log σ√2π, Q = −κ(a − b)². Then Cov(log π, g) = κσ² − α/2, and with
   * the density it is (3/16)(κσ² − α/2)/(σ√π), from E[n²] = 1/2 and E[n⁴] = 3/4 under φ².
   */
  @Property(tries = 20)
  void aLongRunOnAGaussianWithAQuadraticValueGivesTheClosedForm(
      @ForAll long seed,
      @ForAll @DoubleRange(min = 0.05, max = 2) double std,
      @ForAll @DoubleRange(min = 0.1, max = 5) double bend,
      @ForAll @DoubleRange(min = -1, max = 1) double best,
      @ForAll @DoubleRange(min = 0, max = 1) double temperature) {
    int samples = 200_000;
    Random random = new Random(seed);
    double[] logDensity = new double[samples];
    double[] softValue = new double[samples];
    for (int k = 0; k < samples; k++) {
      double n = random.nextGaussian();
      double miss = std * n - best;
      logDensity[k] = -n * n / 2 - Math.log(std * Math.sqrt(2 * Math.PI));
      softValue[k] = -bend * miss * miss - temperature * logDensity[k];
    }
    double unweighted = bend * std * std - temperature / 2;
    double weighted = 3.0 / 16 * unweighted / (std * Math.sqrt(Math.PI));

    assertThat(CovarianceInfluence.UNWEIGHTED.influence(logDensity, softValue))
        .isCloseTo(
            -unweighted, within(error(CovarianceInfluence.UNWEIGHTED, logDensity, softValue)));
    assertThat(CovarianceInfluence.DENSITY_WEIGHTED.influence(logDensity, softValue))
        .isCloseTo(
            -weighted, within(error(CovarianceInfluence.DENSITY_WEIGHTED, logDensity, softValue)));
  }

  /** Standard errors as the samples themselves show them, of the covariance and of V. */
  private static double error(
      CovarianceInfluence influence, double[] logDensity, double[] softValue) {
    int n = logDensity.length;
    double meanLog = mean(logDensity);
    double value = mean(softValue);
    double[] change = new double[n];
    double[] slope = new double[n];
    for (int k = 0; k < n; k++) {
      change[k] = influence.change(logDensity[k], softValue[k] - value);
      slope[k] = influence.change(logDensity[k], 1);
    }
    double meanChange = mean(change);
    double[] product = new double[n];
    double[] drift = new double[n];
    for (int k = 0; k < n; k++) {
      product[k] = (logDensity[k] - meanLog) * (change[k] - meanChange);
      drift[k] = (logDensity[k] - meanLog) * slope[k];
    }
    double baseline = std(softValue) * Math.abs(mean(drift));
    return STANDARD_ERRORS * (std(product) + baseline) / Math.sqrt(n);
  }

  @Test
  void aStandardDeviationOfAHundredThousandthOverflowsNothing() {
    double std = 1e-5;
    Random random = new Random(3);
    double[] logDensity = new double[8];
    double[] softValue = new double[8];
    for (int k = 0; k < 8; k++) {
      for (int dimension = 0; dimension < 6; dimension++) {
        double n = random.nextGaussian();
        logDensity[k] += -n * n / 2 - Math.log(std * Math.sqrt(2 * Math.PI));
      }
      softValue[k] = random.nextGaussian() - 0.01 * logDensity[k];
    }

    assertThat(logDensity[0]).isGreaterThan(CovarianceInfluence.LOG_LARGEST_DENSITY);
    for (CovarianceInfluence influence : CovarianceInfluence.values()) {
      assertThat(influence.influence(logDensity, softValue)).isFinite().isNotZero();
    }
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  private static double std(double[] values) {
    double mean = mean(values);
    double squares = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean);
    }
    return Math.sqrt(squares / values.length);
  }
}
