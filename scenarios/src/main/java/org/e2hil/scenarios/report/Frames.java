package org.e2hil.scenarios.report;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;

/** Pictures of an observation as files. */
public final class Frames {

  private Frames() {}

  /**
   * Writes a PNG.
   *
   * @param rgb rows from the top, three bytes a pixel
   * @param shape {@code [height, width, 3]}
   */
  public static void write(Path file, ByteBuffer rgb, List<Integer> shape) throws IOException {
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
    Files.createDirectories(file.toAbsolutePath().getParent());
    ImageIO.write(image, "png", file.toFile());
  }
}
