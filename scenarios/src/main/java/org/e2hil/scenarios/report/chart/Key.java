package org.e2hil.scenarios.report.chart;

import org.apiguardian.api.API;

/**
 * An entry of a legend.
 *
 * @param label what the sign stands for
 * @param paint its colour
 * @param sign how it is drawn
 */
@API(status = API.Status.INTERNAL)
public record Key(String label, Paint paint, Sign sign) {

  /** Pixels from left to right that a sign takes. */
  static final int WIDTH = 28;

  /** Pixels from top to bottom that a sign takes. */
  static final int HEIGHT = 14;

  /** What stands for a series: a line or a point. */
  public sealed interface Sign {

    /** Draws it in the middle of {@link Key#WIDTH} by {@link Key#HEIGHT} pixels. */
    void draw(Canvas canvas, Paint paint);
  }

  /**
   * A piece of a line.
   *
   * @param stroke of the line
   */
  public record LineSign(Stroke stroke) implements Sign {

    @Override
    public void draw(Canvas canvas, Paint paint) {
      double middle = HEIGHT / 2.0;
      canvas.line(new double[] {1, WIDTH - 1}, new double[] {middle, middle}, paint, stroke);
    }
  }

  /**
   * Two points.
   *
   * @param shape of the points
   */
  public record PointSign(Shape shape) implements Sign {

    @Override
    public void draw(Canvas canvas, Paint paint) {
      double middle = HEIGHT / 2.0;
      canvas.points(new double[] {9, 19}, new double[] {middle, middle}, paint, shape);
    }
  }

  /** An entry for a line. */
  public static Key line(String label, Paint paint, Stroke stroke) {
    return new Key(label, paint, new LineSign(stroke));
  }

  /** An entry for points. */
  public static Key points(String label, Paint paint, Shape shape) {
    return new Key(label, paint, new PointSign(shape));
  }

  /** The sign alone as an SVG element that is hidden from readers of the page's text. */
  public String svg() {
    SvgCanvas canvas = new SvgCanvas();
    sign.draw(canvas, paint);
    return canvas.ornament(WIDTH, HEIGHT);
  }
}
