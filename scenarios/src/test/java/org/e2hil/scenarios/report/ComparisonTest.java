package org.e2hil.scenarios.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import javax.imageio.ImageIO;
import org.e2hil.agent.training.ActionMode;
import org.e2hil.agent.training.EvaluationRecord;
import org.e2hil.scenarios.report.chart.Panel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComparisonTest {

  @TempDir private Path directory;

  @Test
  void theSeedsOfAScenarioStandInOneRowAndTheirEpisodesAreCountedTogether() {
    String table =
        new Comparison(
                List.of(run("pick", 2, 15, 60), run("pick", 1, 5, 54), run("open", 1, 20, 60)))
            .markdown();

    // 114 of 120; 20 of 40 after a quarter; 40 of 40 after a half; 120 of 120
    assertThat(table)
        .contains(
            "| pick | 4,000 | 54, 60 | 95% (90% to 98%) | 50% (35% to 65%) | 100% (91% to 100%)"
                + " | 100% (97% to 100%) | 10% | 0% | 2.0 min |",
            "| open | 4,000 | 60 | 100% (94% to 100%) |");
  }

  @Test
  void everyRunHasARowInTheOrderOfTheScenariosAndTheirSeeds() {
    assertThat(
            new Comparison(
                    List.of(run("pick", 2, 15, 60), run("open", 1, 20, 60), run("pick", 1, 5, 54)))
                .markdown()
                .lines()
                .filter(line -> line.contains("of 60)"))
                .map(line -> line.substring(0, line.indexOf("(60 of 60)"))))
        .containsExactly("| pick | 1 | 100% ", "| pick | 2 | 100% ", "| open | 1 | 100% ");
  }

  @Test
  void episodesThatEndedInAFaultAreCountedApart() {
    EvaluationRecord broken = new EvaluationRecord(4000, ActionMode.MEAN, 18, 18, 2, 50, true);
    Summary s = run("pick", 1, 5, 54).summary();
    Summary summary =
        new Summary(
            s.scenario(),
            s.task(),
            s.robot(),
            s.seeds(),
            s.complete(),
            s.envSteps(),
            s.learnerSteps(),
            s.wallSeconds(),
            s.demonstrations(),
            s.episodes(),
            s.interventionRate(),
            s.lateInterventionRate(),
            s.keepRatio(),
            new Summary.UnaidedSuccess(Optional.empty(), Optional.of(Summary.rate(broken))),
            s.trainingSuccess(),
            s.pace(),
            s.provenance());

    assertThat(new Comparison(List.of(new CompleteRun(summary, List.of(broken), 0))).markdown())
        .contains("| 100% (18 of 18, 2 ended in a fault) |");
  }

  @Test
  void whatWasNotEvaluatedIsADashAndNotAZero() {
    CompleteRun notEvaluated = new CompleteRun(run("pick", 1, 5, 54).summary(), List.of(), 0);

    assertThat(new Comparison(List.of(notEvaluated)).markdown())
        .contains("| pick | 4,000 | 54 | – | – | – | – | 10% | 0% | 2.0 min |");
  }

  @Test
  void aPictureHasAPanelForEachScenario() throws IOException {
    Path one = directory.resolve("one.png");
    Path three = directory.resolve("three.png");

    new Comparison(List.of(run("pick", 1, 5, 54))).drawCurves(one);
    new Comparison(List.of(run("pick", 1, 5, 54), run("open", 1, 20, 60), run("wipe", 1, 9, 50)))
        .drawCurves(three);

    // two more beside the first, with two pixels for each of a panel's
    assertThat(width(three) - width(one)).isEqualTo(2 * 2 * Panel.WIDTH);
  }

  private static int width(Path picture) throws IOException {
    BufferedImage image = ImageIO.read(picture.toFile());
    return image.getWidth();
  }

  /**
   * Of 4,000 control periods: so many of 20 after a quarter, then all, and in the end with means.
   */
  private static CompleteRun run(String scenario, long seed, int quarter, int means) {
    List<EvaluationRecord> evaluations =
        List.of(
            new EvaluationRecord(1010, ActionMode.SAMPLED, 20, quarter, 50, false),
            new EvaluationRecord(2020, ActionMode.SAMPLED, 20, 20, 50, false),
            new EvaluationRecord(4000, ActionMode.SAMPLED, 60, 60, 50, true),
            new EvaluationRecord(4000, ActionMode.MEAN, 60, means, 50, true));
    Summary summary =
        new Summary(
            scenario,
            "reach",
            "sim-a1x",
            List.of(seed),
            true,
            4000,
            4000,
            120,
            20,
            80,
            OptionalDouble.of(0.1),
            OptionalDouble.of(0),
            OptionalDouble.of(0.85),
            new Summary.UnaidedSuccess(
                Optional.of(Summary.rate(evaluations.get(2))),
                Optional.of(Summary.rate(evaluations.get(3)))),
            new Summary.TrainingSuccess(80, 80, 80, OptionalInt.empty()),
            Optional.empty(),
            Provenance.current());
    return new CompleteRun(summary, evaluations, 0);
  }
}
