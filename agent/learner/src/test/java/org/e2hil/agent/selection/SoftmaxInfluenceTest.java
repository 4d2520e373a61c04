package org.e2hil.agent.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SoftmaxInfluenceTest {

  private static final double STEP = 1e-5;

  /**
   * Central differences err by h²/6 times a third derivative, below 50 for logits and values of the
   * order of one, and by the rounding of numbers below 20 divided by h.
   */
  private static final double BY_DIFFERENCES = STEP * STEP * 50 / 6 + 20 * 1e-16 / STEP * 4;

  @Property(tries = 100)
  void equation6HoldsByFiniteDifferencesTemperatureIncluded(
      @ForAll long seed,
      @ForAll @IntRange(min = 2, max = 7) int actions,
      @ForAll @DoubleRange(min = 0, max = 2) double temperature) {
    double[] logits = normal(seed, actions);
    double[] q = normal(seed + 1, actions);
    double[] policy = SoftmaxInfluence.policy(logits);
    double[] advantage = SoftmaxInfluence.softAdvantage(policy, q, temperature);
    for (int a = 0; a < actions; a++) {
      double slope =
          (loss(moved(logits, a, STEP), q, temperature)
                  - loss(moved(logits, a, -STEP), q, temperature))
              / (2 * STEP);
      assertThat(slope).isCloseTo(-policy[a] * advantage[a], within(BY_DIFFERENCES));
    }
  }

  @Property(tries = 100)
  void theEntropysGradientHoldsByFiniteDifferences(
      @ForAll long seed, @ForAll @IntRange(min = 2, max = 7) int actions) {
    double[] logits = normal(seed, actions);
    double[] gradient = SoftmaxInfluence.entropyGradient(SoftmaxInfluence.policy(logits));
    for (int a = 0; a < actions; a++) {
      double slope =
          (entropy(moved(logits, a, STEP)) - entropy(moved(logits, a, -STEP))) / (2 * STEP);
      assertThat(slope).isCloseTo(gradient[a], within(BY_DIFFERENCES));
    }
  }

  @Property(tries = 100)
  void theInnerProductIsTheCovarianceExactly(
      @ForAll long seed, @ForAll @IntRange(min = 2, max = 16) int actions) {
    double[] policy = SoftmaxInfluence.policy(normal(seed, actions));
    double[] change = normal(seed + 1, actions);
    double[] gradient = SoftmaxInfluence.entropyGradient(policy);
    double product = 0;
    for (int a = 0; a < actions; a++) {
      product += gradient[a] * change[a];
    }
    assertThat(SoftmaxInfluence.entropyChange(policy, change)).isCloseTo(product, within(1e-12));
  }

  @Property(tries = 100)
  void softAdvantagesAverageToZeroUnderThePolicy(
      @ForAll long seed, @ForAll @IntRange(min = 2, max = 16) int actions) {
    double[] policy = SoftmaxInfluence.policy(normal(seed, actions));
    double sum = 0;
    for (double change : SoftmaxInfluence.logitChange(policy, normal(seed + 1, actions), 0.3, 1)) {
      sum += change;
    }
    assertThat(sum).isCloseTo(0, within(1e-14));
  }

  @Test
  void twoActionsByHand() {
    double[] policy = SoftmaxInfluence.policy(new double[] {Math.log(3), 0});
    double entropy = 2 * Math.log(2) - 0.75 * Math.log(3);

    assertThat(policy).containsExactly(new double[] {0.75, 0.25}, within(1e-15));
    assertThat(SoftmaxInfluence.entropy(policy)).isCloseTo(entropy, within(1e-15));
    // g = (2 − 0.5·log ¾, 1 − 0.5·log ¼), whose difference is 1 − ½·log 3
    double difference = 1 - 0.5 * Math.log(3);
    assertThat(SoftmaxInfluence.softAdvantage(policy, new double[] {2, 1}, 0.5))
        .containsExactly(new double[] {0.25 * difference, -0.75 * difference}, within(1e-15));
    assertThat(SoftmaxInfluence.logitChange(policy, new double[] {2, 1}, 0.5, 0.1))
        .containsExactly(new double[] {0.01875 * difference, -0.01875 * difference}, within(1e-15));
    // −Cov(log π, Δz) = −¾·¼·log 3·(Δz₁ − Δz₂)
    assertThat(SoftmaxInfluence.entropyChange(policy, new double[] {1, -1}))
        .isCloseTo(-0.375 * Math.log(3), within(1e-15));
  }

  @Test
  void logitsOfAnySizeMakeAPolicy() {
    assertThat(SoftmaxInfluence.policy(new double[] {1000, 1000})).containsExactly(0.5, 0.5);
    assertThat(SoftmaxInfluence.policy(new double[] {-1000, -1001})[0])
        .isCloseTo(1 / (1 + Math.exp(-1)), within(1e-15));
  }

  @Test
  void anActionThatIsNeverTakenCountsForNothing() {
    double[] policy = SoftmaxInfluence.policy(new double[] {0, 0, -2000});

    assertThat(policy).containsExactly(0.5, 0.5, 0);
    assertThat(SoftmaxInfluence.entropy(policy)).isCloseTo(Math.log(2), within(1e-15));
    assertThat(SoftmaxInfluence.entropyGradient(policy)).doesNotContain(Double.NaN);
    assertThat(SoftmaxInfluence.entropyGradient(policy)[2]).isZero();
    assertThat(SoftmaxInfluence.entropyChange(policy, new double[] {1, 1, 5}))
        .isCloseTo(0, within(1e-15));
  }

  private static double loss(double[] logits, double[] q, double temperature) {
    double[] policy = SoftmaxInfluence.policy(logits);
    double loss = 0;
    for (int a = 0; a < q.length; a++) {
      loss -= policy[a] * (q[a] - temperature * Math.log(policy[a]));
    }
    return loss;
  }

  private static double entropy(double[] logits) {
    return SoftmaxInfluence.entropy(SoftmaxInfluence.policy(logits));
  }

  private static double[] moved(double[] logits, int action, double by) {
    double[] moved = logits.clone();
    moved[action] += by;
    return moved;
  }

  private static double[] normal(long seed, int count) {
    Random random = new Random(seed);
    double[] values = new double[count];
    for (int k = 0; k < count; k++) {
      values[k] = random.nextGaussian();
    }
    return values;
  }
}
