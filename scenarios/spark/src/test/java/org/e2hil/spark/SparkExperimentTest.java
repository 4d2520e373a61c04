package org.e2hil.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An experiment on Spark's own master and two workers, begun as users begin it. */
@Tag("slow")
@Timeout(value = 20, unit = TimeUnit.MINUTES)
class SparkExperimentTest {

  private static final String GRID =
      """
      {
        "scenarios": ["pick-banana"],
        "set": {
          "agent.batchSize": 32, "agent.hiddenSize": 16, "agent.latentSize": 16,
          "training.steps": 150, "training.warmupSteps": 40, "training.demonstrations": 2,
          "training.checkpointEverySteps": 50,
          "evaluation.episodes": 2, "evaluation.intermediateEpisodes": 1,
          "evaluation.everySteps": 100
        },
        "factors": {
          "hand": {
            "shipped": {},
            "never": {"intervention": "never"},
            "late": {"intervention.hand.reactionSteps": 9}
          },
          "selection": {"bounded": {}, "all": "hil-serl"}
        },
        "seeds": "1-2"
      }
      """;

  @TempDir Path folder;
  private String grid;

  @BeforeEach
  void writeExperiment() throws IOException {
    grid = Files.writeString(folder.resolve("grid.json"), GRID).toString();
  }

  @Test
  void withAWorkerLostAndItsOwnProgramKilledItGivesTheNumbersOfThisMachine() throws Exception {
    Path local = folder.resolve("local");
    Path spark = folder.resolve("spark");
    try (StandaloneCluster cluster = StandaloneCluster.start(folder, 2)) {
      Process first = e2hil("experiment", grid, "--out", spark, "--engine", cluster.master());
      await(first, () -> complete(spark) >= 2);
      cluster.killAWorker();
      await(first, () -> complete(spark) >= 5);
      kill(first);
      assertThat(complete(spark)).as("complete before the end").isLessThan(12);
      cluster.addWorker();

      Process second = e2hil("experiment", grid, "--out", spark, "--engine", cluster.master());

      assertThat(second.waitFor()).as(output()).isZero();
    }
    assertThat(e2hil("experiment", grid, "--out", local).waitFor()).as(output()).isZero();
    assertThat(output()).contains("A worker on 127.0.0.1 was lost");
    assertThat(table(spark)).isEqualTo(table(local));
    try (Stream<Path> runs = Files.list(local).filter(run -> has(run, "scenario.json"))) {
      assertThat(runs.toList())
          .hasSize(12)
          .allSatisfy(
              run -> {
                Path same = spark.resolve(run.getFileName());
                for (String file : List.of("metrics.csv", "evaluations.csv", "episodes.e2hil")) {
                  assertThat(same.resolve(file)).hasSameBinaryContentAs(run.resolve(file));
                }
              });
    }
  }

  @Test
  void aMasterThatIsNotThereIsOneSentence() throws Exception {
    String nobody = "spark://127.0.0.1:" + StandaloneCluster.freePort();

    Process program =
        e2hil("experiment", grid, "--out", folder.resolve("none"), "--engine", nobody);

    assertThat(program.waitFor()).as(output()).isEqualTo(1);
    assertThat(output().lines().filter(line -> line.startsWith("e2hil: ")))
        .singleElement()
        .asString()
        .contains("master " + nobody + " cannot be reached", "spark.log");
  }

  private Process e2hil(Object... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of("..", "..", "e2hil").toRealPath().toString());
    Stream.of(arguments).map(Object::toString).forEach(command::add);
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("output.txt").toFile()))
        .start();
  }

  private String output() throws IOException {
    return Files.readString(folder.resolve("output.txt"));
  }

  private interface Condition {
    boolean holds() throws Exception;
  }

  private void await(Process program, Condition condition) throws Exception {
    while (!condition.holds()) {
      assertThat(program.isAlive()).as("ended early: " + output()).isTrue();
      Thread.sleep(100);
    }
  }

  private static void kill(Process program) throws InterruptedException {
    program.destroyForcibly().waitFor();
  }

  private static long complete(Path runs) throws IOException {
    if (!Files.isDirectory(runs)) {
      return 0;
    }
    try (Stream<Path> all = Files.list(runs)) {
      return all.filter(run -> has(run, "summary.json")).count();
    }
  }

  private static boolean has(Path run, String file) {
    return Files.exists(run.resolve(file));
  }

  /** Without the wall time, which is another each time. */
  private static String table(Path runs) throws IOException {
    return Files.readString(runs.resolve("table.md")).replaceAll("[0-9.]+ min \\|", "|");
  }
}
