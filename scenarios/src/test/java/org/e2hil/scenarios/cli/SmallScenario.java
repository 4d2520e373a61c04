package org.e2hil.scenarios.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A training of a second, in the smallest world. */
final class SmallScenario {

  private static final String TEXT =
      """
      {
        "task": "reach",
        "robot": "test-point",
        "agent": {"batchSize": 8, "hiddenSize": 16, "latentSize": 16, "critics": 2, "threads": 1},
        "training": {
          "steps": 20, "warmupSteps": 10, "demonstrations": 1, "logEverySteps": 20,
          "checkpointEverySteps": 20
        },
        "evaluation": {"episodes": 1, "everySteps": 0},
        "diagnostics": "off"
      }
      """;

  private SmallScenario() {}

  /** Writes it to a folder and gives its name. */
  static String in(Path folder) throws IOException {
    return Files.writeString(folder.resolve("small.json"), TEXT).toString();
  }
}
