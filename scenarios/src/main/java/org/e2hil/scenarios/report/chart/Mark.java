package org.e2hil.scenarios.report.chart;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.apiguardian.api.API;

/** Something drawn in a panel, in the panel's quantities. */
@API(status = API.Status.INTERNAL)
public sealed interface Mark {

  /** Tells an extent of all that must be seen. */
  void extend(Extent extent);

  /** Draws it. */
  void draw(Plot plot);

  /** A line through points; one that is not finite breaks it, and one alone is a dot. */
  final class Line implements Mark {
    private final double[] x;
    private final double[] y;
    private final Paint paint;
    private final Stroke stroke;

    /** Through {@code [n]} points. */
    public Line(double[] x, double[] y, Paint paint, Stroke stroke) {
      this.x = x.clone();
      this.y = y.clone();
      this.paint = paint;
      this.stroke = stroke;
    }

    @Override
    public void extend(Extent extent) {
      extent.include(x, y);
    }

    @Override
    public void draw(Plot plot) {
      double[] columns = plot.columns(x);
      double[] rows = plot.rows(y);
      plot.canvas().line(columns, rows, paint, stroke);
      int[] alone =
          IntStream.range(0, x.length)
              .filter(i -> isSeen(i, columns, rows))
              .filter(i -> !isSeen(i - 1, columns, rows) && !isSeen(i + 1, columns, rows))
              .toArray();
      plot.canvas().points(pick(columns, alone), pick(rows, alone), paint, Shape.DOT);
    }
  }

  /** What lies between two lines over the same points. */
  final class Band implements Mark {
    private final double[] x;
    private final double[] low;
    private final double[] high;
    private final Paint paint;

    /** Over {@code [n]} points; those where a bound is not finite are left out. */
    public Band(double[] x, double[] low, double[] high, Paint paint) {
      int[] seen =
          IntStream.range(0, x.length)
              .filter(i -> Double.isFinite(low[i]) && Double.isFinite(high[i]))
              .toArray();
      this.x = pick(x, seen);
      this.low = pick(low, seen);
      this.high = pick(high, seen);
      this.paint = paint;
    }

    @Override
    public void extend(Extent extent) {
      extent.include(x, low);
      extent.include(x, high);
    }

    @Override
    public void draw(Plot plot) {
      int n = x.length;
      double[] columns = plot.columns(x);
      double[] lower = plot.rows(low);
      double[] upper = plot.rows(high);
      double[] outlineX = new double[2 * n];
      double[] outlineY = new double[2 * n];
      for (int i = 0; i < n; i++) {
        outlineX[i] = columns[i];
        outlineY[i] = upper[i];
        outlineX[2 * n - 1 - i] = columns[i];
        // below what a logarithmic axis can show is the bottom
        outlineY[2 * n - 1 - i] = Double.isNaN(lower[i]) ? plot.bottom() : lower[i];
      }
      plot.canvas().area(outlineX, outlineY, paint);
    }
  }

  /** Single points. */
  final class Points implements Mark {
    private final double[] x;
    private final double[] y;
    private final Paint paint;
    private final Shape shape;

    /** At {@code [n]} places; those that are not finite are left out. */
    public Points(double[] x, double[] y, Paint paint, Shape shape) {
      this.x = x.clone();
      this.y = y.clone();
      this.paint = paint;
      this.shape = shape;
    }

    @Override
    public void extend(Extent extent) {
      extent.include(x, y);
    }

    @Override
    public void draw(Plot plot) {
      double[] columns = plot.columns(x);
      double[] rows = plot.rows(y);
      int[] seen = IntStream.range(0, x.length).filter(i -> isSeen(i, columns, rows)).toArray();
      plot.canvas().points(pick(columns, seen), pick(rows, seen), paint, shape);
    }
  }

  private static boolean isSeen(int i, double[] columns, double[] rows) {
    return i >= 0 && i < rows.length && Double.isFinite(columns[i]) && Double.isFinite(rows[i]);
  }

  private static double[] pick(double[] values, int[] places) {
    return Arrays.stream(places).mapToDouble(i -> values[i]).toArray();
  }
}
