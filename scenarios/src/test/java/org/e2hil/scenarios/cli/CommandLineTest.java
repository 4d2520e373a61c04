package org.e2hil.scenarios.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.e2hil.agent.robot.TaskSpec;
import org.e2hil.agent.task.Tasks;
import org.junit.jupiter.api.Test;

class CommandLineTest extends SmallTraining {

  @Test
  void whatIsWrongWithAScenarioIsSaidOnStandardErrorWithoutATrace() {
    assertThat(e2hil("train", "pick-bananna")).isEqualTo(1);
    assertOneSentence("the nearest is 'pick-banana'");

    assertThat(e2hil("train", scenario, "--set", "agent.discount=7")).isEqualTo(1);
    assertOneSentence("agent.discount = 7");

    Path never = folder.resolve("never");
    assertThat(
            e2hil(
                "train",
                scenario,
                "--out",
                never.toString(),
                "--set",
                "observation=[\"objects\", \"smell\"]"))
        .isEqualTo(1);
    assertOneSentence("there is no observation group smell");
    assertThat(never).doesNotExist();

    assertThat(e2hil("train", "--resume", folder.toString())).isEqualTo(1);
    assertOneSentence("is no run");

    assertThat(e2hil("train", scenario, "--out", "/proc/none/of/that")).isEqualTo(1);
    assertOneSentence("cannot write /proc/none/of/that");
  }

  @Test
  void aTraceIsShownWhereItIsAskedFor() {
    assertThat(e2hil("train", "nothing", "--stacktrace")).isEqualTo(1);

    assertThat(err).contains("ScenarioException", "\tat ");
  }

  @Test
  void aWrongCallIsAnsweredWithTwo() {
    assertThat(e2hil("train")).isEqualTo(2);
    assertThat(e2hil("trian", "pick-banana")).isEqualTo(2);
    assertThat(err).contains("e2hil train");
    assertThat(e2hil("train", scenario, "--seed", "x")).isEqualTo(2);
    assertThat(e2hil("evaluate", scenario, "--episodes", "0")).isEqualTo(2);
  }

  @Test
  void theListNamesRobotsTasksScenariosAndVariations() {
    assertThat(e2hil("list")).isZero();

    assertThat(out)
        .contains("test-point", "sim-a1x", "reach", "pick-banana", "entropy-bounded")
        .containsPattern("\n  so101 +The simulated SO-101\\.\n");
  }

  @Test
  void theListHasEveryTasksRowOfTableVWithItsHorizonAndItsRate() {
    assertThat(e2hil("list")).isZero();

    for (TaskSpec task : Tasks.specs()) {
      assertThat(out)
          .containsPattern(
              "  %s +%s +%d-D +%d +100,000 +human +±3 cm \\(x, y\\) +%d steps +10 Hz +sim-a1x, sim-so101"
                  .formatted(
                      task.name(),
                      task.category(),
                      task.actionDimensions(),
                      task.demonstrations(),
                      task.horizon()));
    }
    assertThat(out).containsPattern("  reach +test-point");
  }

  @Test
  void validateReportsEveryProblemOrSpellsTheScenarioOut() throws IOException {
    assertThat(e2hil("validate", scenario)).isZero();
    assertThat(out).contains("is a good scenario");
    assertThat(e2hil("validate", scenario, "--show")).isZero();
    assertThat(out).contains("\"discount\"").contains("\"lowerQuantile\"");

    Path bad = folder.resolve("bad.json");
    Files.writeString(bad, "{\"task\": 7, \"robt\": \"test-point\"}");
    assertThat(e2hil("validate", bad.toString())).isEqualTo(1);
    assertThat(err.lines()).hasSize(3);
    assertThat(err).contains("task = 7", "robt", "robot: is missing");
  }

  @Test
  void theDoctorLooksAtEverythingAndNeverShowsATrace() {
    e2hil("doctor");

    assertThat(out).contains("Java", "processor", "BLAS", "MuJoCo", "rendering", "memory", "disk");
    assertThat(out).doesNotContain("\tat ");
  }
}
