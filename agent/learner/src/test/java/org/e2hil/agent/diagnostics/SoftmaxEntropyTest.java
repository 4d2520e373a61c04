package org.e2hil.agent.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.e2hil.agent.selection.SoftmaxInfluence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SoftmaxEntropyTest {

  private static final double STEP = 1e-5;

  /**
   * Central differences err by h²/6 times a third derivative, which for a softmax's entropy stays
   * below 10 for these logits, and by rounding, 1e-15/h.
   */
  private static final double BY_DIFFERENCES = STEP * STEP * 10 / 6 + 1e-15 / STEP * 10;

  @Property(tries = 100)
  void theJacobianAndTheHessianHoldByFiniteDifferences(
      @ForAll long seed, @ForAll @IntRange(min = 2, max = 16) int actions) {
    double[] logits = normal(seed, actions, 1);
    double[] policy = SoftmaxInfluence.policy(logits);
    double[][] jacobian = SoftmaxEntropy.jacobian(policy);
    double[][] hessian = SoftmaxEntropy.hessian(policy);
    for (int j = 0; j < actions; j++) {
      double[] above = SoftmaxInfluence.policy(moved(logits, j, STEP));
      double[] below = SoftmaxInfluence.policy(moved(logits, j, -STEP));
      double[] slopeAbove = SoftmaxInfluence.entropyGradient(above);
      double[] slopeBelow = SoftmaxInfluence.entropyGradient(below);
      for (int i = 0; i < actions; i++) {
        assertThat((above[i] - below[i]) / (2 * STEP))
            .isCloseTo(jacobian[i][j], within(BY_DIFFERENCES));
        assertThat((slopeAbove[i] - slopeBelow[i]) / (2 * STEP))
            .isCloseTo(hessian[i][j], within(BY_DIFFERENCES));
      }
    }
  }

  @Property(tries = 100)
  void theChainRuleThroughTheJacobianGivesTheEntropysGradient(
      @ForAll long seed, @ForAll @IntRange(min = 2, max = 16) int actions) {
    double[] policy = SoftmaxInfluence.policy(normal(seed, actions, 2));
    double[][] jacobian = SoftmaxEntropy.jacobian(policy);
    double[] gradient = SoftmaxInfluence.entropyGradient(policy);
    for (int j = 0; j < actions; j++) {
      double chained = 0;
      for (int i = 0; i < actions; i++) {
        chained -= jacobian[i][j] * (Math.log(policy[i]) + 1);
      }
      assertThat(gradient[j]).isCloseTo(chained, within(1e-14));
    }
  }

  /** The numbers are lower bounds of L: some policy really bends so much. */
  @ParameterizedTest(name = "{0} actions: {1}")
  @CsvSource({"2, 0.500", "3, 0.528", "4, 0.550", "7, 0.594", "16, 0.667"})
  void theLargestCurvatureIsReproduced(int actions, double expected) {
    assertThat(SoftmaxEntropy.largestCurvature(actions)).isCloseTo(expected, within(5e-4));
  }

  @Property(tries = 300)
  void noPolicyBendsMoreThanTheLargestCurvature(
      @ForAll long seed, @ForAll @DoubleRange(min = 0.1, max = 8) double spread) {
    for (int actions : new int[] {2, 3, 4, 7}) {
      double[] policy = SoftmaxInfluence.policy(normal(seed, actions, spread));
      assertThat(SoftmaxEntropy.curvature(policy)).isLessThanOrEqualTo(largest(actions));
    }
  }

  @Property(tries = 300)
  void theRemainderStaysBelowItsBoundAlsoWithClippedSteps(
      @ForAll long seed,
      @ForAll @DoubleRange(min = 0.01, max = 3) double stepSize,
      @ForAll @DoubleRange(min = 0.1, max = 2) double clip) {
    for (int actions : new int[] {2, 3, 4, 7}) {
      double[] logits = normal(seed, actions, 2);
      double[] gradient = normal(seed + 1, actions, 1);
      double norm = Math.sqrt(SampleGradients.squaredNorm(gradient));
      double[] change = new double[actions];
      for (int a = 0; a < actions; a++) {
        change[a] = -stepSize * gradient[a] * Math.min(1, clip / norm);
      }
      double bound = SoftmaxEntropy.remainderBound(largest(actions), change);

      assertThat(Math.abs(SoftmaxEntropy.remainder(logits, change)))
          .isLessThanOrEqualTo(bound + 1e-14);
      assertThat(bound)
          .isLessThanOrEqualTo(
              SoftmaxEntropy.stepBound(largest(actions), stepSize, clip) * (1 + 1e-12));
    }
  }

  @Property(tries = 100)
  void theRemainderFallsQuadraticallyInTheStepSize(
      @ForAll long seed, @ForAll @IntRange(min = 2, max = 7) int actions) {
    double[] logits = normal(seed, actions, 1);
    double[] policy = SoftmaxInfluence.policy(logits);
    double[] q = normal(seed + 1, actions, 1);
    double[] large = SoftmaxInfluence.logitChange(policy, q, 0.1, 1e-2);
    double[] small = SoftmaxInfluence.logitChange(policy, q, 0.1, 1e-3);
    double cubic = Math.pow(SampleGradients.squaredNorm(large), 1.5) * 10 / 6;

    assertThat(100 * SoftmaxEntropy.remainder(logits, small))
        .isCloseTo(SoftmaxEntropy.remainder(logits, large), within(1.1 * cubic + 1e-13));
  }

  @Test
  void logitsThatLeaveNoDoubtAreNoTrouble() {
    double[] logits = {800, 0, -800};
    double[] policy = SoftmaxInfluence.policy(logits);

    assertThat(SoftmaxEntropy.curvature(policy)).isEqualTo(0);
    assertThat(SoftmaxEntropy.remainder(logits, new double[] {-1, 1, 0})).isEqualTo(0);
  }

  private static double largest(int actions) {
    return switch (actions) {
      case 2 -> 0.5;
      case 3 -> 0.5285;
      case 4 -> 0.55;
      default -> 0.595;
    };
  }

  private static double[] moved(double[] logits, int action, double by) {
    double[] moved = logits.clone();
    moved[action] += by;
    return moved;
  }

  private static double[] normal(long seed, int count, double spread) {
    Random random = new Random(seed);
    double[] values = new double[count];
    for (int k = 0; k < count; k++) {
      values[k] = spread * random.nextGaussian();
    }
    return values;
  }
}
