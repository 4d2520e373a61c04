package org.e2hil.scenarios.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.e2hil.scenarios.config.ExperimentFile;
import org.e2hil.scenarios.config.ExperimentFiles;
import org.e2hil.scenarios.config.Scenarios;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExperimentTest {

  private final Scenarios scenarios = Scenarios.discover();

  @TempDir Path folder;

  @Test
  void whatIsWrongWithEveryCellIsSaidOnce() {
    assertThatThrownBy(
            () ->
                plan(
                    """
                    {
                      "scenarios": ["pick-banana"],
                      "set": {"training.step": 300},
                      "factors": {"agent.tau": [0.02, 0.03, 2]}
                    }
                    """))
        .message()
        .startsWith("pick-banana, agent.tau 0.02, and 2 more cells: training.step = 300: ")
        .contains("\npick-banana, agent.tau 2: agent.tau = 2")
        .satisfies(text -> assertThat(text.lines()).hasSize(2));
  }

  @Test
  void aCurveOfTrainingsThatAreEvaluatedAtTheirEndAloneIsRefused() {
    String text =
        """
        {
          "scenarios": ["pick-banana"],
          "set": {"training.steps": %d, "evaluation.everySteps": %d},
          "factors": {"agent.tau": [0.02, 0.03]},
          "question": {"factor": "agent.tau", "measure": "%s"}
        }
        """;

    for (String measure : List.of("success-curve", "steps-to-threshold")) {
      for (int every : new int[] {0, 300}) {
        assertThatThrownBy(() -> plan(text.formatted(300, every, measure)))
            .hasMessageStartingWith(
                "question.measure: pick-banana+tau-0.02 is evaluated at its end alone")
            .hasMessageContaining("below training.steps, which is 300, or ask for success");
      }
    }
    assertThatCode(() -> plan(text.formatted(300, 299, "success-curve")))
        .doesNotThrowAnyException();
    assertThatCode(() -> plan(text.formatted(300, 0, "success"))).doesNotThrowAnyException();
  }

  @Test
  void everyLevelOfAFactorIsCombinedWithEveryLevelOfTheOthers() throws IOException {
    Experiment experiment =
        plan(
            """
            {
              "scenarios": ["pick-banana", "open-toaster"],
              "set": {"training.steps": 300},
              "factors": {
                "method": {"e2hil": {}, "hil-serl": "hil-serl"},
                "agent.tau": [0.02, 0.03]
              },
              "seeds": "4,2"
            }
            """);

    assertThat(experiment.cells())
        .extracting(Cell::name)
        .containsExactly(
            "pick-banana+tau-0.02",
            "pick-banana+tau-0.03",
            "pick-banana+hil-serl+tau-0.02",
            "pick-banana+hil-serl+tau-0.03",
            "open-toaster+tau-0.02",
            "open-toaster+tau-0.03",
            "open-toaster+hil-serl+tau-0.02",
            "open-toaster+hil-serl+tau-0.03");
    assertThat(experiment.cells().get(2).levels())
        .isEqualTo(Map.of("scenario", "pick-banana", "method", "hil-serl", "agent.tau", "0.02"));
    assertThat(experiment.cells())
        .allSatisfy(cell -> assertThat(cell.scenario().training().steps()).isEqualTo(300));
    assertThat(experiment.runs())
        .extracting(run -> run.scenario().seed())
        .startsWith(4L, 4L, 4L, 4L, 4L, 4L, 4L, 4L, 2L);
    assertThat(experiment.runs().get(0).directory().path())
        .isEqualTo(folder.resolve("pick-banana+tau-0.02-seed4"));
  }

  @Test
  void aCellThatOnlyVariesByNameIsTheScenarioOfThatName() throws IOException {
    Experiment experiment =
        plan(
            """
            {
              "scenarios": ["pick-banana"],
              "factors": {"method": {"e2hil": {}, "hil-serl": "hil-serl"}},
              "seeds": "1"
            }
            """);

    assertThat(experiment.cells().get(1).scenario())
        .isEqualTo(scenarios.read("pick-banana+hil-serl", List.of()));
    assertThat(experiment.cells().get(0).scenario())
        .isEqualTo(scenarios.read("pick-banana", List.of()));
  }

  @Test
  void everyCellIsCheckedBeforeAnythingRunsAndEveryMistakeIsTold() {
    assertThatThrownBy(
            () ->
                plan(
                    """
                    {
                      "scenarios": ["pick-banana", "open-toster"],
                      "factors": {"agent.discount": [0.9, 1.5]}
                    }
                    """))
        .hasMessageContaining("pick-banana, agent.discount 1.5: agent.discount = 1.5")
        .hasMessageContaining("open-toster, agent.discount 0.9, and 1 more cell: there is neither")
        .hasMessageContaining("the nearest is 'open-toaster'");
  }

  @Test
  void twoCellsThatAreTheSameAreRefused() {
    assertThatThrownBy(
            () ->
                plan(
                    """
                    {
                      "scenarios": ["pick-banana"],
                      "factors": {"method": {"mine": {}, "theirs": {"agent.discount": 0.95}}}
                    }
                    """))
        .hasMessage(
            "pick-banana mine and pick-banana theirs are the same scenario; take one of the two out");
  }

  @Test
  void aRunWithOtherSettingsIsLeftAlone() throws IOException {
    Path there = Files.createDirectories(folder.resolve("pick-banana-seed1"));
    Files.writeString(
        there.resolve("scenario.json"),
        scenarios.write(scenarios.read("pick-banana", List.of()).withSeed(2)));

    assertThatThrownBy(() -> plan("{\"scenarios\": [\"pick-banana\"], \"seeds\": \"1\"}"))
        .hasMessageContaining("holds a run of the same name with other settings");
  }

  private Experiment plan(String text) throws IOException {
    String file = Files.writeString(folder.resolve("mine.json"), text).toString();
    ExperimentFile experiment = ExperimentFiles.find(file).orElseThrow();
    return Experiment.plan(scenarios, experiment, folder, scenario -> {});
  }
}
