package org.e2hil.scenarios.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** An experiment whose program is killed, as by a machine that goes down, goes on where it was. */
@Tag("slow")
class KilledExperimentTest extends SmallTraining {

  private static final String GRID =
      """
      {
        "scenarios": ["%s"],
        "set": {"training.steps": 1200},
        "factors": {
          "hand": {
            "often": {},
            "never": {"intervention": "never"},
            "rare": {"intervention.triggers.0.endProbability": 0.02}
          },
          "selection": {"bounded": {}, "all": {"selection.type": "keep-all"}}
        },
        "seeds": "1-2"
      }
      """;

  @Test
  void killedFiveTimesItEndsWithTheSameTableAsOneThatWasNot() throws Exception {
    String grid =
        Files.writeString(folder.resolve("grid.json"), GRID.formatted(scenario)).toString();
    Path whole = folder.resolve("whole");
    Path killed = folder.resolve("killed");
    Random random = new Random(5);
    for (int i = 0; i < 5; i++) {
      Process program = start(grid, killed);
      // long enough for a run or two, so that some are killed in the middle
      boolean over = program.waitFor(4_000 + random.nextInt(6_000), TimeUnit.MILLISECONDS);
      program.destroyForcibly().waitFor();
      assertThat(over).as("was done before it could be killed").isFalse();
    }

    assertThat(start(grid, killed).waitFor()).isZero();
    assertThat(start(grid, whole).waitFor()).isZero();

    assertThat(table(killed)).isEqualTo(table(whole));
    try (Stream<Path> runs =
        Files.list(whole).filter(run -> Files.exists(run.resolve("scenario.json")))) {
      assertThat(runs.toList())
          .hasSize(12)
          .allSatisfy(
              run -> {
                Path same = killed.resolve(run.getFileName());
                for (String file : List.of("metrics.csv", "evaluations.csv", "episodes.e2hil")) {
                  assertThat(same.resolve(file)).hasSameBinaryContentAs(run.resolve(file));
                }
              });
    }
  }

  private Process start(String grid, Path runs) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("--add-modules", "jdk.incubator.vector"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of("experiment", grid, "--out", runs.toString(), "--jobs", "2"));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("output.txt").toFile())
        .start();
  }

  /** Without the wall time, which is another each time. */
  private static String table(Path runs) throws IOException {
    return Files.readString(runs.resolve("table.md")).replaceAll("[0-9.]+ min \\|", "|");
  }
}
