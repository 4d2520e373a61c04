package org.e2hil.scenarios.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.e2hil.scenarios.report.RunDirectory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** A complete run of 60 steps in the smallest world, of which each test has copies of its own. */
abstract class CompleteRun {

  static final String SCENARIO =
      """
      {
        "task": "reach",
        "robot": "test-point",
        "agent": {"batchSize": 8, "hiddenSize": 16, "latentSize": 16, "critics": 2, "utdRatio": 1},
        "training": {
          "steps": 60, "warmupSteps": 10, "demonstrations": 2, "checkpointEverySteps": 20,
          "logEverySteps": 20
        },
        "evaluation": {"episodes": 2, "everySteps": 0},
        "diagnostics": "off"
      }
      """;

  @TempDir static Path trained;

  @TempDir Path folder;

  @BeforeAll
  static void train() throws IOException {
    Files.writeString(trained.resolve("small.json"), SCENARIO);
    Called.e2hil("train", scenario(), "--out", trained.resolve("run").toString()).done();
  }

  static String scenario() {
    return trained.resolve("small.json").toString();
  }

  /** A copy of a complete run. */
  RunDirectory copy(String name) throws IOException {
    Path from = trained.resolve("run");
    Path to = folder.resolve(name);
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
    return new RunDirectory(to);
  }

  /** Every file of a folder, to tell whether anything was touched. */
  static Map<Path, List<Byte>> content(Path folder) {
    Map<Path, List<Byte>> content = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        List<Byte> bytes = new ArrayList<>();
        for (byte b : Files.readAllBytes(file)) {
          bytes.add(b);
        }
        content.put(folder.relativize(file), bytes);
      }
      return content;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void refusedWithoutATrace(RunDirectory run, String part, String... arguments) {
    Map<Path, List<Byte>> before = content(run.path());
    Called.e2hil(arguments).refused(part);
    assertThat(content(run.path())).isEqualTo(before);
  }
}
