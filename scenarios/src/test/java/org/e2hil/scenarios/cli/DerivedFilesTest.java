package org.e2hil.scenarios.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.e2hil.scenarios.report.RunDirectory;
import org.e2hil.scenarios.report.Summary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can be made again from a run's records ends no run where it cannot be made now. */
class DerivedFilesTest {

  @TempDir private Path folder;

  @Test
  void aRunWhosePicturesCannotBeWrittenIsCompleteAllTheSame() throws IOException {
    RunDirectory run = new RunDirectory(Files.createDirectory(folder.resolve("run")));
    Files.createFile(run.plots());

    Called called =
        Called.e2hil("train", SmallScenario.in(folder), "--out", run.path().toString()).done();

    assertThat(Summary.read(run).complete()).isTrue();
    assertThat(called.out()).contains("Everything: " + run.path()).doesNotContain("Pictures");
  }

  @Test
  void anExperimentWhoseCurvesCannotBeWrittenStillHasItsTable() throws IOException {
    Path out = folder.resolve("experiment");
    Files.createDirectories(out.resolve("curves.png/of another kind"));

    Called called =
        Called.e2hil(
                "experiment", SmallScenario.in(folder), "--seeds", "1", "--out", out.toString())
            .done();

    assertThat(called.out()).contains("The table: ").doesNotContain("The curves");
    assertThat(out.resolve("table.md")).isNotEmptyFile();
  }

  @Test
  void aTrainingGoesOnWithoutTheLibraryThatOnlyThePolicysArchiveNeeds() throws Exception {
    String classPath =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> !entry.contains("nd4j"))
            .collect(Collectors.joining(File.pathSeparator));
    ChildProgram child = new ChildProgram(folder, Map.of("PATH", System.getenv("PATH")));
    List<String> java =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "--add-exports=java.base/jdk.internal.module=ALL-UNNAMED",
            "-cp",
            classPath,
            Main.class.getName());

    Called trained =
        child.call(
            with(
                java,
                "train",
                SmallScenario.in(folder),
                "--set=training.checkpointEverySteps=5",
                "--out=run"));
    Called exported = child.call(with(java, "export", "run"));

    assertThat(trained.done().err()).containsOnlyOnce("write it later with e2hil export");
    assertThat(folder.resolve("run/policy.zip")).doesNotExist();
    exported.refused("nd4j");
  }

  private static List<String> with(List<String> java, String... arguments) {
    return Stream.concat(java.stream(), Stream.of(arguments)).toList();
  }
}
