package org.e2hil.dataset;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Pictures as files in the format PNG, bit for bit. */
final class Png {

  private Png() {}

  /**
   * Encodes a picture.
   *
   * @param rgb bytes, rows from the top
   */
  static byte[] encode(byte[] rgb, PictureSpec picture) {
    BufferedImage image =
        new BufferedImage(picture.width(), picture.height(), BufferedImage.TYPE_INT_RGB);
    for (int pixel = 0; pixel < picture.width() * picture.height(); pixel++) {
      int colour =
          (rgb[3 * pixel] & 0xff) << 16
              | (rgb[3 * pixel + 1] & 0xff) << 8
              | rgb[3 * pixel + 2] & 0xff;
      image.setRGB(pixel % picture.width(), pixel / picture.width(), colour);
    }
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    // a cache in a file of its own would fill the disk with thousands of them
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(file)) {
      ImageIO.write(image, "png", out);
    } catch (IOException e) {
      throw new DatasetException("a picture cannot be encoded: " + e.getMessage(), e);
    }
    return file.toByteArray();
  }

  /**
   * Decodes a picture.
   *
   * @throws DatasetException if it is none of that size
   */
  static byte[] decode(byte[] file, PictureSpec picture) {
    return decode(file, picture.name(), picture.height(), picture.width());
  }

  /** Decodes a picture of a camera, which may be of another format than PNG. */
  static byte[] decode(byte[] file, String camera, int height, int width) {
    BufferedImage image;
    try {
      image = ImageIO.read(new MemoryCacheImageInputStream(new ByteArrayInputStream(file)));
    } catch (IOException e) {
      throw new DatasetException(
          "a picture of %s is damaged: %s".formatted(camera, e.getMessage()), e);
    }
    if (image == null || image.getWidth() != width || image.getHeight() != height) {
      throw new DatasetException(
          "a picture of %s is none of %d × %d pixels".formatted(camera, width, height));
    }
    byte[] rgb = new byte[3 * width * height];
    for (int pixel = 0; pixel < width * height; pixel++) {
      int colour = image.getRGB(pixel % width, pixel / width);
      rgb[3 * pixel] = (byte) (colour >> 16);
      rgb[3 * pixel + 1] = (byte) (colour >> 8);
      rgb[3 * pixel + 2] = (byte) colour;
    }
    return rgb;
  }
}
