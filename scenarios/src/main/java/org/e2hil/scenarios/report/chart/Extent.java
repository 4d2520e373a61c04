package org.e2hil.scenarios.report.chart;

/** The smallest rectangle about some points, as places on the axes of a panel. */
final class Extent {

  private final Side across;
  private final Side up;

  Extent(Axis x, Axis y) {
    across = new Side(x);
    up = new Side(y);
  }

  /** Takes in points {@code [n]}; those that cannot be shown are left out. */
  void include(double[] x, double[] y) {
    for (int i = 0; i < x.length; i++) {
      double column = across.axis.scale().place(x[i]);
      double row = up.axis.scale().place(y[i]);
      if (Double.isFinite(column) && Double.isFinite(row)) {
        across.include(column);
        up.include(row);
      }
    }
  }

  /** Whether no point could be taken in. */
  boolean isEmpty() {
    return across.least > across.most;
  }

  /** From left to right. */
  Span across() {
    return across.span();
  }

  /** From the bottom to the top. */
  Span up() {
    return up.span();
  }

  /**
   * Places from one to another.
   *
   * @param low lower end
   * @param high upper end, above it
   */
  record Span(double low, double high) {

    double length() {
      return high - low;
    }

    /** As long as asked, about the same middle. */
    Span stretched(double length) {
      double middle = (low + high) / 2;
      return new Span(middle - length / 2, middle + length / 2);
    }
  }

  private static final class Side {

    private static final double MARGIN = 0.04;

    private final Axis axis;
    private double least = Double.POSITIVE_INFINITY;
    private double most = Double.NEGATIVE_INFINITY;

    Side(Axis axis) {
      this.axis = axis;
    }

    void include(double place) {
      least = Math.min(least, place);
      most = Math.max(most, place);
    }

    Span span() {
      double low = least;
      double high = most;
      if (low > high) {
        low = 0;
        high = 1;
      }
      if (axis.low().isPresent()) {
        low = axis.scale().place(axis.low().getAsDouble());
      }
      if (axis.high().isPresent()) {
        high = axis.scale().place(axis.high().getAsDouble());
      }
      if (!(high - low > Math.abs(high) * 1e-9)) {
        double about = high == 0 ? 1 : Math.abs(high) / 2;
        low = axis.low().isPresent() ? low : low - about;
        high = low + 2 * about;
      }
      double margin = MARGIN * (high - low);
      return new Span(
          axis.low().isPresent() ? low : low - margin,
          axis.high().isPresent() ? high : high + margin);
    }
  }
}
