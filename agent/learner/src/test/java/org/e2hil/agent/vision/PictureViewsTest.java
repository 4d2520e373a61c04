package org.e2hil.agent.vision;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.e2hil.agent.env.ObservationGroup;
import org.junit.jupiter.api.Test;

class PictureViewsTest {

  private static final int HEIGHT = 48;
  private static final int WIDTH = 64;

  private final PictureViews views =
      new PictureViews(ObservationGroup.picture("side", HEIGHT, WIDTH));

  private static byte[] grey(int level) {
    byte[] rgb = new byte[HEIGHT * WIDTH * 3];
    Arrays.fill(rgb, (byte) level);
    return rgb;
  }

  private static byte[] withDot(int y, int x) {
    byte[] rgb = grey(60);
    Arrays.fill(rgb, (y * WIDTH + x) * 3, (y * WIDTH + x + 1) * 3, (byte) 200);
    return rgb;
  }

  private static int brightest(byte[] rgb) {
    int brightest = 0;
    for (int at = 0; at < rgb.length; at += 3) {
      if (Byte.toUnsignedInt(rgb[at]) > Byte.toUnsignedInt(rgb[brightest])) {
        brightest = at;
      }
    }
    return brightest / 3;
  }

  @Test
  void theFirstViewIsThePictureAsItWas() {
    byte[] rgb = withDot(20, 30);

    assertThat(views.of(rgb, 0)).isEqualTo(withDot(20, 30));
  }

  @Test
  void aPictureHasTheSameViewsWheneverItIsAskedForThemAndIsLeftAsItWas() {
    byte[] rgb = withDot(20, 30);

    byte[] second = views.of(rgb, 2);
    views.of(grey(9), 1);

    assertThat(views.of(withDot(20, 30), 2)).isEqualTo(second).isNotEqualTo(views.of(rgb, 1));
    assertThat(rgb).isEqualTo(withDot(20, 30));
  }

  @Property(tries = 300)
  void aThingIsSeenAtMostASixteenthOfThePictureFromWhereItWas(
      @ForAll @IntRange(min = 8, max = 39) int y,
      @ForAll @IntRange(min = 8, max = 55) int x,
      @ForAll @IntRange(min = 1, max = 15) int view) {
    int seen = brightest(views.of(withDot(y, x), view));

    assertThat(seen / WIDTH - y).isBetween(-3, 3);
    assertThat(seen % WIDTH - x).isBetween(-4, 4);
  }

  @Test
  void viewsAreShiftedEveryWay() {
    Set<Integer> down = new HashSet<>();
    Set<Integer> right = new HashSet<>();
    for (int view = 1; view <= 15; view++) {
      for (int x = 8; x < 56; x++) {
        int seen = brightest(views.of(withDot(20, x), view));
        down.add(seen / WIDTH - 20);
        right.add(seen % WIDTH - x);
      }
    }

    assertThat(down).containsExactlyInAnyOrder(-3, -2, -1, 0, 1, 2, 3);
    assertThat(right).containsExactlyInAnyOrder(-4, -3, -2, -1, 0, 1, 2, 3, 4);
  }

  @Property(tries = 300)
  void whatIsBrighterStaysBrighterAndAPlainPictureStaysPlain(
      @ForAll @IntRange(min = 0, max = 255) int level,
      @ForAll @IntRange(min = 1, max = 15) int view) {
    byte[] plain = views.of(grey(level), view);

    for (int colour = 0; colour < 3; colour++) {
      for (int at = colour; at < plain.length; at += 3) {
        assertThat(plain[at]).isEqualTo(plain[colour]);
      }
    }
    byte[] rgb = grey(60);
    rgb[0] = (byte) 200;
    byte[] seen = views.of(rgb, view);
    int brightest = 0;
    for (byte value : seen) {
      brightest = Math.max(brightest, Byte.toUnsignedInt(value));
    }
    assertThat(brightest).isGreaterThanOrEqualTo(Byte.toUnsignedInt(seen[seen.length - 3]));
  }

  @Test
  void theLightVariesByAboutHalfOfWhatIsSeenEachWay() {
    int least = 255;
    int most = 0;
    for (int level = 100; level < 140; level++) {
      for (int view = 1; view <= 15; view++) {
        for (int colour = 0; colour < 3; colour++) {
          int seen = Byte.toUnsignedInt(views.of(grey(level), view)[colour]);
          least = Math.min(least, seen);
          most = Math.max(most, seen);
        }
      }
    }

    assertThat(least).isBetween(30, 70);
    assertThat(most).isBetween(190, 235);
  }
}
