package org.e2hil.scenarios.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilmTest {

  private static final int SIZE = 64;

  /** Far more colours than a GIF has, drifting from frame to frame. */
  private static BufferedImage colourful(int frame) {
    BufferedImage image = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < SIZE; y++) {
      for (int x = 0; x < SIZE; x++) {
        image.setRGB(x, y, ((4 * x) << 16) | ((4 * y) << 8) | (10 * frame));
      }
    }
    return image;
  }

  private static int farthest(BufferedImage one, BufferedImage other) {
    int farthest = 0;
    for (int y = 0; y < SIZE; y++) {
      for (int x = 0; x < SIZE; x++) {
        for (int shift = 0; shift <= 16; shift += 8) {
          int a = one.getRGB(x, y) >> shift & 255;
          int b = other.getRGB(x, y) >> shift & 255;
          farthest = Math.max(farthest, Math.abs(a - b));
        }
      }
    }
    return farthest;
  }

  @Test
  void aGifHasEveryFrameInNearlyItsColours(@TempDir Path folder) throws IOException {
    List<BufferedImage> frames = List.of(colourful(0), colourful(1), colourful(2));
    Path file = folder.resolve("film.gif");
    AnimatedGif.write(file, frames, 10);

    List<BufferedImage> read = new ArrayList<>();
    ImageReader reader = ImageIO.getImageReadersByFormatName("gif").next();
    try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
      reader.setInput(in);
      for (int i = 0; i < reader.getNumImages(true); i++) {
        read.add(reader.read(i));
      }
    } finally {
      reader.dispose();
    }
    assertThat(read).hasSize(3);
    for (int i = 0; i < 3; i++) {
      assertThat(farthest(read.get(i), frames.get(i))).isLessThan(32);
    }
  }

  @Test
  void aPictureOfFewColoursKeepsThemToTheWidthOfACell() {
    BufferedImage flag = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < SIZE; y++) {
      for (int x = 0; x < SIZE; x++) {
        flag.setRGB(x, y, y < SIZE / 3 ? 0x1040c0 : y < 2 * SIZE / 3 ? 0xf0f0f0 : 0xd02020);
      }
    }

    assertThat(farthest(new Palette(List.of(flag)).paint(flag), flag)).isLessThanOrEqualTo(4);
  }

  @Test
  void aSheetHoldsEveryPictureInRows() {
    ContactSheet sheet = new ContactSheet(2);
    for (int i = 0; i < 3; i++) {
      sheet.add(colourful(25), "moment " + i);
    }
    BufferedImage drawn = sheet.draw();

    assertThat(drawn.getWidth()).isBetween(2 * SIZE, 2 * SIZE + 40);
    assertThat(drawn.getHeight()).isBetween(2 * SIZE, 2 * SIZE + 80);
    assertThat(drawn.getRGB(10, 10) & 255).isEqualTo(250);
  }
}
