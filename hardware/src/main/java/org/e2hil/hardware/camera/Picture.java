package org.e2hil.hardware.camera;

import java.util.Arrays;
import org.apiguardian.api.API;

/** A whole picture of a camera. The bytes are handed over, not copied: nobody changes them. */
@API(status = API.Status.EXPERIMENTAL)
public final class Picture {

  /** Bytes of a pixel. */
  static final int CHANNELS = 3;

  private final int width;
  private final int height;
  private final byte[] rgb;

  /**
   * Takes the bytes.
   *
   * @param width pixels
   * @param height pixels
   * @param rgb {@code [height, width, 3]}, rows from the top
   */
  public Picture(int width, int height, byte[] rgb) {
    if (rgb.length != width * height * CHANNELS) {
      throw new IllegalArgumentException(
          "a picture of %d×%d has %d bytes, but %d were given"
              .formatted(width, height, width * height * CHANNELS, rgb.length));
    }
    this.width = width;
    this.height = height;
    this.rgb = rgb;
  }

  /** Pixels. */
  public int width() {
    return width;
  }

  /** Pixels. */
  public int height() {
    return height;
  }

  /** Whether it shows the same, bit for bit. */
  boolean isSameAs(Picture other) {
    return width == other.width && height == other.height && Arrays.equals(rgb, other.rgb);
  }

  /** One channel of one pixel, 0 to 255. */
  int value(int x, int y, int channel) {
    return rgb[(y * width + x) * CHANNELS + channel] & 0xFF;
  }
}
