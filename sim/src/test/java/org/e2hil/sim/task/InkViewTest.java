package org.e2hil.sim.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.e2hil.agent.random.SeededRandom;
import org.junit.jupiter.api.Test;

class InkViewTest {

  private static final double HALF_X_M = 0.10;
  private static final double HALF_Y_M = 0.14;
  private static final double ERASER_HALF_X_M = 0.050;
  private static final double ERASER_HALF_Y_M = 0.022;

  private static final int NEAREST = 0;
  private static final int STRIP = 4;

  private final Ink ink = new Ink(HALF_X_M, HALF_Y_M);

  @Test
  void nothingIsSeenOnACleanBoard() {
    assertThat(seen(ink, 0.01, 0.02)).hasSize(8).containsOnly(0);
  }

  @Property(tries = 100)
  void whereTheBoardIsTheEraserCannotTell(
      @ForAll long seed,
      @ForAll @DoubleRange(min = -0.05, max = 0.05) double x,
      @ForAll @DoubleRange(min = -0.05, max = 0.05) double y,
      @ForAll @IntRange(min = -8, max = 8) int cellsAlongX,
      @ForAll @IntRange(min = -12, max = 12) int cellsAlongY) {
    Ink here = new Ink(HALF_X_M, HALF_Y_M);
    Ink there = new Ink(HALF_X_M, HALF_Y_M);
    RandomGenerator random = SeededRandom.of(seed, "ink");
    for (int i = 0; i < 20; i++) {
      int ix = random.nextInt(8, here.cellsX() - 8);
      int iy = random.nextInt(12, here.cellsY() - 12);
      here.dab(here.xM(ix), here.yM(iy));
      there.dab(there.xM(ix + cellsAlongX), there.yM(iy + cellsAlongY));
    }

    double[] before = seen(here, x, y);
    double[] after = seen(there, x + cellsAlongX * Ink.CELL_M, y + cellsAlongY * Ink.CELL_M);
    // of two columns equally far away either may be the nearest
    assertThat(Math.abs(after[NEAREST])).isCloseTo(Math.abs(before[NEAREST]), within(1e-9));
    for (int i = STRIP; i < InkView.NUMBERS; i++) {
      assertThat(after[i]).isCloseTo(before[i], within(1e-9));
    }
  }

  @Property(tries = 100)
  void aSingleCellIsSeenWhereItIs(
      @ForAll @IntRange(max = 39) int ix,
      @ForAll @IntRange(max = 55) int iy,
      @ForAll @DoubleRange(min = -0.15, max = 0.15) double x,
      @ForAll @DoubleRange(min = -0.15, max = 0.15) double y) {
    Ink cell = new Ink(HALF_X_M, HALF_Y_M);
    cell.dab(cell.xM(ix), cell.yM(iy));
    double[] seen = seen(cell, x, y);

    double dx = cell.xM(ix) - x;
    double dy = cell.yM(iy) - y;
    assertThat(seen[NEAREST]).isEqualTo(dx);
    assertThat(seen[NEAREST + 1]).isEqualTo(dy);
    assertThat(seen[NEAREST + 2]).isEqualTo(StrictMath.tanh(dx / 0.01));
    assertThat(seen[NEAREST + 3]).isEqualTo(StrictMath.tanh(dy / 0.01));
  }

  @Test
  void stripReachesToTheFarthestInkThatTheEraserCouldSweep() {
    ink.dab(0.0425, 0.0825);
    ink.dab(-0.0425, 0.0325);
    // beside the eraser
    ink.dab(0.0525, -0.0825);

    assertThat(strip(0, 0)).containsExactly(new double[] {0.0605, 0, 0, 2.0 / 3}, within(1e-9));
    assertThat(strip(0, 0.05))
        .containsExactly(
            new double[] {0.0105, 0.0395, StrictMath.tanh(3.95), 2.0 / 3}, within(1e-9));
    assertThat(strip(0.05, 0))
        .containsExactly(
            new double[] {0.0605, 0.1045, StrictMath.tanh(10.45), 2.0 / 3}, within(1e-9));
  }

  @Test
  void theNearestStripIsTheOneThatIsNearestAlongXWhateverIsAlongY() {
    ink.dab(0.0425, 0.0825);
    ink.dab(-0.0525, 0.0025);

    double[] seen = seen(ink, 0, 0);
    assertThat(seen[NEAREST]).isCloseTo(0.0425, within(1e-9));
    assertThat(seen[NEAREST + 1]).isCloseTo(0.0825, within(1e-9));
  }

  @Property(tries = 100)
  void whoGoesToTheNearestStripIsNotCalledBackOnTheWay(
      @ForAll long seed,
      @ForAll @DoubleRange(min = -0.09, max = 0.09) double x,
      @ForAll @DoubleRange(min = 0, max = 1) double share) {
    Ink scribbled = new Ink(HALF_X_M, HALF_Y_M);
    scribbled.scribble(SeededRandom.of(seed, "ink"));
    InkView view = new InkView(scribbled, ERASER_HALF_X_M, ERASER_HALF_Y_M);
    WipeWhiteboard.Strip goal = view.nearest(x).orElseThrow();

    WipeWhiteboard.Strip onTheWay = view.nearest(x + share * (goal.xM() - x)).orElseThrow();
    assertThat(onTheWay.xM()).isCloseTo(goal.xM(), within(1e-9));
  }

  @Test
  void inkTooFaintToSeeIsNoGoal() {
    ink.dab(0.0025, 0.0025);
    ink.dab(0.0525, 0.0025);
    Ink.Pad pad = new Ink.Pad(0.01, 0.01);
    pad.alongX(1, 0, 0);
    pad.alongY(0, 1, 0);
    ink.erase(pad, 0.001, 0.99);

    assertThat(seen(ink, 0, 0)[NEAREST]).isCloseTo(0.0525, within(1e-9));
  }

  private double[] strip(double x, double y) {
    return Arrays.copyOfRange(seen(ink, x, y), STRIP, STRIP + 4);
  }

  /** What is seen from this place, written somewhere into a state and over what was there. */
  private static double[] seen(Ink ink, double x, double y) {
    double[] state = new double[3 + InkView.NUMBERS + 1];
    Arrays.fill(state, 7);
    new InkView(ink, ERASER_HALF_X_M, ERASER_HALF_Y_M).write(x, y, state, 3);
    assertThat(state).startsWith(7, 7, 7).endsWith(7);
    return Arrays.copyOfRange(state, 3, 3 + InkView.NUMBERS);
  }
}
