package org.e2hil.agent.selection;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Eq. 11 with hard or soft edges: keeps the states whose |c| lies between two quantiles. */
final class QuantileBounds implements SampleSelector {

  private final double lowerQuantile;
  private final double upperQuantile;
  private final double softness;
  private final Ramp ramp;

  /**
   * @param softness 0 for hard edges
   */
  QuantileBounds(double lowerQuantile, double upperQuantile, double softness, Ramp ramp) {
    this.lowerQuantile = lowerQuantile;
    this.upperQuantile = upperQuantile;
    this.softness = softness;
    this.ramp = ramp;
  }

  @Override
  public Selection select(double[] influence, long step, RandomGenerator random, float[] weights) {
    double strength = ramp.strength(step);
    double below = lowerQuantile * strength;
    double above = 1 - (1 - upperQuantile) * strength;
    double[] sorted = new double[influence.length];
    for (int i = 0; i < sorted.length; i++) {
      sorted[i] = Math.abs(influence[i]);
    }
    Arrays.sort(sorted);
    double lower = quantile(sorted, below);
    double upper = quantile(sorted, above);
    double sum = 0;
    for (int i = 0; i < weights.length; i++) {
      double size = Math.abs(influence[i]);
      weights[i] =
          softness == 0
              ? (lower <= size && size <= upper ? 1 : 0)
              : (float) edges(rank(sorted, size), below, above);
      sum += weights[i];
    }
    boolean undecided = sorted[0] == sorted[sorted.length - 1];
    if (undecided || sum == 0) {
      Arrays.fill(weights, 1);
      return new Selection(lower, upper, 1, undecided);
    }
    return new Selection(lower, upper, sum / weights.length, false);
  }

  /** The p-quantile of sorted values, linearly interpolated between order statistics. */
  static double quantile(double[] sorted, double p) {
    double position = p * (sorted.length - 1);
    int i = (int) position;
    if (i + 1 >= sorted.length) {
      return sorted[sorted.length - 1];
    }
    return sorted[i] + (position - i) * (sorted[i + 1] - sorted[i]);
  }

  /** A trapezium over the ranks; an edge that is ramped down to nothing drops no one. */
  private double edges(double rank, double below, double above) {
    double rising = below == 0 ? 1 : (rank - below) / softness + 0.5;
    double falling = above == 1 ? 1 : (above - rank) / softness + 0.5;
    return Math.max(0, Math.min(1, Math.min(rising, falling)));
  }

  /** The share of the other values below {@code value}, with ties counted half. */
  private static double rank(double[] sorted, double value) {
    if (sorted.length == 1) {
      return 0.5;
    }
    int first = Arrays.binarySearch(sorted, value);
    int last = first;
    while (first > 0 && sorted[first - 1] == value) {
      first--;
    }
    while (last + 1 < sorted.length && sorted[last + 1] == value) {
      last++;
    }
    return (first + last) / 2.0 / (sorted.length - 1);
  }
}
