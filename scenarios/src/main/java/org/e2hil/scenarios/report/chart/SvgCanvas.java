package org.e2hil.scenarios.report.chart;

import java.util.Locale;

/** Writes SVG whose elements take their colours from the classes of {@link Paint}. */
final class SvgCanvas implements Canvas {

  private static final String AREA_OPACITY = "0.2";
  private static final String POINT_OPACITY = "0.75";

  private final StringBuilder body = new StringBuilder();

  @Override
  public void line(double[] x, double[] y, Paint paint, Stroke stroke) {
    String path = path(x, y);
    if (path.isEmpty()) {
      return;
    }
    body.append("<path class=\"%s\" fill=\"none\" stroke=\"currentColor\"".formatted(css(paint)))
        .append(" stroke-linejoin=\"round\" stroke-width=\"%s\"".formatted(stroke.width()));
    if (!stroke.dashes().isEmpty()) {
      body.append(" stroke-dasharray=\"%s\"".formatted(stroke.dashes()));
    }
    body.append(" d=\"").append(path).append("\"/>");
  }

  @Override
  public void area(double[] x, double[] y, Paint paint) {
    String path = path(x, y);
    if (!path.isEmpty()) {
      filled(paint, AREA_OPACITY, path + "z");
    }
  }

  @Override
  public void points(double[] x, double[] y, Paint paint, Shape shape) {
    if (x.length == 0) {
      return;
    }
    if (shape == Shape.DOT) {
      dots(x, y, paint);
      return;
    }
    StringBuilder outline = new StringBuilder();
    for (int corner = 1; corner < shape.corners(); corner++) {
      outline
          .append(corner == 1 ? "l" : " ")
          .append(number(shape.dx(corner) - shape.dx(corner - 1)))
          .append(' ')
          .append(number(shape.dy(corner) - shape.dy(corner - 1)));
    }
    outline.append('z');
    StringBuilder path = new StringBuilder();
    for (int i = 0; i < x.length; i++) {
      path.append('M')
          .append(number(x[i] + shape.dx(0)))
          .append(' ')
          .append(number(y[i] + shape.dy(0)))
          .append(outline);
    }
    filled(paint, POINT_OPACITY, path.toString());
  }

  /** The ends of lines of no length: a tenth of the text that outlines take. */
  private void dots(double[] x, double[] y, Paint paint) {
    body.append(
        "<path class=\"%s\" fill=\"none\" stroke=\"currentColor\" stroke-opacity=\"%s\""
            .formatted(css(paint), POINT_OPACITY));
    body.append(" stroke-linecap=\"round\" stroke-width=\"5\" d=\"");
    for (int i = 0; i < x.length; i++) {
      body.append('M').append(number(x[i])).append(' ').append(number(y[i])).append("h0");
    }
    body.append("\"/>");
  }

  @Override
  public void text(String text, double x, double y, Anchor anchor, Role role) {
    body.append(
        "<text class=\"%s\" x=\"%s\" y=\"%s\" text-anchor=\"%s\">%s</text>"
            .formatted(
                role.name().toLowerCase(Locale.ROOT),
                number(x),
                number(y),
                anchor.name().toLowerCase(Locale.ROOT),
                Markup.escape(text)));
  }

  /** All that was drawn, as one element. */
  String element(String id, String title, String description, int width, int height) {
    return """
        <svg id="%1$s" role="img" aria-labelledby="%1$s-title %1$s-text" viewBox="0 0 %2$d %3$d">\
        <title id="%1$s-title">%4$s</title><desc id="%1$s-text">%5$s</desc>%6$s</svg>
        """
        .formatted(id, width, height, Markup.escape(title), Markup.escape(description), body);
  }

  /** All that was drawn, as an element that says nothing by itself. */
  String ornament(int width, int height) {
    return "<svg aria-hidden=\"true\" width=\"%1$d\" height=\"%2$d\" viewBox=\"0 0 %1$d %2$d\">%3$s</svg>"
        .formatted(width, height, body);
  }

  private void filled(Paint paint, String opacity, String path) {
    body.append(
        "<path class=\"%s\" fill=\"currentColor\" fill-opacity=\"%s\" d=\"%s\"/>"
            .formatted(css(paint), opacity, path));
  }

  private static String css(Paint paint) {
    return paint.cssClass();
  }

  private static String path(double[] x, double[] y) {
    StringBuilder path = new StringBuilder();
    boolean drawing = false;
    for (int i = 0; i < x.length; i++) {
      boolean seen = Double.isFinite(x[i]) && Double.isFinite(y[i]);
      if (seen) {
        path.append(drawing ? 'L' : 'M').append(number(x[i])).append(' ').append(number(y[i]));
      }
      drawing = seen;
    }
    return path.toString();
  }

  /** To a tenth of a pixel, without what says nothing. */
  private static String number(double value) {
    long tenths = Math.round(10 * value);
    if (tenths % 10 == 0) {
      return Long.toString(tenths / 10);
    }
    return (tenths < 0 ? "-" : "") + Math.abs(tenths) / 10 + "." + Math.abs(tenths) % 10;
  }
}
