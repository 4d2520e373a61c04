package org.e2hil.sim.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.LongRange;
import org.e2hil.agent.random.SeededRandom;
import org.junit.jupiter.api.Test;

class InkTest {

  private static final double HALF_X_M = 0.10;
  private static final double HALF_Y_M = 0.14;
  private static final double PAD_HALF_X_M = 0.050;
  private static final double PAD_HALF_Y_M = 0.022;

  @Test
  void boardThatWasNeverDrawnOnIsClean() {
    Ink ink = new Ink(HALF_X_M, HALF_Y_M);

    assertThat(ink.left()).isZero();
    assertThat(sum(ink)).isZero();
  }

  @Property(tries = 50)
  void scribblesLieWellInsideTheBoard(@ForAll long seed) {
    Ink ink = scribbled(seed);

    assertThat(ink.left()).isEqualTo(1);
    // a stroke may meet the rim 15 mm from its start and end there: others make up for it
    assertThat(sum(ink)).as("cells of all strokes").isBetween(30.0, 400.0);
    for (int ix = 0; ix < ink.cellsX(); ix++) {
      for (int iy = 0; iy < ink.cellsY(); iy++) {
        assertThat(ink.cell(ix, iy)).isIn(0.0, 1.0);
        if (Math.abs(ink.xM(ix)) > HALF_X_M - 0.025 || Math.abs(ink.yM(iy)) > HALF_Y_M - 0.025) {
          assertThat(ink.cell(ix, iy)).isZero();
        }
      }
    }
  }

  @Property(tries = 100)
  void padTakesInkFromTheCellsBelowItAndFromNoOther(
      @ForAll @LongRange(max = 20) long seed,
      @ForAll @DoubleRange(min = -0.15, max = 0.15) double x,
      @ForAll @DoubleRange(min = -0.15, max = 0.15) double y,
      @ForAll @DoubleRange(min = -3.2, max = 3.2) double yaw) {
    Ink before = scribbled(seed);
    Ink after = scribbled(seed);
    after.erase(flatPad(x, y, yaw), 0.001, 0.4);

    for (int ix = 0; ix < before.cellsX(); ix++) {
      for (int iy = 0; iy < before.cellsY(); iy++) {
        double dx = before.xM(ix) - x;
        double dy = before.yM(iy) - y;
        boolean below =
            Math.abs(Math.cos(yaw) * dx + Math.sin(yaw) * dy) < PAD_HALF_X_M
                && Math.abs(Math.cos(yaw) * dy - Math.sin(yaw) * dx) < PAD_HALF_Y_M;
        double expected = Math.max(0, before.cell(ix, iy) - (below ? 0.4 : 0));
        assertThat(after.cell(ix, iy)).isEqualTo(expected);
      }
    }
    assertThat(after.left()).isCloseTo(sum(after) / sum(before), within(1e-12));
  }

  @Test
  void tiltedPadReachesOnlyWhereItIsNear() {
    Ink ink = scribbled(3);
    Ink.Pad pad = new Ink.Pad(0.2, 0.2);
    pad.middle(0, 0, 0);
    // the side beyond y = 1 cm is more than a millimetre above the board
    pad.alongX(1, 0, 0);
    pad.alongY(0, Math.sqrt(0.99), 0.1);
    ink.erase(pad, 0.001, 1);

    Ink before = scribbled(3);
    for (int ix = 0; ix < ink.cellsX(); ix++) {
      for (int iy = 0; iy < ink.cellsY(); iy++) {
        boolean near = ink.yM(iy) * Math.sqrt(0.99) * 0.1 < 0.001;
        assertThat(ink.cell(ix, iy)).isEqualTo(near ? 0 : before.cell(ix, iy));
      }
    }
  }

  @Test
  void nothingIsLeftOnceEverythingWasErasedAndNeverLessThanNothing() {
    Ink ink = scribbled(1);
    Ink.Pad pad = new Ink.Pad(0.2, 0.2);
    pad.alongX(1, 0, 0);
    pad.alongY(0, 1, 0);
    for (int i = 0; i < 4; i++) {
      ink.erase(pad, 0.001, 0.3);
    }

    assertThat(sum(ink)).isZero();
    assertThat(ink.left()).isBetween(0.0, 1e-12);
  }

  @Test
  void pictureHasItsTopRowAtTheFarthestYAndBlueWhereInkIs() {
    Ink ink = scribbled(2);
    int width = 2 * ink.cellsX();
    int height = 2 * ink.cellsY();
    byte[] rgb = new byte[3 * width * height];
    ink.paint(rgb, width, height);

    for (int row = 0; row < height; row++) {
      for (int column = 0; column < width; column++) {
        int red = rgb[3 * (row * width + column)] & 0xFF;
        int blue = rgb[3 * (row * width + column) + 2] & 0xFF;
        boolean inked = ink.cell(column / 2, ink.cellsY() - 1 - row / 2) > 0;
        assertThat(red).isEqualTo(inked ? 20 : 255);
        assertThat(blue).isEqualTo(inked ? 160 : 255);
      }
    }
  }

  private static Ink scribbled(long seed) {
    Ink ink = new Ink(HALF_X_M, HALF_Y_M);
    ink.scribble(SeededRandom.of(seed, "place"));
    return ink;
  }

  private static Ink.Pad flatPad(double x, double y, double yaw) {
    Ink.Pad pad = new Ink.Pad(PAD_HALF_X_M, PAD_HALF_Y_M);
    pad.middle(x, y, 0);
    pad.alongX(Math.cos(yaw), Math.sin(yaw), 0);
    pad.alongY(-Math.sin(yaw), Math.cos(yaw), 0);
    return pad;
  }

  private static double sum(Ink ink) {
    double sum = 0;
    for (int ix = 0; ix < ink.cellsX(); ix++) {
      for (int iy = 0; iy < ink.cellsY(); iy++) {
        sum += ink.cell(ix, iy);
      }
    }
    return sum;
  }
}
