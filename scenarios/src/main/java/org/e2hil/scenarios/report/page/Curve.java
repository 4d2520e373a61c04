package org.e2hil.scenarios.report.page;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.e2hil.scenarios.report.chart.Mark;
import org.e2hil.scenarios.report.chart.Paint;
import org.e2hil.scenarios.report.chart.Series;
import org.e2hil.scenarios.report.chart.Stroke;
import org.e2hil.scenarios.statistics.Bootstrap;
import org.e2hil.scenarios.statistics.Interval;
import org.e2hil.scenarios.statistics.Scores;
import org.e2hil.scenarios.statistics.Statistics;

/**
 * A quantity over the steps of several runs: its mean over the runs, and the least and the most of
 * them. Each run is linear between its own points; where one has ended, the mean is of the others.
 */
final class Curve {

  /** More points than a panel has pixels to tell apart. */
  private static final int MOST_POINTS = 200;

  private final double[] x;
  private final double[] mean;
  private final double[] low;
  private final double[] high;
  private final boolean several;

  private Curve(double[] x, double[] mean, double[] low, double[] high, boolean several) {
    this.x = x;
    this.mean = mean;
    this.low = low;
    this.high = high;
    this.several = several;
  }

  /**
   * Over runs.
   *
   * @param runs one series a run, with or without points
   */
  static Curve of(List<Series> runs) {
    return over(
        runs,
        (values, all) ->
            new Interval(
                Statistics.mean(values),
                Arrays.stream(values).min().orElse(Double.NaN),
                Arrays.stream(values).max().orElse(Double.NaN)));
  }

  /**
   * Over runs, with 95% intervals of the mean by a bootstrap over the runs in place of their least
   * and most. Where not every run has a value there is none: a mean over other runs would jump.
   *
   * @param runs one series a run, with or without points
   */
  static Curve withIntervals(List<Series> runs) {
    return over(
        runs,
        (values, all) ->
            values.length < all
                ? Interval.unknown(Double.NaN)
                : Bootstrap.STANDARD.of(Scores.of(values), Scores::mean));
  }

  /** What is drawn at a place: the line and both ends of the band. */
  @FunctionalInterface
  private interface Reading {

    /** Of the finite values of those of {@code all} runs that have one there. */
    Interval of(double[] values, int all);
  }

  private static Curve over(List<Series> runs, Reading reading) {
    List<Series> drawn = runs.stream().map(Series::finite).filter(s -> s.size() > 0).toList();
    double[] x =
        thinned(
            drawn.stream()
                .flatMapToDouble(series -> Arrays.stream(series.x()))
                .sorted()
                .distinct()
                .toArray());
    double[] mean = new double[x.length];
    double[] low = new double[x.length];
    double[] high = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      double at = x[i];
      double[] values =
          Statistics.finite(drawn.stream().mapToDouble(series -> series.at(at)).toArray());
      Interval read = reading.of(values, drawn.size());
      mean[i] = read.estimate();
      low[i] = read.low();
      high[i] = read.high();
    }
    return new Curve(x, mean, low, high, drawn.size() > 1);
  }

  boolean isEmpty() {
    return x.length == 0;
  }

  /** The last mean there is; NaN without any. */
  double last() {
    return Arrays.stream(mean).filter(Double::isFinite).reduce((a, b) -> b).orElse(Double.NaN);
  }

  /** The band from the least to the most, if there are several runs, and the mean over it. */
  List<Mark> marks(Paint paint, Stroke stroke) {
    if (isEmpty()) {
      return List.of();
    }
    Mark line = line(paint, stroke);
    return several ? List.of(new Mark.Band(x, low, high, paint), line) : List.of(line);
  }

  /** The mean alone, where the bands of several curves would hide each other. */
  Mark line(Paint paint, Stroke stroke) {
    return new Mark.Line(x, mean, paint, stroke);
  }

  private static double[] thinned(double[] all) {
    if (all.length <= MOST_POINTS) {
      return all;
    }
    return IntStream.range(0, MOST_POINTS)
        .map(i -> (int) ((long) i * (all.length - 1) / (MOST_POINTS - 1)))
        .mapToDouble(i -> all[i])
        .toArray();
  }
}
