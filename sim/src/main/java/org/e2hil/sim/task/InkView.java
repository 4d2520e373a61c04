package org.e2hil.sim.task;

import java.util.Arrays;

/**
 * The ink on a board as seen from an eraser, so that what is learnt at one place holds at every
 * other. Its 7 numbers are, along the board's axes and 0 on a clean board:
 *
 * <ul>
 *   <li>way to the nearest ink, x and y, m, and the same under the {@link Magnifier};
 *   <li>how far ink reaches towards +y and towards −y in the strip that the eraser sweeps along y,
 *       m, and the ink in it as a share of what was drawn.
 * </ul>
 *
 * <p>A map of all ink would tell more and teach less; see what-the-policy-sees.md. Looking
 * allocates nothing.
 */
final class InkView {

  private static final int NEAREST = 0;
  private static final int MAGNIFIED = NEAREST + 2;
  private static final int STRIP = MAGNIFIED + 2;

  /** Numbers in the view. */
  static final int NUMBERS = STRIP + 3;

  private final Ink ink;
  private final double stripHalfM;

  /** A view of this ink for an eraser that is so wide along x. */
  InkView(Ink ink, double eraserHalfXM) {
    this.ink = ink;
    stripHalfM = eraserHalfXM - Ink.CELL_M;
  }

  /** Writes what is seen from this place on the board, from its middle. */
  void write(double xM, double yM, double[] into, int at) {
    Arrays.fill(into, at, at + NUMBERS, 0);
    double nearestM = Double.POSITIVE_INFINITY;
    for (int ix = 0; ix < ink.cellsX(); ix++) {
      double x = ink.xM(ix) - xM;
      boolean inStrip = isInStrip(x);
      for (int iy = 0; iy < ink.cellsY(); iy++) {
        double amount = ink.cell(ix, iy);
        double y = ink.yM(iy) - yM;
        if (inStrip) {
          into[at + STRIP + 2] += ink.share(amount);
        }
        if (amount > Ink.VISIBLE) {
          if (inStrip) {
            into[at + STRIP] = Math.max(into[at + STRIP], y);
            into[at + STRIP + 1] = Math.max(into[at + STRIP + 1], -y);
          }
          double farM = Math.hypot(x, y);
          if (farM < nearestM) {
            nearestM = farM;
            into[at + NEAREST] = x;
            into[at + NEAREST + 1] = y;
          }
        }
      }
    }
    Magnifier.copy(into, at + NEAREST, 2, at + MAGNIFIED);
  }

  /** Whether the eraser sweeps ink that is so far from its middle along x. */
  boolean isInStrip(double awayM) {
    return Math.abs(awayM) < stripHalfM;
  }
}
