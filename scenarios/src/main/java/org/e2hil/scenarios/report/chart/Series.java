package org.e2hil.scenarios.report.chart;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.apiguardian.api.API;

/** Points from left to right. */
@API(status = API.Status.INTERNAL)
public final class Series {

  private final double[] x;
  private final double[] y;

  /** Of {@code [n]} points whose x never falls. */
  public Series(double[] x, double[] y) {
    if (x.length != y.length) {
      throw new IllegalArgumentException(
          "a series needs a y for every x, but has %d and %d".formatted(x.length, y.length));
    }
    this.x = x.clone();
    this.y = y.clone();
  }

  /** Number of points. */
  public int size() {
    return x.length;
  }

  /** A copy of where the points lie, {@code [n]}. */
  public double[] x() {
    return x.clone();
  }

  /** A copy of the values, {@code [n]}. */
  public double[] y() {
    return y.clone();
  }

  /** The points of which both numbers are finite. */
  public Series finite() {
    int[] kept =
        IntStream.range(0, x.length)
            .filter(i -> Double.isFinite(x[i]) && Double.isFinite(y[i]))
            .toArray();
    return new Series(
        Arrays.stream(kept).mapToDouble(i -> x[i]).toArray(),
        Arrays.stream(kept).mapToDouble(i -> y[i]).toArray());
  }

  /** The value on the line through the points; NaN before the first and after the last. */
  public double at(double position) {
    int found = Arrays.binarySearch(x, position);
    if (found >= 0) {
      return y[found];
    }
    int above = -found - 1;
    if (above == 0 || above == x.length) {
      return Double.NaN;
    }
    double share = (position - x[above - 1]) / (x[above] - x[above - 1]);
    return y[above - 1] + share * (y[above] - y[above - 1]);
  }

  /** Each value replaced by the mean of itself and the ones before it, up to {@code window}. */
  public Series trailingMean(int window) {
    double[] means = new double[y.length];
    double sum = 0;
    for (int i = 0; i < y.length; i++) {
      sum += y[i] - (i >= window ? y[i - window] : 0);
      means[i] = sum / Math.min(window, i + 1);
    }
    return new Series(x, means);
  }

  /** The last value kept until there, such as a sum to which nothing is added any more. */
  public Series heldUntil(double end) {
    int size = x.length;
    if (size == 0 || x[size - 1] >= end) {
      return this;
    }
    double[] longerX = Arrays.copyOf(x, size + 1);
    double[] longerY = Arrays.copyOf(y, size + 1);
    longerX[size] = end;
    longerY[size] = y[size - 1];
    return new Series(longerX, longerY);
  }

  /** Each value replaced by the sum of itself and all before it. */
  public Series runningSum() {
    double[] sums = y.clone();
    Arrays.parallelPrefix(sums, Double::sum);
    return new Series(x, sums);
  }
}
