package org.e2hil.hardware.emulator;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.e2hil.hardware.rosbridge.RosMessage;

/** How an emulated rosbridge writes its messages: whole, in pieces or as pictures. */
final class RosbridgeWire {

  private static final int BYTES_PER_PIXEL = 3;

  private RosbridgeWire() {}

  /** The text of a message, in which a number that is none stands as such, against JSON's rules. */
  static String text(Map<String, ?> message) {
    return RosMessage.write(message).replace("\"NaN\"", "NaN");
  }

  /** The text of a message whose text is the pixels of a picture, filled up with line ends. */
  static String compressed(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    int pixels = (bytes.length + BYTES_PER_PIXEL - 1) / BYTES_PER_PIXEL;
    int width = Math.max(1, (int) Math.sqrt(pixels));
    int height = (pixels + width - 1) / width;
    BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < width * height; i++) {
      int rgb = 0;
      for (int at = BYTES_PER_PIXEL * i; at < BYTES_PER_PIXEL * (i + 1); at++) {
        rgb = rgb << 8 | (at < bytes.length ? bytes[at] & 0xFF : '\n');
      }
      picture.setRGB(i % width, i / width, rgb);
    }
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    try {
      ImageIO.write(picture, "png", png);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return RosMessage.write(
        Map.of("op", "png", "data", Base64.getEncoder().encodeToString(png.toByteArray())));
  }

  /**
   * The texts of the pieces of a text, or itself if it is no longer than one.
   *
   * @param most characters of a piece; 0 for no pieces
   * @param id of the message, a number 0 for one that has none
   */
  static List<String> pieces(String text, int most, Object id) {
    if (most <= 0 || text.length() <= most) {
      return List.of(text);
    }
    List<String> pieces = new ArrayList<>();
    int total = (text.length() + most - 1) / most;
    for (int i = 0; i < total; i++) {
      String data = text.substring(i * most, Math.min(text.length(), (i + 1) * most));
      pieces.add(
          RosMessage.write(
              Map.of("op", "fragment", "id", id, "data", data, "num", i, "total", total)));
    }
    return pieces;
  }
}
