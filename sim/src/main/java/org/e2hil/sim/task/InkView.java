package org.e2hil.sim.task;

import java.util.Arrays;

/**
 * The ink on a board as seen from an eraser, so that what is learnt at one place holds at every
 * other. Its 75 numbers are, along the board's axes and 0 on a clean board:
 *
 * <ul>
 *   <li>way to the nearest ink, x and y, m;
 *   <li>way to the centroid of all ink, x and y, m;
 *   <li>how far ink reaches towards +y and towards −y in the strip that the eraser sweeps along y,
 *       m, and the ink in it;
 *   <li>mean ink in each of 7 by 7 squares of 2 cm around the eraser, those of one x after each
 *       other;
 *   <li>ink in each of 19 bands along y, 2 cm wide, the tenth through the eraser; the outermost
 *       also hold all that lies beyond.
 * </ul>
 *
 * <p>The mean ink is from 0 to 1, the other amounts are shares of what was drawn. A cell of ink on
 * an edge counts on both sides in proportion, so that the numbers change smoothly. Looking
 * allocates nothing.
 */
final class InkView {

  private static final int SQUARES = 7;
  private static final int BANDS = 19;

  private static final int NEAREST = 0;
  private static final int CENTROID = NEAREST + 2;
  private static final int STRIP = CENTROID + 2;
  private static final int CROP = STRIP + 3;
  private static final int BAND = CROP + SQUARES * SQUARES;

  /** Numbers in the view. */
  static final int NUMBERS = BAND + BANDS;

  private static final double SQUARE_M = 0.02;
  private static final double CELL = Ink.CELL_M / SQUARE_M;

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
    double sum = 0;
    for (int ix = 0; ix < ink.cellsX(); ix++) {
      double x = ink.xM(ix) - xM;
      for (int iy = 0; iy < ink.cellsY(); iy++) {
        double amount = ink.cell(ix, iy);
        if (amount > 0) {
          double y = ink.yM(iy) - yM;
          sum += amount;
          into[at + CENTROID] += amount * x;
          into[at + CENTROID + 1] += amount * y;
          addToSquares(x, y, amount, into, at);
          if (Math.abs(x) < stripHalfM) {
            addToStrip(y, amount, into, at + STRIP);
          }
          double farM = Math.hypot(x, y);
          if (amount > Ink.VISIBLE && farM < nearestM) {
            nearestM = farM;
            into[at + NEAREST] = x;
            into[at + NEAREST + 1] = y;
          }
        }
      }
    }
    if (sum > 0) {
      into[at + CENTROID] /= sum;
      into[at + CENTROID + 1] /= sum;
    }
  }

  private void addToStrip(double y, double amount, double[] into, int at) {
    if (amount > Ink.VISIBLE) {
      into[at] = Math.max(into[at], y);
      into[at + 1] = Math.max(into[at + 1], -y);
    }
    into[at + 2] += ink.share(amount);
  }

  private void addToSquares(double x, double y, double amount, double[] into, int at) {
    int squareX = square(x);
    int squareY = square(y);
    double nextX = shareOfNext(x, squareX);
    double nextY = shareOfNext(y, squareY);
    for (int i = 0; i < 2; i++) {
      double alongX = amount * (i == 0 ? 1 - nextX : nextX);
      int band = squareX + i + (BANDS - SQUARES) / 2;
      into[at + BAND + Math.max(0, Math.min(BANDS - 1, band))] += ink.share(alongX);
      for (int j = 0; j < 2; j++) {
        if (isInCrop(squareX + i) && isInCrop(squareY + j)) {
          into[at + CROP + SQUARES * (squareX + i) + squareY + j] +=
              CELL * CELL * alongX * (j == 0 ? 1 - nextY : nextY);
        }
      }
    }
  }

  private static boolean isInCrop(int square) {
    return square >= 0 && square < SQUARES;
  }

  /** The square in which the lower end of a cell lies. */
  private static int square(double middleM) {
    return (int) Math.floor(lowerEnd(middleM));
  }

  /** How much of a cell lies in the square after that. */
  private static double shareOfNext(double middleM, int square) {
    return Math.max(0, (lowerEnd(middleM) + CELL - (square + 1)) / CELL);
  }

  /** Lower end of a cell in squares from the end of the crop. */
  private static double lowerEnd(double middleM) {
    return middleM / SQUARE_M + (SQUARES - CELL) / 2;
  }
}
