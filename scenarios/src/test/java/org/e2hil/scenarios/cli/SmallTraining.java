package org.e2hil.scenarios.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.e2hil.scenarios.report.RunDirectory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * Calls of the command line about a training of 240 steps in the smallest world, with all that it
 * measures.
 */
abstract class SmallTraining {

  static final String SCENARIO =
      """
      {
        "task": "reach",
        "robot": "test-point",
        "agent": {"batchSize": 32, "hiddenSize": 16, "latentSize": 16},
        "intervention": {
          "triggers": [
            {"type": "scheduled", "afterSteps": 3, "startProbability": 0.1,
             "endProbability": 0.1, "decaySteps": 0}
          ]
        },
        "training": {
          "steps": 240, "warmupSteps": 20, "demonstrations": 3, "logEverySteps": 40,
          "checkpointEverySteps": 60
        },
        "evaluation": {"episodes": 4, "everySteps": 100, "intermediateEpisodes": 2},
        "diagnostics": {"entropyEverySteps": 20, "selectionEverySteps": 20,
          "influenceEverySteps": 50, "traceEpisodes": 1}
      }
      """;

  @TempDir Path folder;

  String scenario;

  /** What the last call said. */
  String out;

  String err;

  @BeforeEach
  void writeScenario() throws IOException {
    scenario = Files.writeString(folder.resolve("small.json"), SCENARIO).toString();
  }

  int e2hil(String... arguments) {
    Called called = Called.e2hil(arguments);
    out = called.out();
    err = called.err();
    return called.code();
  }

  RunDirectory train(String name, String... more) {
    Path run = folder.resolve(name);
    List<String> arguments = new ArrayList<>(List.of("train", scenario, "--out", run.toString()));
    arguments.addAll(Arrays.asList(more));
    assertThat(e2hil(arguments.toArray(String[]::new))).as(err).isZero();
    return new RunDirectory(run);
  }

  void assertOneSentence(String part) {
    assertThat(err).contains(part).startsWith("e2hil: ").doesNotContain("Exception", "\tat ");
    assertThat(err.strip().lines()).hasSize(1);
  }
}
