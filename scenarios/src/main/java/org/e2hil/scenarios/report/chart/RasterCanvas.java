package org.e2hil.scenarios.report.chart;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;

/** Draws on light paper with Java 2D. */
final class RasterCanvas implements Canvas {

  private static final int AREA_ALPHA = 50;
  private static final int POINT_ALPHA = 190;

  private final Graphics2D graphics;

  RasterCanvas(Graphics2D graphics) {
    this.graphics = graphics;
  }

  @Override
  public void line(double[] x, double[] y, Paint paint, Stroke stroke) {
    Path2D path = new Path2D.Double();
    boolean drawing = false;
    for (int i = 0; i < x.length; i++) {
      boolean seen = Double.isFinite(x[i]) && Double.isFinite(y[i]);
      if (seen && drawing) {
        path.lineTo(x[i], y[i]);
      } else if (seen) {
        path.moveTo(x[i], y[i]);
      }
      drawing = seen;
    }
    graphics.setColor(paint.onLight());
    graphics.setStroke(stroke.awt());
    graphics.draw(path);
  }

  @Override
  public void area(double[] x, double[] y, Paint paint) {
    Path2D path = new Path2D.Double();
    for (int i = 0; i < x.length; i++) {
      if (i == 0) {
        path.moveTo(x[i], y[i]);
      } else {
        path.lineTo(x[i], y[i]);
      }
    }
    graphics.setColor(translucent(paint, AREA_ALPHA));
    graphics.fill(path);
  }

  @Override
  public void points(double[] x, double[] y, Paint paint, Shape shape) {
    Path2D outline = new Path2D.Double();
    outline.moveTo(shape.dx(0), shape.dy(0));
    for (int corner = 1; corner < shape.corners(); corner++) {
      outline.lineTo(shape.dx(corner), shape.dy(corner));
    }
    outline.closePath();
    graphics.setColor(translucent(paint, POINT_ALPHA));
    for (int i = 0; i < x.length; i++) {
      graphics.fill(
          outline.createTransformedShape(AffineTransform.getTranslateInstance(x[i], y[i])));
    }
  }

  @Override
  public void text(String text, double x, double y, Anchor anchor, Role role) {
    graphics.setFont(
        new Font(Font.SANS_SERIF, role == Role.TITLE ? Font.BOLD : Font.PLAIN, role.size()));
    graphics.setColor((role == Role.TITLE ? Paint.INK : Paint.MUTED).onLight());
    double width = graphics.getFontMetrics().getStringBounds(text, graphics).getWidth();
    double left =
        switch (anchor) {
          case START -> x;
          case MIDDLE -> x - width / 2;
          case END -> x - width;
        };
    graphics.drawString(text, (float) left, (float) y);
  }

  private static Color translucent(Paint paint, int alpha) {
    Color color = paint.onLight();
    return new Color(color.getRed(), color.getGreen(), color.getBlue(), alpha);
  }
}
