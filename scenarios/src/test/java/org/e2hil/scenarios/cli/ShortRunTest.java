package org.e2hil.scenarios.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.e2hil.scenarios.report.RunDirectory;
import org.e2hil.scenarios.report.chart.Panel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run so short that its curves have one point. */
class ShortRunTest {

  @TempDir private Path folder;

  @Test
  void aCurveOfOnePointShowsThePoint() throws IOException {
    RunDirectory run = new RunDirectory(folder.resolve("run"));
    Called.e2hil("train", SmallScenario.in(folder), "--out", run.path().toString()).done();

    assertThat(Files.readString(run.metrics()).lines().filter(row -> row.contains("interval")))
        .hasSize(1);
    for (String name : new String[] {"temperature", "entropy", "intervention-rate"}) {
      assertThat(coloured(ImageIO.read(run.plots().resolve(name + ".png").toFile())))
          .as(name)
          .isGreaterThan(20);
    }
  }

  /** Pixels of a colour below the title and the legend, where all but the curve is grey. */
  private static int coloured(BufferedImage image) {
    int panel = 2 * (Panel.Format.NORMAL.height() + 16);
    int count = 0;
    for (int y = image.getHeight() - panel; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        Color pixel = new Color(image.getRGB(x, y));
        count += Math.abs(pixel.getGreen() - pixel.getRed()) > 60 ? 1 : 0;
      }
    }
    return count;
  }
}
