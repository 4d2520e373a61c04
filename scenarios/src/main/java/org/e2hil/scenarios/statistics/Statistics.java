package org.e2hil.scenarios.statistics;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.correlation.PearsonsCorrelation;
import org.apache.commons.math3.stat.correlation.SpearmansCorrelation;
import org.apache.commons.math3.stat.ranking.NaturalRanking;
import org.apiguardian.api.API;

/**
 * Numbers about numbers. Unless it is said otherwise, those that are not finite are left out, and
 * NaN is told where too few remain.
 */
@API(status = API.Status.INTERNAL)
public final class Statistics {

  private static final int FEWEST_PAIRS = 3;

  private Statistics() {}

  public static double mean(double[] values) {
    return finite(values).length == 0
        ? Double.NaN
        : Arrays.stream(finite(values)).average().orElseThrow();
  }

  /** The quantile at a share in [0, 1], linear between the two values about it (inclusive). */
  public static double quantile(double[] values, double share) {
    double[] sorted = finite(values);
    if (sorted.length == 0) {
      return Double.NaN;
    }
    Arrays.sort(sorted);
    double at = share * (sorted.length - 1);
    int below = (int) Math.floor(at);
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
  }

  /**
   * Pearson's coefficient of pairs {@code [n]}; NaN below 3 pairs or where one side is constant.
   */
  public static double correlation(double[] x, double[] y) {
    int[] pairs = pairs(x, y);
    return pairs.length < FEWEST_PAIRS
        ? Double.NaN
        : new PearsonsCorrelation().correlation(pick(x, pairs), pick(y, pairs));
  }

  /**
   * Spearman's coefficient: that of the ranks, which a few extremes do not sway; NaN as of {@link
   * #correlation}.
   */
  public static double rankCorrelation(double[] x, double[] y) {
    int[] pairs = pairs(x, y);
    return pairs.length < FEWEST_PAIRS
        ? Double.NaN
        : new SpearmansCorrelation().correlation(pick(x, pairs), pick(y, pairs));
  }

  /**
   * Whether a coefficient of so many independent pairs lies beyond what 95 of 100 sets of unrelated
   * ones give, by Fisher's transformation (1915).
   */
  public static boolean beyondChance(double coefficient, int pairs) {
    return pairs > 3 && Math.abs(coefficient) > StrictMath.tanh(1.96 / Math.sqrt(pairs - 3.0));
  }

  /** Pairs of which both numbers are finite. */
  public static int count(double[] x, double[] y) {
    return pairs(x, y).length;
  }

  /**
   * How often a value of the first kind is the larger one, over all pairs with one of each kind;
   * ties count half (Mann and Whitney, 1947).
   */
  public static double superiority(double[] first, double[] second) {
    double[] a = finite(first);
    double[] b = finite(second);
    if (a.length == 0 || b.length == 0) {
      return Double.NaN;
    }
    double[] both = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, both, a.length, b.length);
    double rankSum = Arrays.stream(new NaturalRanking().rank(both), 0, a.length).sum();
    return (rankSum - a.length * (a.length + 1.0) / 2) / ((double) a.length * b.length);
  }

  /**
   * The area under a curve, by the trapezoid rule, over the range of x: the mean height. Every
   * point counts, so that none may be NaN.
   *
   * @param x rising, such as control periods of a training
   * @param y as many, such as success rates
   * @throws IllegalArgumentException for fewer than two points, and for x that does not rise
   */
  public static double areaUnder(double[] x, double[] y) {
    if (x.length < 2 || x.length != y.length) {
      throw new IllegalArgumentException(
          "An area needs two points or more and as many heights, but there are %d and %d."
              .formatted(x.length, y.length));
    }
    double area = 0;
    for (int i = 1; i < x.length; i++) {
      double width = x[i] - x[i - 1];
      if (!(width > 0)) {
        throw new IllegalArgumentException(
            "The points of a curve must rise, but after %s comes %s.".formatted(x[i - 1], x[i]));
      }
      area += width * (y[i] + y[i - 1]) / 2;
    }
    return area / (x[x.length - 1] - x[0]);
  }

  /**
   * Holm's correction (1979): p values of several comparisons that may be held against one level,
   * and the probability of any false alarm stays below it.
   *
   * @param p of each comparison, from 0 to 1
   * @return of each, in the order given
   */
  public static double[] holm(double... p) {
    int[] rising =
        IntStream.range(0, p.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> p[i]))
            .mapToInt(i -> i)
            .toArray();
    double[] corrected = new double[p.length];
    double largest = 0;
    for (int rank = 0; rank < p.length; rank++) {
      double one = p[rising[rank]];
      if (!(0 <= one && one <= 1)) {
        throw new IllegalArgumentException("A p value must lie in [0, 1], but is " + one + ".");
      }
      largest = Math.max(largest, Math.min(1, (p.length - rank) * one));
      corrected[rising[rank]] = largest;
    }
    return corrected;
  }

  /** Those that are, in their order. */
  public static double[] finite(double[] values) {
    return Arrays.stream(values).filter(Double::isFinite).toArray();
  }

  private static int[] pairs(double[] x, double[] y) {
    return IntStream.range(0, x.length)
        .filter(i -> Double.isFinite(x[i]) && Double.isFinite(y[i]))
        .toArray();
  }

  private static double[] pick(double[] values, int[] rows) {
    return Arrays.stream(rows).mapToDouble(row -> values[row]).toArray();
  }
}
