package org.e2hil.agent.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class CovarianceInfluenceTest {

  @Property(tries = 100)
  void oneSampleHasNoInfluence(
      @ForAll CovarianceInfluence influence,
      @ForAll @DoubleRange(min = -40, max = 100) double logDensity,
      @ForAll @DoubleRange(min = -50, max = 50) double softValue) {
    assertThat(influence.influence(new double[] {logDensity}, new double[] {softValue})).isZero();
  }

  @Property(tries = 100)
  void aValueThatDependsOnTheStateAloneChangesNothing(
      @ForAll CovarianceInfluence influence,
      @ForAll long seed,
      @ForAll @IntRange(min = 2, max = 16) int samples,
      @ForAll @DoubleRange(min = -10, max = 10) double ofTheState) {
    double[] logDensity = normal(seed, samples);
    double[] softValue = normal(seed + 1, samples);
    double[] shifted = softValue.clone();
    for (int k = 0; k < samples; k++) {
      shifted[k] += ofTheState;
    }

    double c = influence.influence(logDensity, softValue);

    assertThat(influence.influence(logDensity, shifted))
        .isCloseTo(c, within(1e-12 * (1 + Math.abs(c))));
  }

  @Property(tries = 100)
  void withoutTemperatureAndWithConstantQThereIsNoInfluence(
      @ForAll CovarianceInfluence influence, @ForAll long seed) {
    double[] constant = {3, 3, 3, 3, 3, 3, 3, 3};
    assertThat(influence.influence(normal(seed, 8), constant)).isZero();
  }

  @Property(tries = 100)
  void samplesThatAreLikelyAndGoodLowerTheEntropy(@ForAll long seed) {
    double[] logDensity = normal(seed, 8);
    assertThat(CovarianceInfluence.UNWEIGHTED.influence(logDensity, logDensity)).isNegative();
  }

  @Test
  void equationTenByHand() {
    // A = (1, −1), y = (2·1, 1·(−1)), Ĉov = ½·ln 2·½·(2 − (−1))
    double c =
        CovarianceInfluence.DENSITY_WEIGHTED.influence(
            new double[] {Math.log(2), 0}, new double[] {3, 1});
    assertThat(c).isCloseTo(-Math.log(2) * 3 / 4, within(1e-15));
  }

  @Test
  void equationTenWithoutTheDensityByHand() {
    // A = (1, −1), Ĉov = ½·ln 2·½·(1 − (−1))
    double c =
        CovarianceInfluence.UNWEIGHTED.influence(
            new double[] {Math.log(2), 0}, new double[] {3, 1});
    assertThat(c).isCloseTo(-Math.log(2) / 2, within(1e-15));
  }

  @Test
  void aDensityIsCutAtAMillion() {
    assertThat(CovarianceInfluence.DENSITY_WEIGHTED.change(Math.log(999), 2))
        .isCloseTo(1998, within(1e-9));
    assertThat(CovarianceInfluence.DENSITY_WEIGHTED.change(Math.log(2e6), -3)).isEqualTo(-3e6);
    assertThat(CovarianceInfluence.DENSITY_WEIGHTED.change(5000, 0)).isZero();
  }

  @Property(tries = 200)
  void noDensityOverflowsToNaN(
      @ForAll @DoubleRange(min = -2000, max = 2000) double one,
      @ForAll @DoubleRange(min = -2000, max = 2000) double other) {
    double c =
        CovarianceInfluence.DENSITY_WEIGHTED.influence(
            new double[] {one, other}, new double[] {1, -1});
    assertThat(c).isFinite();
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
