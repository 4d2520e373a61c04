package org.e2hil.hardware.camera;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class AreaScalerTest {

  private static Picture picture(int width, int height, Pixels pixels) {
    byte[] rgb = new byte[width * height * 3];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) pixels.value(i / 3 % width, i / 3 / width, i % 3);
    }
    return new Picture(width, height, rgb);
  }

  private interface Pixels {
    int value(int x, int y, int channel);
  }

  @Example
  void aPixelIsTheMeanOfWhatItCovers() {
    Picture checks = picture(4, 4, (x, y, c) -> (x + y) % 2 == 0 ? 255 : 1);

    assertThat(new AreaScaler(new Crop(0, 0, 4, 4), 2).scale(checks)).containsOnly((byte) 128);
  }

  @Example
  void partOfAPixelCountsAsMuch() {
    Picture columns = picture(3, 3, (x, y, c) -> 90 * x);

    byte[] halves = new AreaScaler(new Crop(0, 0, 3, 3), 2).scale(columns);

    // one and a half pixels each: (0 + 90/2) / 1.5 and (90/2 + 180) / 1.5
    assertThat(halves[0]).isEqualTo((byte) 30);
    assertThat(halves[3]).isEqualTo((byte) 150);
  }

  @Example
  void theCropIsCutOutAndChannelsStayApart() {
    Picture wide = picture(8, 4, (x, y, c) -> 10 * x + c);

    byte[] middle = new AreaScaler(Crop.centre(8, 4), 4).scale(wide);

    assertThat(middle[0]).isEqualTo((byte) 20);
    assertThat(middle[1]).isEqualTo((byte) 21);
    assertThat(middle[11]).isEqualTo((byte) 52);
  }

  @Property(tries = 100)
  void aPlainPictureStaysPlainAtAnySize(
      @ForAll @IntRange(min = 1, max = 40) int width,
      @ForAll @IntRange(min = 1, max = 40) int height,
      @ForAll @IntRange(min = 1, max = 20) int size,
      @ForAll @IntRange(min = 0, max = 255) int value) {
    Picture plain = picture(width, height, (x, y, c) -> value);

    assertThat(new AreaScaler(new Crop(0, 0, width, height), size).scale(plain))
        .hasSize(size * size * 3)
        .containsOnly((byte) value);
  }
}
