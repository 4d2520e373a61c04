package org.e2hil.scenarios.report.chart;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apiguardian.api.API;

/** How a quantity is laid along an axis. */
@API(status = API.Status.INTERNAL)
public sealed interface Scale {

  /** Where a value lies; NaN where it cannot be shown. Grows with the value. */
  double place(double value);

  /** The value at a place. */
  double value(double place);

  /** Round values between two, in their order: about five, and never more than eight. */
  List<Double> ticks(double low, double high);

  /** Equal steps. */
  Scale LINEAR = new Linear();

  /** Equal factors; shows what is positive alone. */
  Scale LOGARITHMIC = new Logarithmic();

  /**
   * What shows all of some values: signed logarithms where a few would squeeze the others to a
   * point, else equal steps.
   */
  static Scale suiting(double... values) {
    double[] sizes =
        Arrays.stream(values)
            .filter(value -> Double.isFinite(value) && value != 0)
            .map(Math::abs)
            .sorted()
            .toArray();
    if (sizes.length == 0 || sizes[sizes.length - 1] < 40 * sizes[sizes.length / 2]) {
      return LINEAR;
    }
    double small = sizes[sizes.length / 5];
    double leastShown = sizes[sizes.length - 1] * 1e-6;
    return new SignedLogarithmic(Math.pow(10, Math.floor(Math.log10(Math.max(small, leastShown)))));
  }

  /** Equal steps. */
  record Linear() implements Scale {

    private static final int STEPS = 5;

    @Override
    public double place(double value) {
      return value;
    }

    @Override
    public double value(double place) {
      return place;
    }

    @Override
    public List<Double> ticks(double low, double high) {
      double rough = (high - low) / STEPS;
      double decade = Math.pow(10, Math.floor(Math.log10(rough)));
      double step = 10 * decade;
      for (double factor : new double[] {1, 2, 2.5, 5}) {
        if (factor * decade >= rough) {
          step = factor * decade;
          break;
        }
      }
      List<Double> ticks = new ArrayList<>();
      double slack = step * 1e-6;
      for (long i = (long) Math.ceil((low - slack) / step); i * step <= high + slack; i++) {
        ticks.add(i * step);
      }
      return ticks;
    }
  }

  /** Equal factors. */
  record Logarithmic() implements Scale {

    private static final int MOST_TICKS = 6;

    @Override
    public double place(double value) {
      return value > 0 ? Math.log10(value) : Double.NaN;
    }

    @Override
    public double value(double place) {
      return Math.pow(10, place);
    }

    @Override
    public List<Double> ticks(double low, double high) {
      int first = (int) Math.ceil(Math.log10(low) - 1e-9);
      int last = (int) Math.floor(Math.log10(high) + 1e-9);
      if (last - first < 2) {
        return fineTicks(low, high);
      }
      int step = 1 + (last - first) / MOST_TICKS;
      List<Double> ticks = new ArrayList<>();
      for (int decade = first; decade <= last; decade++) {
        if (Math.floorMod(decade, step) == 0) {
          ticks.add(Math.pow(10, decade));
        }
      }
      return ticks;
    }

    private static List<Double> fineTicks(double low, double high) {
      List<Double> ticks = new ArrayList<>();
      for (int decade = (int) Math.floor(Math.log10(low)); Math.pow(10, decade) <= high; decade++) {
        for (int factor : new int[] {1, 2, 5}) {
          double tick = factor * Math.pow(10, decade);
          if (tick >= low * (1 - 1e-9) && tick <= high * (1 + 1e-9)) {
            ticks.add(tick);
          }
        }
      }
      return ticks.size() > 1 ? ticks : LINEAR.ticks(low, high);
    }
  }

  /**
   * Logarithms of sizes beyond a threshold on both sides of 0, and nearly equal steps below it.
   *
   * @param threshold above 0, in the axis's unit
   */
  record SignedLogarithmic(double threshold) implements Scale {

    private static final int MOST_TICKS_A_SIDE = 3;

    /** Refuses a threshold that is not above 0. */
    public SignedLogarithmic {
      if (!(threshold > 0)) {
        throw new IllegalArgumentException("the threshold must lie above 0, but is " + threshold);
      }
    }

    @Override
    public double place(double value) {
      return Math.signum(value) * Math.log10(1 + Math.abs(value) / threshold);
    }

    @Override
    public double value(double place) {
      return Math.signum(place) * threshold * (Math.pow(10, Math.abs(place)) - 1);
    }

    @Override
    public List<Double> ticks(double low, double high) {
      // at the threshold itself there is no room beside 0
      int first = (int) Math.round(Math.log10(threshold)) + 1;
      int last = (int) Math.floor(Math.log10(Math.max(Math.abs(low), Math.abs(high))));
      int step = 1 + Math.max(0, last - first) / MOST_TICKS_A_SIDE;
      List<Double> sizes = new ArrayList<>();
      for (int decade = last; decade >= first; decade -= step) {
        sizes.add(0, Math.pow(10, decade));
      }
      List<Double> ticks = new ArrayList<>();
      for (int i = sizes.size() - 1; i >= 0; i--) {
        ticks.add(-sizes.get(i));
      }
      ticks.add(0.0);
      ticks.addAll(sizes);
      ticks.removeIf(tick -> tick < low || tick > high);
      return ticks;
    }
  }
}
