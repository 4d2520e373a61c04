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
