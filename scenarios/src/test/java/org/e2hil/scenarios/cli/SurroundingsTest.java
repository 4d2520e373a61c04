package org.e2hil.scenarios.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a program finds around it: a home, a kind of machine, so much memory, a Java's modules. */
class SurroundingsTest {

  /** As the launcher starts Java. */
  private static final String LAUNCHED = "--add-exports=java.base/jdk.internal.module=ALL-UNNAMED";

  @TempDir private Path home;

  @TempDir private Path folder;

  private ChildProgram child() {
    return new ChildProgram(
        folder, Map.of("PATH", System.getenv("PATH"), "HOME", home.toString(), "LC_ALL", "C"));
  }

  private static void refusedInOneLine(Called called, String... parts) {
    called.refused(parts);
    assertThat(called.err().strip().lines()).as(called.err()).hasSize(1);
  }

  @Test
  void aTildeIsTheHomeOfTheEnvironmentWhereverAFileIsNamedAndJavaWarnsOfNothing() throws Exception {
    SmallScenario.in(home);
    Files.writeString(home.resolve("mine.json"), "{\"extends\": \"~/small.json\"}");

    Called called =
        child()
            .e2hil(
                List.of(LAUNCHED, "-Duser.home=?"), "train", "~/mine.json", "--out=~/runs/first");

    assertThat(called.done().err()).isEmpty();
    assertThat(home.resolve("runs/first/summary.json")).isNotEmptyFile();
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).isEmpty();
    }
    Called again =
        child()
            .e2hil(
                List.of(LAUNCHED),
                "validate",
                "~/mine.json",
                "--set=training.startFrom=~/runs/second");
    refusedInOneLine(again, "there is no run " + home.resolve("runs/second"));
  }

  @Test
  void aLearnerThatDoesNotFitIntoMemoryIsRefusedBeforeItIsMade() throws Exception {
    Called called =
        child()
            .e2hil(
                List.of(LAUNCHED, "-Xmx64m"),
                "train",
                SmallScenario.in(folder),
                "--set=agent.batchSize=65536",
                "--set=agent.hiddenSize=256",
                "--out=run");

    refusedInOneLine(called, "agent.batchSize", "Java may use 6", "E2HIL_JAVA_OPTIONS=-Xmx");
    assertThat(folder.resolve("run")).doesNotExist();
  }

  @Test
  void aJavaWithoutTheVectorApiIsToldHowToHaveIt() throws Exception {
    Called called = child().e2hil(List.of(), "train", SmallScenario.in(folder), "--out", "run");

    refusedInOneLine(called, "--add-modules jdk.incubator.vector, as ./e2hil does");
  }

  @Test
  void anotherKindOfMachineIsToldWhatToUse() throws Exception {
    Called called =
        child().e2hil(List.of(LAUNCHED, "-Dos.arch=aarch64"), "validate", "pick-banana");

    refusedInOneLine(called, "Linux on x86-64 only and this is Linux on aarch64", "container");
  }
}
