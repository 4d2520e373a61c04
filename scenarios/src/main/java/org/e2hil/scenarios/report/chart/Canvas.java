package org.e2hil.scenarios.report.chart;

/** What a chart is drawn on. Coordinates are pixels, right and down from the upper left corner. */
interface Canvas {

  /** Where a text's position lies along it. */
  enum Anchor {
    START,
    MIDDLE,
    END
  }

  /** What a text is for, which decides its size and weight. */
  enum Role {
    TITLE(13),
    LABEL(12),
    TICK(11);

    private final int size;

    Role(int size) {
      this.size = size;
    }

    /** Height of the letters' font in pixels. */
    int size() {
      return size;
    }
  }

  /** A line through points {@code [n]}; one that is not finite breaks it. */
  void line(double[] x, double[] y, Paint paint, Stroke stroke);

  /** A translucent surface with corners {@code [n]}. */
  void area(double[] x, double[] y, Paint paint);

  /** Marks at points {@code [n]}, all of them finite. */
  void points(double[] x, double[] y, Paint paint, Shape shape);

  /** A line of text whose letters stand on {@code y}. */
  void text(String text, double x, double y, Anchor anchor, Role role);
}
