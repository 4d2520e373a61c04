package org.e2hil.scenarios.report.chart;

import org.apiguardian.api.API;

/**
 * What marks a point: an outline of straight lines about it, so that series differ in more than
 * their colour.
 */
@API(status = API.Status.INTERNAL)
@SuppressWarnings("ImmutableEnumChecker") // nobody gets the array
public enum Shape {
  /** Close to a disc. */
  DOT(-2.4, -1, -1, -2.4, 1, -2.4, 2.4, -1, 2.4, 1, 1, 2.4, -1, 2.4, -2.4, 1),
  /** A square on its side. */
  SQUARE(-2.1, -2.1, 2.1, -2.1, 2.1, 2.1, -2.1, 2.1),
  /** A triangle that points up. */
  TRIANGLE(0, -3.1, 2.8, 2, -2.8, 2),
  /** A square on its corner. */
  DIAMOND(0, -3.1, 3.1, 0, 0, 3.1, -3.1, 0),
  /** A triangle that points down. */
  WEDGE(0, 3.1, 2.8, -2, -2.8, -2),
  /** An upright cross. */
  PLUS(
      -0.8, -2.9, 0.8, -2.9, 0.8, -0.8, 2.9, -0.8, 2.9, 0.8, 0.8, 0.8, 0.8, 2.9, -0.8, 2.9, -0.8,
      0.8, -2.9, 0.8, -2.9, -0.8, -0.8, -0.8);

  private final double[] outline;

  Shape(double... outline) {
    this.outline = outline;
  }

  int corners() {
    return outline.length / 2;
  }

  /** Pixels to the right of the point. */
  double dx(int corner) {
    return outline[2 * corner];
  }

  /** Pixels below the point. */
  double dy(int corner) {
    return outline[2 * corner + 1];
  }
}
