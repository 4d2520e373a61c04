package org.e2hil.agent.vision;

import java.util.List;
import org.apiguardian.api.API;
import org.e2hil.agent.env.ObservationGroup;
import org.e2hil.agent.random.SeededRandom;

/**
 * Other views of a camera's picture: as the camera would show the same moment if it were turned a
 * little and stood under another light. A learner that sees a moment in several views learns from
 * what they have in common (Laskin et al. 2020, "Reinforcement Learning with Augmented Data";
 * Yarats et al. 2021, "Image Augmentation Is All You Need").
 *
 * <p>A view is the picture shifted by up to a sixteenth of its height and width, with its edge
 * repeated, and with another balance of the colours, contrast and brightness. What is drawn is
 * drawn from the picture itself, so that a picture has the same views wherever and whenever it is
 * asked for them. Immutable.
 */
@API(status = API.Status.INTERNAL)
public final class PictureViews {

  private static final int COLOURS = 3;
  private static final int LEVELS = 256;
  private static final int SHIFTED_BY_AT_MOST = 16;

  /** A colour is multiplied by 2 to the power of up to this, up or down. */
  private static final double BALANCE_OCTAVES = 0.5;

  private static final double CONTRAST = 0.3;

  /** Share of white that is added or taken. */
  private static final double BRIGHTNESS = 0.15;

  private final int height;
  private final int width;

  /** Views of the pictures of a camera. */
  public PictureViews(ObservationGroup picture) {
    List<Integer> shape = picture.shape();
    height = shape.get(0);
    width = shape.get(1);
  }

  /**
   * A view of a picture.
   *
   * @param rgb {@code [height, width, 3]}; read, never changed
   * @param view which one: 0 is the picture itself
   */
  public byte[] of(byte[] rgb, int view) {
    if (view == 0) {
      return rgb;
    }
    SeededRandom random = SeededRandom.of(digest(rgb), "view " + view);
    int down = shift(height, random);
    int right = shift(width, random);
    byte[][] levels = levels(random);
    byte[] seen = new byte[rgb.length];
    int at = 0;
    for (int y = 0; y < height; y++) {
      int row = within(y - down, height) * width;
      for (int x = 0; x < width; x++) {
        int from = (row + within(x - right, width)) * COLOURS;
        for (int colour = 0; colour < COLOURS; colour++) {
          seen[at++] = levels[colour][Byte.toUnsignedInt(rgb[from + colour])];
        }
      }
    }
    return seen;
  }

  private static int shift(int size, SeededRandom random) {
    int most = size / SHIFTED_BY_AT_MOST;
    return random.nextInt(-most, most + 1);
  }

  private static int within(int i, int size) {
    return Math.max(0, Math.min(size - 1, i));
  }

  /** What each level of each colour becomes. */
  private static byte[][] levels(SeededRandom random) {
    double contrast = 1 + random.nextDouble(-CONTRAST, CONTRAST);
    double added = (LEVELS - 1) * random.nextDouble(-BRIGHTNESS, BRIGHTNESS);
    double grey = (LEVELS - 1) / 2.0;
    byte[][] levels = new byte[COLOURS][LEVELS];
    for (byte[] of : levels) {
      double factor = StrictMath.pow(2, random.nextDouble(-BALANCE_OCTAVES, BALANCE_OCTAVES));
      for (int level = 0; level < LEVELS; level++) {
        double value = factor * ((level - grey) * contrast + grey) + added;
        of[level] = (byte) Math.max(0, Math.min(LEVELS - 1, Math.round(value)));
      }
    }
    return levels;
  }

  /** The same for the same picture, on every machine. */
  private static long digest(byte[] rgb) {
    long digest = 0;
    for (byte b : rgb) {
      digest = digest * 31 + b;
    }
    return digest;
  }
}
