package org.e2hil.scenarios.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.e2hil.scenarios.report.RunDirectory;
import org.junit.jupiter.api.Test;

class ExperimentCommandTest extends SmallTraining {

  @Test
  void anExperimentTrainsEverySeedOnceAndComparesThemInATable() throws IOException {
    RunDirectory alone = train("alone", "--seed", "2");
    Path runs = folder.resolve("runs");

    assertThat(e2hil("experiment", scenario, "--seeds", "1-2", "--out", runs.toString()))
        .as(err)
        .isZero();

    assertThat(out)
        .contains("Run 1 of 2", "Run 2 of 2", "| small | 240 | 0, 0 |")
        .contains("| intervention steps | of the last fifth |");
    assertThat(runs.resolve("curves.png")).isNotEmptyFile();
    assertThat(runs.resolve("small-seed2/metrics.csv")).hasSameBinaryContentAs(alone.metrics());
    assertThat(runs.resolve("table.md"))
        .content()
        .contains("| small | 1 | ", "| small | 2 | ", " of 4) | ");

    assertThat(e2hil("experiment", scenario, "--seeds", "1,2", "--out", runs.toString()))
        .as(err)
        .isZero();

    assertThat(out).doesNotContain("Run 1 of 2").contains("| small | 240 | 0, 0 |");
  }

  @Test
  void anExperimentDoesNotMixRunsWithOtherSettings() {
    Path runs = folder.resolve("runs");
    train("runs/small-seed1");

    int code =
        e2hil(
            "experiment",
            scenario,
            "--seeds",
            "1",
            "--set",
            "training.steps=300",
            "--out",
            runs.toString());

    assertThat(code).isEqualTo(1);
    assertThat(err).contains("small-seed1 holds a run of the same name with other settings");
  }

  @Test
  void anExperimentRefusesSeedsThatItCannotCount() {
    assertThat(e2hil("experiment", scenario, "--seeds", "5-1", "--out", folder.toString()))
        .isEqualTo(2);
    assertThat(err).contains("--seeds must be whole numbers and ranges", "'5-1'");
  }
}
