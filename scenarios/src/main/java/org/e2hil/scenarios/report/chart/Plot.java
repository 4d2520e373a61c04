package org.e2hil.scenarios.report.chart;

import java.util.Arrays;

/**
 * A panel's quantities on a canvas.
 *
 * @param canvas to draw on
 * @param x the axis from left to right
 * @param y the axis from the bottom to the top
 * @param across what of the first axis is seen
 * @param up what of the second axis is seen
 * @param left of the data, in pixels
 * @param top of the data, in pixels
 * @param width of the data, in pixels
 * @param height of the data, in pixels
 */
record Plot(
    Canvas canvas,
    Axis x,
    Axis y,
    Extent.Span across,
    Extent.Span up,
    double left,
    double top,
    double width,
    double height) {

  double bottom() {
    return top + height;
  }

  double right() {
    return left + width;
  }

  double column(double value) {
    return left + (x.scale().place(value) - across.low()) / across.length() * width;
  }

  /** The pixel of a value, NaN where it has none; what lies beyond the panel is at its edge. */
  double row(double value) {
    double pixel = bottom() - (y.scale().place(value) - up.low()) / up.length() * height;
    return Double.isFinite(pixel) ? Math.max(top, Math.min(bottom(), pixel)) : Double.NaN;
  }

  double[] columns(double[] values) {
    return Arrays.stream(values).map(this::column).toArray();
  }

  double[] rows(double[] values) {
    return Arrays.stream(values).map(this::row).toArray();
  }
}
