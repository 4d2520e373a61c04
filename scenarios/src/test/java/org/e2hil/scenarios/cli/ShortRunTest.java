package org.e2hil.scenarios.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.e2hil.scenarios.report.RunDirectory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run so short that its curves have one point. */
class ShortRunTest {

  private static final int BLUE = 0x1F6FB4;

  @TempDir private Path folder;

  @Test
  void aCurveOfOnePointShowsThePoint() throws IOException {
    RunDirectory run = new RunDirectory(folder.resolve("run"));
    Called.e2hil("train", SmallScenario.in(folder), "--out", run.path().toString()).done();

    assertThat(Files.readString(run.metrics()).lines().filter(row -> row.contains("interval")))
        .hasSize(1);
    for (String name : new String[] {"temperature", "entropy", "intervention-rate"}) {
      assertThat(blue(ImageIO.read(run.plots().resolve(name + ".png").toFile())))
          .as(name)
          .isGreaterThan(20);
    }
  }

  /** Pixels of the first curve between the axes, above the legend. */
  private static int blue(BufferedImage image) {
    int count = 0;
    for (int y = 40; y < image.getHeight() * 3 / 4; y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        count += (image.getRGB(x, y) & 0xFFFFFF) == BLUE ? 1 : 0;
      }
    }
    return count;
  }
}
