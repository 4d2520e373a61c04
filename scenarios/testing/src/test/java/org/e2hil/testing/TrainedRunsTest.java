package org.e2hil.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.e2hil.scenarios.config.Assignment;
import org.e2hil.scenarios.config.Scenario;
import org.e2hil.scenarios.config.Scenarios;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainedRunsTest {

  private static final String FOLDER = "e2hil.runs";

  @TempDir private Path folder;
  private final Scenarios scenarios = Scenarios.discover();

  @BeforeEach
  void keepRunsAside() {
    System.setProperty(FOLDER, folder.toString());
  }

  @AfterEach
  void forgetIt() {
    System.clearProperty(FOLDER);
  }

  private static Scenario quick(Scenarios scenarios, String... settings) throws Exception {
    Path file = Path.of(TrainedRunsTest.class.getResource("point-reach.json").toURI());
    List<Assignment> all = new ArrayList<>();
    Stream.concat(
            Stream.of("training.steps=80", "evaluation.everySteps=0", "evaluation.episodes=1"),
            Stream.of(settings))
        .map(Assignment::parse)
        .forEach(all::add);
    return scenarios.read(file.toString(), all);
  }

  /** Asks for the run in a process of its own, and says who trained it. */
  public static final class Program {

    private Program() {}

    /** Prints where the run is. */
    public static void main(String[] arguments) throws Exception {
      Scenarios scenarios = Scenarios.discover();
      System.out.println(RobotLearningExtension.obtain(scenarios, quick(scenarios)).directory());
    }
  }

  private Process program() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--add-modules",
            "jdk.incubator.vector",
            "-Xmx512m",
            "-D" + FOLDER + "=" + folder,
            "-Dlogback.configurationFile=" + System.getProperty("logback.configurationFile"),
            "-cp",
            System.getProperty("java.class.path"),
            Program.class.getName())
        .redirectErrorStream(true)
        .start();
  }

  private static String said(Process program) throws IOException {
    return new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  @Test
  void ofTwoProcessesOneTrainsAndTheOtherWaitsForTheRun() throws Exception {
    Process one = program();
    Process other = program();

    String both = said(one) + said(other);

    assertThat(both.lines().filter(line -> line.contains("training point-reach in ")))
        .as(both)
        .hasSize(1);
    Path run = RobotLearningExtension.obtain(scenarios, quick(scenarios)).directory();
    assertThat(both.lines().filter(line -> line.equals(run.toString()))).hasSize(2);
  }

  @Test
  void theRunOfALaterBuildIsTheOneOfTheEarlier() throws Exception {
    Path first = RobotLearningExtension.obtain(scenarios, quick(scenarios)).directory();
    Object trained = Files.getLastModifiedTime(first.resolve("metrics.csv"));

    Path second = RobotLearningExtension.obtain(Scenarios.discover(), quick(scenarios)).directory();

    assertThat(second).isEqualTo(first);
    assertThat(Files.getLastModifiedTime(second.resolve("metrics.csv"))).isEqualTo(trained);
  }

  @Test
  void aTrainingThatWasInterruptedGoesOn() throws Exception {
    Scenario scenario = quick(scenarios, "training.checkpointEverySteps=40");
    Thread.currentThread().interrupt();
    try {
      RobotLearningExtension.obtain(scenarios, scenario);
    } catch (RuntimeException stopped) {
      assertThat(stopped).hasMessageContaining("cannot keep a run in");
    } finally {
      Thread.interrupted();
    }

    assertThat(RobotLearningExtension.obtain(scenarios, scenario).summary().complete()).isTrue();
  }
}
