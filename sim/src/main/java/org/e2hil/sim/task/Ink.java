package org.e2hil.sim.task;

import java.util.Arrays;
import org.e2hil.agent.random.SeededRandom;

/**
 * Ink on a board, in square cells of 5 mm outside the physics. Coordinates are the board's own,
 * from its middle. A rectangular pad that presses and slides wears it off in the manner of
 * Archard's law: in proportion to force and way. One thread; erasing allocates nothing.
 */
final class Ink {

  static final double CELL_M = 0.005;

  /** What is fainter than this in a cell, nobody sees. */
  static final double VISIBLE = 0.02;

  private static final double BRUSH_M = 0.004;
  private static final double BRUSH_STEP_M = 0.002;
  private static final double BRUSH_TURN_RAD = 0.08;
  private static final int MOST_STROKES = 3;
  private static final double SHORTEST_STROKE_M = 0.06;
  private static final double LONGEST_STROKE_M = 0.14;

  /** A stroke of 10 cm; what lies under the eraser at once, chance wipes off now and then. */
  private static final double LEAST_CELLS = 30;

  /** Strokes keep so far from the board's edges; their first points even further. */
  private static final double MARGIN_M = 0.03;

  private static final double[] START_MARGIN_M = {0.045, 0.05};

  private final double halfXM;
  private final double halfYM;
  private final int cellsX;
  private final int cellsY;
  private final double[] cells;
  private double drawn;
  private double left;

  /** A clean board of this size. */
  Ink(double halfXM, double halfYM) {
    this.halfXM = halfXM;
    this.halfYM = halfYM;
    cellsX = (int) Math.round(2 * halfXM / CELL_M);
    cellsY = (int) Math.round(2 * halfYM / CELL_M);
    cells = new double[cellsX * cellsY];
  }

  int cellsX() {
    return cellsX;
  }

  int cellsY() {
    return cellsY;
  }

  /** Middle of a cell along x, m. */
  double xM(int ix) {
    return (ix + 0.5) * CELL_M - halfXM;
  }

  /** Middle of a cell along y, m. */
  double yM(int iy) {
    return (iy + 0.5) * CELL_M - halfYM;
  }

  /** Ink in a cell, from 0 to 1. */
  double cell(int ix, int iy) {
    return cells[ix * cellsY + iy];
  }

  /** Share of what was drawn that is left, from 0 to 1; 0 on a board that was never drawn on. */
  double left() {
    return Math.max(0, share(left));
  }

  /** An amount of ink as a share of what was drawn; 0 on a board that was never drawn on. */
  double share(double amount) {
    return drawn == 0 ? 0 : amount / drawn;
  }

  /**
   * Cleans the board and draws one to three wavering strokes, or more where they ran into the
   * margin and left too little.
   */
  void scribble(SeededRandom random) {
    clean();
    int strokes = random.nextInt(1, MOST_STROKES + 1);
    for (int stroke = 0; stroke < strokes || drawn < LEAST_CELLS; stroke++) {
      double startX = halfXM - START_MARGIN_M[0];
      double startY = halfYM - START_MARGIN_M[1];
      double x = random.nextDouble(-startX, startX);
      double y = random.nextDouble(-startY, startY);
      double heading = random.nextDouble(0, 2 * Math.PI);
      double length = random.nextDouble(SHORTEST_STROKE_M, LONGEST_STROKE_M);
      for (double way = 0; way < length; way += BRUSH_STEP_M) {
        heading += BRUSH_TURN_RAD * random.nextGaussian();
        x = within(x + BRUSH_STEP_M * Math.cos(heading), halfXM - MARGIN_M);
        y = within(y + BRUSH_STEP_M * Math.sin(heading), halfYM - MARGIN_M);
        dab(x, y);
      }
    }
  }

  private void clean() {
    Arrays.fill(cells, 0);
    drawn = 0;
    left = 0;
  }

  private static double within(double value, double bound) {
    return Math.max(-bound, Math.min(bound, value));
  }

  /** Fills the cells under the brush; at the middle of a cell, that cell alone. */
  void dab(double x, double y) {
    for (int ix = firstX(x - BRUSH_M); ix <= lastX(x + BRUSH_M); ix++) {
      for (int iy = firstY(y - BRUSH_M); iy <= lastY(y + BRUSH_M); iy++) {
        if (Math.hypot(xM(ix) - x, yM(iy) - y) < BRUSH_M) {
          double added = 1 - cells[ix * cellsY + iy];
          cells[ix * cellsY + iy] = 1;
          drawn += added;
          left += added;
        }
      }
    }
  }

  /**
   * Takes the same amount from every cell whose middle is under a pad and nearer to it than {@code
   * reachM}.
   *
   * @param pad where the pad's face is
   * @param amount of ink, from 0 to 1
   */
  void erase(Pad pad, double reachM, double amount) {
    double spanX = Math.abs(pad.xx) * pad.halfXM + Math.abs(pad.yx) * pad.halfYM;
    double spanY = Math.abs(pad.xy) * pad.halfXM + Math.abs(pad.yy) * pad.halfYM;
    int lastX = lastX(pad.xM + spanX);
    int firstY = firstY(pad.yM - spanY);
    int lastY = lastY(pad.yM + spanY);
    for (int ix = firstX(pad.xM - spanX); ix <= lastX; ix++) {
      for (int iy = firstY; iy <= lastY; iy++) {
        int cell = ix * cellsY + iy;
        if (cells[cell] > 0 && pad.covers(xM(ix) - pad.xM, yM(iy) - pad.yM, reachM)) {
          double gone = Math.min(cells[cell], amount);
          cells[cell] -= gone;
          left -= gone;
        }
      }
    }
  }

  private int firstX(double x) {
    return Math.max(0, (int) Math.floor((x + halfXM) / CELL_M));
  }

  private int lastX(double x) {
    return Math.min(cellsX - 1, (int) Math.floor((x + halfXM) / CELL_M));
  }

  private int firstY(double y) {
    return Math.max(0, (int) Math.floor((y + halfYM) / CELL_M));
  }

  private int lastY(double y) {
    return Math.min(cellsY - 1, (int) Math.floor((y + halfYM) / CELL_M));
  }

  /** Paints blue ink on white, {@code [pixelsY, pixelsX, 3]}: columns along +x, rows along −y. */
  void paint(byte[] rgb, int pixelsX, int pixelsY) {
    int at = 0;
    for (int row = 0; row < pixelsY; row++) {
      int iy = (pixelsY - 1 - row) * cellsY / pixelsY;
      for (int column = 0; column < pixelsX; column++) {
        double ink = cells[column * cellsX / pixelsX * cellsY + iy];
        rgb[at++] = (byte) (255 - 235 * ink);
        rgb[at++] = (byte) (255 - 215 * ink);
        rgb[at++] = (byte) (255 - 95 * ink);
      }
    }
  }

  /** A rectangular face, seen from the board; its owner moves it. */
  static final class Pad {

    private final double halfXM;
    private final double halfYM;
    private double xM;
    private double yM;
    private double gapM;
    private double xx;
    private double xy;
    private double xz;
    private double yx;
    private double yy;
    private double yz;

    /** A face of this size. */
    Pad(double halfXM, double halfYM) {
      this.halfXM = halfXM;
      this.halfYM = halfYM;
    }

    /** Puts its middle somewhere, m, the last number being how far it is above the board. */
    void middle(double x, double y, double above) {
      xM = x;
      yM = y;
      gapM = above;
    }

    /** Turns its long side's direction. */
    void alongX(double x, double y, double z) {
      xx = x;
      xy = y;
      xz = z;
    }

    /** Turns its short side's direction. */
    void alongY(double x, double y, double z) {
      yx = x;
      yy = y;
      yz = z;
    }

    /** Whether a point of the board, from its middle, is under it and nearer than this. */
    private boolean covers(double dx, double dy, double reachM) {
      double alongX = xx * dx + xy * dy;
      double alongY = yx * dx + yy * dy;
      return Math.abs(alongX) < halfXM
          && Math.abs(alongY) < halfYM
          && gapM + xz * alongX + yz * alongY < reachM;
    }
  }
}
