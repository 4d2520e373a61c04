package org.e2hil.sim.task;

import java.util.Arrays;
import java.util.Optional;
import org.e2hil.sim.task.WipeWhiteboard.Strip;

/**
 * The ink on a board as seen from an eraser that wipes in strips along y, so that what is learnt at
 * one place holds at every other. Its 8 numbers are, along the board's axes and 0 on a clean board:
 *
 * <ul>
 *   <li>way from the eraser's middle to the upper end of the nearest strip, x and y, m, and the
 *       same under the {@link Magnifier};
 *   <li>in the strip under the eraser, how far ink reaches beyond its upper edge, m, how far it
 *       reaches from there towards −y, m and magnified, and the ink as a share of what was drawn.
 * </ul>
 *
 * <p>A map of all ink would tell more and teach less; see what-the-policy-sees.md.
 */
final class InkView {

  private static final int NEAREST = 0;
  private static final int MAGNIFIED = NEAREST + 2;
  private static final int STRIP = MAGNIFIED + 2;

  /** Numbers in the view. */
  static final int NUMBERS = STRIP + 4;

  private final Ink ink;
  private final double eraserHalfYM;
  private final double stripHalfM;

  /** A view of this ink for an eraser of this size. */
  InkView(Ink ink, double eraserHalfXM, double eraserHalfYM) {
    this.ink = ink;
    this.eraserHalfYM = eraserHalfYM;
    stripHalfM = eraserHalfXM - Ink.CELL_M;
  }

  /** Writes what is seen from this place on the board, from its middle. */
  void write(double xM, double yM, double[] into, int at) {
    Arrays.fill(into, at, at + NUMBERS, 0);
    nearest(xM)
        .ifPresent(
            strip -> {
              into[at + NEAREST] = strip.xM() - xM;
              into[at + NEAREST + 1] = strip.toYM() - yM;
              Magnifier.copy(into, at + NEAREST, 2, at + MAGNIFIED);
            });
    double edgeM = yM + eraserHalfYM;
    at(xM)
        .ifPresent(
            strip -> {
              into[at + STRIP] = Math.max(0, strip.toYM() - edgeM);
              into[at + STRIP + 1] = Math.max(0, edgeM - strip.fromYM());
              Magnifier.copy(into, at + STRIP + 1, 1, at + STRIP + 2);
              into[at + STRIP + 3] = share(xM);
            });
  }

  /** The strip over the column of ink that is nearest along x; empty on a clean board. */
  Optional<Strip> nearest(double xM) {
    double found = Double.POSITIVE_INFINITY;
    for (int ix = 0; ix < ink.cellsX(); ix++) {
      double away = ink.xM(ix) - xM;
      if (Math.abs(away) < Math.abs(found) && isInked(ix)) {
        found = away;
      }
    }
    return at(xM + found);
  }

  /** The ink that an eraser sweeps along y from here; empty if there is none. */
  Optional<Strip> at(double xM) {
    double from = Double.POSITIVE_INFINITY;
    double to = Double.NEGATIVE_INFINITY;
    for (int ix = 0; ix < ink.cellsX(); ix++) {
      for (int iy = 0; iy < ink.cellsY() && isInStrip(ix, xM); iy++) {
        if (ink.cell(ix, iy) > Ink.VISIBLE) {
          from = Math.min(from, ink.yM(iy));
          to = Math.max(to, ink.yM(iy));
        }
      }
    }
    return from <= to ? Optional.of(new Strip(xM, from, to)) : Optional.empty();
  }

  private double share(double xM) {
    double amount = 0;
    for (int ix = 0; ix < ink.cellsX(); ix++) {
      for (int iy = 0; iy < ink.cellsY() && isInStrip(ix, xM); iy++) {
        amount += ink.cell(ix, iy);
      }
    }
    return ink.share(amount);
  }

  private boolean isInked(int ix) {
    for (int iy = 0; iy < ink.cellsY(); iy++) {
      if (ink.cell(ix, iy) > Ink.VISIBLE) {
        return true;
      }
    }
    return false;
  }

  /** Whether an eraser whose middle is here along x sweeps this column. */
  private boolean isInStrip(int ix, double xM) {
    return Math.abs(ink.xM(ix) - xM) < stripHalfM;
  }
}
