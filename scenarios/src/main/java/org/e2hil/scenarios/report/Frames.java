package org.e2hil.scenarios.report;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.apiguardian.api.API;

/** Pictures of an observation as images and files. */
@API(status = API.Status.INTERNAL)
public final class Frames {

  /** How bright is what is not lit at all. */
  private static final float DARK = 0.2f;

  private Frames() {}

  /**
   * The image of a picture.
   *
   * @param rgb rows from the top, three bytes a pixel
   * @param shape {@code [height, width, 3]}
   */
  public static BufferedImage image(ByteBuffer rgb, List<Integer> shape) {
    int height = shape.get(0);
    int width = shape.get(1);
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int at = 3 * (y * width + x);
        int red = Byte.toUnsignedInt(rgb.get(at));
        int green = Byte.toUnsignedInt(rgb.get(at + 1));
        int blue = Byte.toUnsignedInt(rgb.get(at + 2));
        image.setRGB(x, y, red << 16 | green << 8 | blue);
      }
    }
    return image;
  }

  /**
   * The same image, dark but for where it is lit.
   *
   * @param light {@code [rows][columns]} spread evenly over the image, at least 0; the largest of
   *     them leaves the image as bright as it is
   */
  public static BufferedImage lit(BufferedImage image, float[][] light) {
    float largest = 0;
    for (float[] row : light) {
      for (float value : row) {
        largest = Math.max(largest, value);
      }
    }
    BufferedImage lit =
        new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        float here = between(light, (y + 0.5f) / image.getHeight(), (x + 0.5f) / image.getWidth());
        float share = DARK + (1 - DARK) * (largest > 0 ? here / largest : 0);
        int rgb = image.getRGB(x, y);
        int dimmed = 0;
        for (int shift = 0; shift <= 16; shift += 8) {
          dimmed |= Math.round((rgb >> shift & 255) * share) << shift;
        }
        lit.setRGB(x, y, dimmed);
      }
    }
    return lit;
  }

  /** Between the middles of the cells in a straight line. */
  private static float between(float[][] cells, float down, float across) {
    float row = within(down * cells.length - 0.5f, cells.length);
    float column = within(across * cells[0].length - 0.5f, cells[0].length);
    int top = (int) row;
    int left = (int) column;
    int bottom = Math.min(top + 1, cells.length - 1);
    int right = Math.min(left + 1, cells[0].length - 1);
    float above = mix(cells[top][left], cells[top][right], column - left);
    float below = mix(cells[bottom][left], cells[bottom][right], column - left);
    return mix(above, below, row - top);
  }

  private static float within(float at, int count) {
    return Math.max(0, Math.min(count - 1, at));
  }

  private static float mix(float one, float other, float share) {
    return one + share * (other - one);
  }

  /** Images side by side, each made so many times as large. */
  public static BufferedImage besides(List<BufferedImage> images, int scale) {
    int width = images.stream().mapToInt(BufferedImage::getWidth).sum() * scale;
    int height = images.stream().mapToInt(BufferedImage::getHeight).max().orElse(1) * scale;
    BufferedImage whole = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = whole.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    int x = 0;
    for (BufferedImage image : images) {
      int wide = image.getWidth() * scale;
      graphics.drawImage(image, x, 0, wide, image.getHeight() * scale, null);
      x += wide;
    }
    graphics.dispose();
    return whole;
  }

  /** Writes a PNG, and the folders above it where they are missing. */
  public static void write(Path file, BufferedImage image) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    ImageIO.write(image, "png", file.toFile());
  }
}
