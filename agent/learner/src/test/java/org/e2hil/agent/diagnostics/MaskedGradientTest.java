package org.e2hil.agent.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class MaskedGradientTest {

  /** Sums of some thousand products of floats of the order of one, in double precision. */
  private static final double ROUNDING = 1e-10;

  /** Random states whose ψ are also there as plain vectors. */
  private static final class Population {

    final int size;
    final SampleGradients psi;
    final double[][] vectors;
    final float[] weights;
    final float[] other;

    Population(long seed, int size, int inputs, int outputs, boolean hard) {
      this.size = size;
      Random random = new Random(seed);
      float[] features = normal(random, size * inputs);
      float[] gradients = normal(random, size * outputs);
      psi = new SampleGradients(size, features, gradients);
      vectors = new double[size][(inputs + 1) * outputs];
      for (int s = 0; s < size; s++) {
        for (int i = 0; i <= inputs; i++) {
          for (int j = 0; j < outputs; j++) {
            double h = i < inputs ? features[s * inputs + i] : 1;
            vectors[s][i * outputs + j] = h * gradients[s * outputs + j];
          }
        }
      }
      weights = mask(random, hard);
      other = mask(random, hard);
    }

    private float[] mask(Random random, boolean hard) {
      float[] mask = new float[size];
      for (int s = 0; s < size; s++) {
        mask[s] = hard ? (random.nextDouble() < 0.8 ? 1 : 0) : random.nextFloat();
      }
      return mask;
    }

    private static float[] normal(Random random, int count) {
      float[] values = new float[count];
      for (int i = 0; i < count; i++) {
        values[i] = (float) random.nextGaussian();
      }
      return values;
    }

    /** (1/N) Σ m·ψ, the slow way. */
    double[] mean(float[] mask) {
      double[] mean = new double[vectors[0].length];
      for (int s = 0; s < size; s++) {
        for (int k = 0; k < mean.length; k++) {
          mean[k] += (double) mask[s] * vectors[s][k] / size;
        }
      }
      return mean;
    }

    float[] ones() {
      float[] ones = new float[size];
      Arrays.fill(ones, 1);
      return ones;
    }
  }

  private static double distance(double[] one, double[] other) {
    double squares = 0;
    for (int k = 0; k < one.length; k++) {
      squares += (one[k] - other[k]) * (one[k] - other[k]);
    }
    return Math.sqrt(squares);
  }

  @Property(tries = 100)
  void theBiasIsWhatTheDroppedStatesWouldHaveAdded(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 40) int size,
      @ForAll @IntRange(min = 0, max = 9) int inputs,
      @ForAll @IntRange(min = 1, max = 6) int outputs,
      @ForAll boolean hard) {
    Population p = new Population(seed, size, inputs, outputs, hard);
    MaskedGradient masked = MaskedGradient.of(p.psi, p.weights);

    assertThat(masked.biasNorm())
        .isCloseTo(distance(p.mean(p.weights), p.mean(p.ones())), within(ROUNDING));
  }

  @Property(tries = 200)
  void theBiasAndTwoMasksDistanceStayBelowCauchySchwarz(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 40) int size,
      @ForAll @IntRange(min = 0, max = 9) int inputs,
      @ForAll boolean hard) {
    Population p = new Population(seed, size, inputs, 3, hard);
    MaskedGradient masked = MaskedGradient.of(p.psi, p.weights);
    MaskedGradient.Sensitivity sensitivity =
        MaskedGradient.Sensitivity.of(p.psi, p.weights, p.other);

    assertThat(masked.biasNorm()).isLessThanOrEqualTo(masked.biasBound() * (1 + ROUNDING));
    assertThat(sensitivity.distance())
        .isCloseTo(distance(p.mean(p.weights), p.mean(p.other)), within(ROUNDING))
        .isLessThanOrEqualTo(sensitivity.bound() * (1 + ROUNDING));
    if (hard) {
      double dropped = 0;
      for (float weight : p.weights) {
        dropped += 1 - weight;
      }
      assertThat(masked.discardRate()).isCloseTo(dropped / size, within(ROUNDING));
    }
  }

  @Test
  void theBoundOfTheBiasIsReachedWhereEveryDroppedGradientIsTheSame() {
    SampleGradients psi = new SampleGradients(4, new float[0], new float[] {0, 0, 3, 3});
    MaskedGradient masked = MaskedGradient.of(psi, new float[] {1, 1, 0, 0});

    assertThat(masked.biasNorm()).isCloseTo(1.5, within(ROUNDING));
    assertThat(masked.biasBound()).isCloseTo(1.5, within(ROUNDING));
  }

  @Property(tries = 30)
  void theMeanSquaredErrorIsThatOfAllBatchesThatCouldBeDrawn(
      @ForAll long seed, @ForAll boolean hard) {
    int size = 4;
    Population p = new Population(seed, size, 2, 2, hard);
    double[] truth = p.mean(p.ones());
    double error = 0;
    int batches = size * size * size * size;
    for (int batch = 0; batch < batches; batch++) {
      double[] estimate = new double[truth.length];
      for (int draw = 0, rest = batch; draw < size; draw++, rest /= size) {
        int s = rest % size;
        for (int k = 0; k < truth.length; k++) {
          estimate[k] += (double) p.weights[s] * p.vectors[s][k] / size;
        }
      }
      error += Math.pow(distance(estimate, truth), 2) / batches;
    }

    assertThat(MaskedGradient.of(p.psi, p.weights).meanSquaredError())
        .isCloseTo(error, within(ROUNDING));
  }

  @Property(tries = 100)
  void aMaskNeverRaisesTheSecondMoment(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int size, @ForAll boolean hard) {
    Population p = new Population(seed, size, 3, 2, hard);
    MaskedGradient masked = MaskedGradient.of(p.psi, p.weights);
    double second = 0;
    for (double[] vector : p.vectors) {
      second += SampleGradients.squaredNorm(vector) / size;
    }

    assertThat(masked.secondMomentFull()).isCloseTo(second, within(ROUNDING * second));
    assertThat(masked.secondMomentMasked()).isLessThanOrEqualTo(second * (1 + ROUNDING));
    assertThat(masked.variance() * size)
        .isLessThanOrEqualTo(masked.secondMomentMasked() * (1 + ROUNDING));
  }

  @Property(tries = 100)
  void theIncrementsVarianceStaysBelowBothBounds(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int size, @ForAll boolean hard) {
    Population p = new Population(seed, size, 3, 2, hard);
    MaskedGradient masked = MaskedGradient.of(p.psi, p.weights);
    double[] entropyGradient = new Random(seed).doubles(8, -1, 1).toArray();
    IncrementVariance v = IncrementVariance.of(0, p.psi, p.weights, masked, entropyGradient, 0.1);

    double slack = 1 + ROUNDING;
    double scale = 0.01 * SampleGradients.squaredNorm(entropyGradient);
    assertThat(v.varianceFull()).isLessThanOrEqualTo(scale * v.momentFull() * slack);
    assertThat(v.varianceMasked()).isLessThanOrEqualTo(scale * v.momentMasked() * slack);
    assertThat(v.momentMasked()).isLessThanOrEqualTo(masked.secondMomentMasked() * slack);
    assertThat(v.varianceMasked()).isLessThanOrEqualTo(v.boundMasked() * slack);
    assertThat(v.boundMasked()).isLessThanOrEqualTo(v.boundFull() * slack);
  }

  /** The paper says so itself below Eq. 45, which is why no one may rely on the opposite. */
  @Test
  void aMaskMayRaiseTheMeanGradientsSecondMomentByRemovingWhatWouldCancel() {
    SampleGradients psi = new SampleGradients(4, new float[0], new float[] {1, 1, -1, -1});
    float[] weights = {1, 1, 0, 0};
    IncrementVariance v =
        IncrementVariance.of(0, psi, weights, MaskedGradient.of(psi, weights), new double[] {1}, 1);

    assertThat(v.momentFull()).isCloseTo(0.25, within(ROUNDING));
    assertThat(v.momentMasked()).isCloseTo(0.3125, within(ROUNDING));
  }
}
