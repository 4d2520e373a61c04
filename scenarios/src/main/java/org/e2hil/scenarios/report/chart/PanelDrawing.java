package org.e2hil.scenarios.report.chart;

import java.util.List;
import org.e2hil.scenarios.report.chart.Canvas.Anchor;
import org.e2hil.scenarios.report.chart.Canvas.Role;

/** Lays a panel out on a canvas. */
final class PanelDrawing {

  private static final int LEFT = 52;
  private static final int RIGHT = 12;
  private static final int TOP = 42;
  private static final int BOTTOM = 38;

  /** What a letter of a tick's label takes at the most, in pixels. */
  private static final double LETTER = 7;

  private final Panel panel;
  private final Canvas canvas;

  PanelDrawing(Panel panel, Canvas canvas) {
    this.panel = panel;
    this.canvas = canvas;
  }

  void draw() {
    Plot plot = plot();
    canvas.text(panel.title(), 4, 16, Anchor.START, Role.TITLE);
    canvas.text(panel.y().label(), 4, 33, Anchor.START, Role.LABEL);
    canvas.text(
        panel.x().label(),
        plot.left() + plot.width() / 2,
        panel.format().height() - 5,
        Anchor.MIDDLE,
        Role.LABEL);
    rows(plot);
    columns(plot);
    canvas.line(
        new double[] {plot.left(), plot.left(), plot.right()},
        new double[] {plot.top(), plot.bottom(), plot.bottom()},
        Paint.MUTED,
        Stroke.HAIR);
    panel.marks().forEach(mark -> mark.draw(plot));
  }

  private Plot plot() {
    Extent extent = new Extent(panel.x(), panel.y());
    panel.marks().forEach(mark -> mark.extend(extent));
    Extent.Span across = extent.across();
    Extent.Span up = extent.up();
    double width = Panel.WIDTH - LEFT - RIGHT;
    double height = panel.format().height() - TOP - BOTTOM;
    if (panel.format() == Panel.Format.MAP) {
      double perPixel = Math.max(across.length() / width, up.length() / height);
      across = across.stretched(perPixel * width);
      up = up.stretched(perPixel * height);
    }
    return new Plot(canvas, panel.x(), panel.y(), across, up, LEFT, TOP, width, height);
  }

  private void rows(Plot plot) {
    double last = Double.POSITIVE_INFINITY;
    for (double tick : ticks(plot.y(), plot.up())) {
      double row = plot.row(tick);
      grid(new double[] {plot.left(), plot.right()}, new double[] {row, row});
      if (last - row > Role.TICK.size() + 2) {
        canvas.text(Numbers.tick(tick), plot.left() - 6, row + 4, Anchor.END, Role.TICK);
        last = row;
      }
    }
  }

  private void columns(Plot plot) {
    double taken = Double.NEGATIVE_INFINITY;
    for (double tick : ticks(plot.x(), plot.across())) {
      double column = plot.column(tick);
      grid(new double[] {column, column}, new double[] {plot.top(), plot.bottom()});
      String text = Numbers.tick(tick);
      double half = text.length() * LETTER / 2;
      // the one at the right end leans inwards, so that it is whole
      double middle = Math.min(column, Panel.WIDTH - half);
      if (middle - half > taken) {
        canvas.text(text, middle, plot.bottom() + 15, Anchor.MIDDLE, Role.TICK);
        taken = middle + half;
      }
    }
  }

  private void grid(double[] x, double[] y) {
    canvas.line(x, y, Paint.GRID, Stroke.HAIR);
  }

  private static List<Double> ticks(Axis axis, Extent.Span span) {
    return axis.scale().ticks(axis.scale().value(span.low()), axis.scale().value(span.high()));
  }
}
