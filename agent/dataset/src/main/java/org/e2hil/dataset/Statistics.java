package org.e2hil.dataset;

import java.util.Arrays;

/**
 * What LeRobot keeps of the values of one feature, in one episode or in all. Each array has a
 * number for each of the feature's, {@code quantiles} a row of them for each of {@link #SHARES}.
 *
 * @param count how many frames
 * @param std of the population, not of a sample
 */
record Statistics(
    long count, double[] min, double[] max, double[] mean, double[] std, double[][] quantiles) {

  /** Which quantiles are kept, each as the share of frames below it. */
  static final double[] SHARES = {0.01, 0.10, 0.50, 0.90, 0.99};

  /** How the quantiles are called, in that order. */
  static final String[] QUANTILES = {"q01", "q10", "q50", "q90", "q99"};

  /** Numbers of a pixel. */
  static final int COLOURS = 3;

  /** Values that each of them has. */
  static final int LEVELS = 256;

  /** LeRobot's quantiles are exact to a bin of the range of an episode. */
  private static final int BINS = 5000;

  /** Of {@code [frames][numbers]}, at least one frame. */
  static Statistics of(double[][] frames) {
    int numbers = frames[0].length;
    double[] min = new double[numbers];
    double[] max = new double[numbers];
    double[] mean = new double[numbers];
    double[] std = new double[numbers];
    double[][] quantiles = new double[SHARES.length][numbers];
    for (int i = 0; i < numbers; i++) {
      int column = i;
      double[] values = Arrays.stream(frames).mapToDouble(frame -> frame[column]).toArray();
      min[i] = Arrays.stream(values).min().orElseThrow();
      max[i] = Arrays.stream(values).max().orElseThrow();
      // divided first, so that no sum of large numbers is infinite
      double sum = 0;
      for (double value : values) {
        sum += value / values.length;
      }
      mean[i] = Math.max(min[i], Math.min(max[i], sum));
      double squares = 0;
      for (double value : values) {
        double distance = value - mean[i];
        squares += distance * distance / values.length;
      }
      std[i] = Math.sqrt(squares);
      int[] histogram = histogram(values, min[i], max[i]);
      for (int q = 0; q < SHARES.length; q++) {
        quantiles[q][i] =
            values.length < 2
                ? mean[i]
                : quantile(histogram, min[i], max[i], SHARES[q] * values.length);
      }
    }
    return new Statistics(frames.length, min, max, mean, std, quantiles);
  }

  /**
   * Of pictures. A level of 255 counts as 1.
   *
   * @param counts how often each colour has each level, {@code [colours][levels]}
   * @param frames how many pictures, at least one
   */
  static Statistics ofLevels(long[][] counts, long frames) {
    int colours = counts.length;
    double[] min = new double[colours];
    double[] max = new double[colours];
    double[] mean = new double[colours];
    double[] std = new double[colours];
    double[][] quantiles = new double[SHARES.length][colours];
    for (int colour = 0; colour < colours; colour++) {
      long[] of = counts[colour];
      long pixels = Arrays.stream(of).sum();
      min[colour] = level(of, 1);
      max[colour] = level(of, pixels);
      for (int level = 0; level < LEVELS; level++) {
        mean[colour] += value(level) * of[level] / pixels;
      }
      double squares = 0;
      for (int level = 0; level < LEVELS; level++) {
        double distance = value(level) - mean[colour];
        squares += distance * distance * of[level] / pixels;
      }
      std[colour] = Math.sqrt(squares);
      for (int q = 0; q < SHARES.length; q++) {
        quantiles[q][colour] = level(of, (long) Math.ceil(SHARES[q] * pixels));
      }
    }
    return new Statistics(frames, min, max, mean, std, quantiles);
  }

  private static double value(int level) {
    return level / (LEVELS - 1.0);
  }

  /** The value of the so-manieth pixel, in the order of their values. */
  private static double level(long[] counts, long wanted) {
    long before = 0;
    for (int level = 0; level < LEVELS - 1; level++) {
      before += counts[level];
      if (before >= wanted) {
        return value(level);
      }
    }
    return 1;
  }

  private static int[] histogram(double[] values, double min, double max) {
    int[] histogram = new int[BINS];
    for (double value : values) {
      double share = max > min ? (value - min) / (max - min) : 0;
      histogram[Math.min(BINS - 1, (int) (share * BINS))]++;
    }
    return histogram;
  }

  /** The value below which that many lie, linear within a bin. */
  private static double quantile(int[] histogram, double min, double max, double wanted) {
    double before = 0;
    for (int bin = 0; bin < BINS; bin++) {
      if (histogram[bin] > 0 && before + histogram[bin] >= wanted) {
        double within = (wanted - before) / histogram[bin];
        return Math.min(max, min + (max - min) * ((bin + within) / BINS));
      }
      before += histogram[bin];
    }
    return max;
  }

  /**
   * Of these frames and those together: mean and deviation exactly, quantiles as means weighted by
   * the counts, as LeRobot does.
   */
  Statistics and(Statistics more) {
    int numbers = mean.length;
    double share = (double) more.count / (count + more.count);
    double[] bothMin = new double[numbers];
    double[] bothMax = new double[numbers];
    double[] bothMean = new double[numbers];
    double[] bothStd = new double[numbers];
    double[][] bothQuantiles = new double[SHARES.length][numbers];
    for (int i = 0; i < numbers; i++) {
      bothMin[i] = Math.min(min[i], more.min[i]);
      bothMax[i] = Math.max(max[i], more.max[i]);
      bothMean[i] = mix(mean[i], more.mean[i], share);
      double apart = more.mean[i] - mean[i];
      bothStd[i] =
          Math.sqrt(
              mix(std[i] * std[i], more.std[i] * more.std[i], share)
                  + apart * apart * share * (1 - share));
      for (int q = 0; q < SHARES.length; q++) {
        bothQuantiles[q][i] = mix(quantiles[q][i], more.quantiles[q][i], share);
      }
    }
    return new Statistics(count + more.count, bothMin, bothMax, bothMean, bothStd, bothQuantiles);
  }

  private static double mix(double here, double there, double share) {
    return here * (1 - share) + there * share;
  }
}
