package org.e2hil.scenarios.report.chart;

import java.awt.BasicStroke;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apiguardian.api.API;

/** How a line is drawn; widths and dashes in pixels. */
@API(status = API.Status.INTERNAL)
@SuppressWarnings("ImmutableEnumChecker") // nobody gets the array
public enum Stroke {
  /** A series. */
  SOLID(2),
  /** A series that is the companion of a solid one. */
  DASHED(1.7, 6, 4),
  /** A series that is the companion of the other two. */
  DOTTED(1.7, 1.5, 4),
  /** Axes and grid. */
  HAIR(1);

  private final double width;
  private final int[] tenths;

  Stroke(double width, double... dashes) {
    this.width = width;
    tenths = IntStream.range(0, dashes.length).map(i -> (int) Math.round(10 * dashes[i])).toArray();
  }

  double width() {
    return width;
  }

  /** What SVG calls stroke-dasharray; empty for an unbroken line. */
  String dashes() {
    return Arrays.stream(tenths)
        .mapToObj(t -> String.valueOf(t / 10.0))
        .collect(Collectors.joining(" "));
  }

  BasicStroke awt() {
    if (tenths.length == 0) {
      return new BasicStroke((float) width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND);
    }
    float[] pixels = new float[tenths.length];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = tenths[i] / 10f;
    }
    return new BasicStroke(
        (float) width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, pixels, 0);
  }
}
