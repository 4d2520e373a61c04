package org.e2hil.agent.selection;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.apiguardian.api.API;

/**
 * Which states the actor learns from: an experiment's choice, and the selector that it stands for.
 */
@API(status = API.Status.MAINTAINED)
public sealed interface SelectionConfig {

  /** The paper draws 8; the memory that they take grows with them. */
  int MOST_SAMPLES = 1000;

  /** K: actions drawn per state to estimate its influence; 0 draws none and leaves c at 0. */
  int samples();

  /** How the influence is estimated. */
  CovarianceInfluence influence();

  /** What the weighted losses are divided by. */
  Normalisation normalisation();

  /** The selector with these settings. */
  SampleSelector selector();

  /** The paper's choice: 5% to 90%, K = 8, from the first step on. */
  static SelectionConfig entropyBounded() {
    return new EntropyBounded(
        0.05, 0.90, 8, CovarianceInfluence.DENSITY_WEIGHTED, Ramp.NONE, Normalisation.KEPT);
  }

  /** The baseline without a selection, and without measuring the influence. */
  static SelectionConfig keepAll() {
    return new KeepAll(0, CovarianceInfluence.DENSITY_WEIGHTED);
  }

  /**
   * The baseline: every state counts. With {@code samples} above 0 the influence is measured for
   * the log, which changes no other number.
   */
  record KeepAll(int samples, CovarianceInfluence influence) implements SelectionConfig {
    public KeepAll {
      requireSamples(samples, 0);
    }

    @Override
    public Normalisation normalisation() {
      return Normalisation.KEPT;
    }

    @Override
    public SampleSelector selector() {
      return (c, step, random, weights) -> {
        Arrays.fill(weights, 1);
        return Selection.EVERYTHING;
      };
    }
  }

  /**
   * Eq. 11: a state counts if its |c| lies between two quantiles of the batch's, both included.
   *
   * @param lowerQuantile share below the lower bound
   * @param upperQuantile share below the upper bound
   */
  record EntropyBounded(
      double lowerQuantile,
      double upperQuantile,
      int samples,
      CovarianceInfluence influence,
      Ramp ramp,
      Normalisation normalisation)
      implements SelectionConfig {
    public EntropyBounded {
      requireQuantiles(lowerQuantile, upperQuantile);
      requireSamples(samples, 1);
    }

    @Override
    public SampleSelector selector() {
      return new QuantileBounds(lowerQuantile, upperQuantile, 0, ramp);
    }
  }

  /**
   * The same bounds with soft edges: the weight falls linearly from 1 to 0 over {@code softness} of
   * the batch's ranks, and is one half at the bound.
   *
   * @param softness width of an edge as a share of the batch, above 0
   */
  record SoftBounded(
      double lowerQuantile,
      double upperQuantile,
      double softness,
      int samples,
      CovarianceInfluence influence,
      Ramp ramp,
      Normalisation normalisation)
      implements SelectionConfig {
    public SoftBounded {
      requireQuantiles(lowerQuantile, upperQuantile);
      requireSamples(samples, 1);
      if (!(softness > 0 && softness <= 1)) {
        throw new IllegalArgumentException(
            "The softness of the bounds must be above 0 and at most 1, not " + softness + ".");
      }
    }

    @Override
    public SampleSelector selector() {
      return new QuantileBounds(lowerQuantile, upperQuantile, softness, ramp);
    }
  }

  /**
   * The ablation: as many states are dropped, but which ones is left to chance.
   *
   * @param share of the batch that is dropped, rounded to whole states
   */
  record RandomDrop(
      double share,
      int samples,
      CovarianceInfluence influence,
      Ramp ramp,
      Normalisation normalisation)
      implements SelectionConfig {
    public RandomDrop {
      if (!(share >= 0 && share < 1)) {
        throw new IllegalArgumentException(
            "The share of states to drop must be at least 0 and below 1, not " + share + ".");
      }
      requireSamples(samples, 0);
    }

    @Override
    public SampleSelector selector() {
      return this::drop;
    }

    private Selection drop(double[] c, long step, RandomGenerator random, float[] weights) {
      int batch = weights.length;
      int drop = (int) Math.min(batch - 1, Math.round(share * ramp.strength(step) * batch));
      Arrays.fill(weights, 1);
      for (int dropped = 0; dropped < drop; ) {
        int row = random.nextInt(batch);
        if (weights[row] == 1) {
          weights[row] = 0;
          dropped++;
        }
      }
      return new Selection(0, Double.POSITIVE_INFINITY, (double) (batch - drop) / batch, false);
    }
  }

  /**
   * A rule of another jar, which lists its record ({@link org.e2hil.agent.system.Variants}). In
   * JSON its {@code type} is the record's own name, {@code AboveMean} as {@code above-mean}.
   */
  non-sealed interface Custom extends SelectionConfig {}

  private static void requireSamples(int samples, int least) {
    if (samples < least || samples > MOST_SAMPLES) {
      throw new IllegalArgumentException(
          "There must be %d to %,d samples a state for the influence, not %d."
              .formatted(least, MOST_SAMPLES, samples));
    }
  }

  private static void requireQuantiles(double lower, double upper) {
    if (!(lower >= 0 && lower < upper && upper <= 1)) {
      throw new IllegalArgumentException(
          "The quantiles must satisfy 0 <= lower < upper <= 1, but are "
              + lower
              + " and "
              + upper
              + ".");
    }
  }
}
