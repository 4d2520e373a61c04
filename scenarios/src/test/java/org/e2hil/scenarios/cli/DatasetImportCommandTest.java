package org.e2hil.scenarios.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.e2hil.scenarios.joints.ImportedRecording;
import org.e2hil.scenarios.report.RunDirectory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a recording of joints to a training, at the command line. */
class DatasetImportCommandTest {

  private static final String SCENARIO =
      """
      {
        "name": "small",
        "task": "pick-banana",
        "robot": "sim-a1x",
        "observation": ["proprioception"],
        "agent": {"batchSize": 8, "hiddenSize": 16, "latentSize": 16, "critics": 2, "threads": 1},
        "training": {"steps": 12, "warmupSteps": 10, "checkpointEverySteps": 5},
        "evaluation": {"episodes": 1, "everySteps": 0},
        "diagnostics": "off"
      }
      """;

  @TempDir private Path folder;

  @Test
  void aTrainingBeginsFromWhatWasImported() throws IOException, SQLException {
    String scenario = Files.writeString(folder.resolve("small.json"), SCENARIO).toString();
    String recorded = ImportedRecording.write(folder.resolve("recorded")).toString();
    String out = folder.resolve("imported").toString();

    Called.e2hil("dataset", "import", recorded, "--scenario", scenario, "--out", out)
        .refused("has the robot sim-a1x");
    Called imported =
        Called.e2hil(
                "dataset",
                "import",
                recorded,
                "--scenario",
                scenario,
                "--robot",
                "sim-so101",
                "--out",
                out)
            .done();
    assertThat(imported.out()).contains("2 episodes → " + out, "counts as a success");

    Path run = folder.resolve("run");
    Called.e2hil(
            "train",
            scenario,
            "--set",
            "robot.type=sim-so101",
            "--set",
            "task.horizon=20",
            "--set",
            "training.demonstrationsFile=" + out,
            "--set",
            "training.demonstrations=0",
            "--out",
            run.toString())
        .done();
    assertThat(new RunDirectory(run).checkpoint()).exists();

    Called.e2hil(
            "train",
            scenario,
            "--set",
            "robot.type=sim-so101",
            "--set",
            "actionScaling=paper",
            "--set",
            "training.demonstrationsFile=" + out,
            "--set",
            "training.demonstrations=2",
            "--out",
            folder.resolve("other").toString())
        .refused("were recorded with actions of 0.02 m");
  }

  @Test
  void aFieldWithoutAnEffectIsRefused() throws IOException {
    String scenario = Files.writeString(folder.resolve("small.json"), SCENARIO).toString();

    Called.e2hil(
            "dataset",
            "import",
            folder.toString(),
            "--scenario",
            scenario,
            "--out",
            folder.resolve("out").toString(),
            "--set",
            "training.steps=7")
        .refused("--set training.steps has no effect on dataset import");
  }

  @Test
  void theOlderVersionIsReadAndNeverWritten() throws IOException, SQLException {
    String scenario = Files.writeString(folder.resolve("small.json"), SCENARIO).toString();
    Path newest = ImportedRecording.write(folder.resolve("newest"));
    Path older = ImportedRecording.writeOlder(folder.resolve("older"));

    for (Path recorded : List.of(newest, older)) {
      Called.e2hil(
              "dataset",
              "import",
              recorded.toString(),
              "--scenario",
              scenario,
              "--robot",
              "sim-so101",
              "--out",
              recorded.resolve("led").toString())
          .done();
    }
    for (String file : List.of("file-000.parquet", "file-001.parquet")) {
      Path imported = Path.of("led/data/chunk-000").resolve(file);
      assertThat(older.resolve(imported)).hasSameBinaryContentAs(newest.resolve(imported));
    }
    assertThat(Called.e2hil("dataset", "info", older.toString()).done().out())
        .isEqualTo(Called.e2hil("dataset", "info", newest.toString()).done().out())
        .contains("episodes     2", "recorded by  another program");
    Called.e2hil("dataset", "view", older.toString()).done();
    assertThat(older.resolve("view.html")).isNotEmptyFile();
    assertThat(
            Called.e2hil("query", "select sum(length) as n from episodes", older.toString())
                .done()
                .out())
        .contains("77");

    Called.e2hil("record", scenario, "--episodes", "1", "--out", older.toString())
        .refused("version v2.1, which is read and never written; give the name of a new folder");
    Called.e2hil("dataset", "repair", older.toString())
        .refused("version v2.1, which is read and never repaired");
  }
}
