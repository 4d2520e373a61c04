package org.e2hil.scenarios.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import javax.imageio.ImageIO;
import org.e2hil.scenarios.report.chart.Series;
import org.junit.jupiter.api.Test;

class RunPlotsTest extends SmallRecording {

  @Test
  void everyMeasureIsDrawnAlsoOfARunThatHasHardlyBegun() throws IOException {
    RunDirectory run = run("plots");
    record(run, 0, 20);
    Plots.write(run, "a run");
    RunDirectory begun = run("begun");
    record(begun, 0, 0);
    Plots.write(begun, "a run that has hardly begun");

    for (String name :
        List.of("success", "intervention-rate", "entropy", "keep-ratio", "q", "overview")) {
      assertThat(ImageIO.read(run.plots().resolve(name + ".png").toFile()).getWidth())
          .isGreaterThanOrEqualTo(800);
      assertThat(begun.plots().resolve(name + ".png")).isNotEmptyFile();
    }
  }

  @Test
  void theTrailingMeanGrowsIntoItsWindow() {
    Series values = new Series(new double[4], new double[] {1, 0, 1, 1});

    assertThat(values.trailingMean(2).y()).containsExactly(1, 0.5, 0.5, 1);
  }
}
