package org.e2hil.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder.request;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.e2hil.agent.env.Action;
import org.e2hil.agent.env.Environment;
import org.e2hil.scenarios.check.Baseline;
import org.e2hil.scenarios.check.PolicyInWorld;
import org.e2hil.scenarios.check.TrainedRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.reporting.FileEntry;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherFactory;

/** What an assertion that fails leaves to be seen, and that check says the same of the same run. */
class ShownFailureTest {

  private static final String FOLDER = "e2hil.failures";

  @TempDir private Path folder;
  private final List<String> messages = new ArrayList<>();
  private final List<Path> published = new ArrayList<>();

  /** Run from the tests below, and found by nobody else. */
  static final class Failing {

    @Test
    void needsTooMuchHelp(@TrainedScenario("point-reach.json") TrainedRun run) {
      Assertions.assertThat(run).as("after the change").needsInterventionsAtMost(-0.1);
    }

    @RepeatedTest(2)
    void tossesTails(@Simulated(task = "point-reach") Environment world) {
      PolicyInWorld coin = PolicyInWorld.of(new CoinWorld(0, 0), seen -> Action.hold());
      Assertions.assertThat(coin).succeedsAtLeast(0.9).rejecting(0.75).atRisk(0.001);
    }
  }

  @BeforeEach
  void keepFailuresAside() {
    System.setProperty(FOLDER, folder.resolve("failures").toString());
  }

  @AfterEach
  void forgetIt() {
    System.clearProperty(FOLDER);
  }

  private void runFailing() {
    LauncherFactory.create()
        .execute(
            request()
                .selectors(selectClass(Failing.class))
                .configurationParameter(
                    "junit.platform.reporting.output.dir", folder.resolve("junit").toString())
                .build(),
            new TestExecutionListener() {
              @Override
              public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                if (test.isTest()) {
                  messages.add(result.getThrowable().map(Throwable::getMessage).orElse(""));
                }
              }

              @Override
              public void fileEntryPublished(TestIdentifier test, FileEntry file) {
                published.add(file.getPath());
              }
            });
  }

  @Test
  void aRunThatFailsHasItsCurveAndItsReportNamedInTheMessageAndAttachedToJUnitsReport() {
    runFailing();

    Path shown = folder.resolve("failures/ShownFailureTest$Failing.needsTooMuchHelp");
    assertThat(messages)
        .filteredOn(message -> message.contains("needed a hand"))
        .singleElement()
        .asString()
        .startsWith("[after the change] ")
        .contains("To see it: " + shown + " has ", "curve.png, report/report.html");
    assertThat(shown.resolve("curve.png")).isNotEmptyFile();
    assertThat(published)
        .filteredOn(directory -> Files.exists(directory.resolve("curve.png")))
        .singleElement()
        .satisfies(
            directory -> assertThat(directory.resolve("report/report.html")).isNotEmptyFile());
  }

  @Test
  void aWorldWithoutCamerasFailsAllTheSameAndSaysWhyThereAreNoFilms() {
    runFailing();

    assertThat(messages)
        .filteredOn(message -> message.contains("succeeded in 0 of 8 episodes"))
        .hasSize(2)
        .allMatch(
            message ->
                message.endsWith(
                    "Without films: the world was opened without a camera; observation=pixels has two."));
    assertThat(folder.resolve("failures/ShownFailureTest$Failing.tossesTails-2")).exists();
  }

  /** A copy of a run, every second of whose last episodes fails. */
  private Path halved(Path run) throws IOException {
    Path copy = Files.createDirectory(folder.resolve("halved"));
    try (Stream<Path> files = Files.list(run)) {
      for (Path each : files.filter(Files::isRegularFile).toList()) {
        Files.copy(each, copy.resolve(each.getFileName()));
      }
    }
    Path evaluations = copy.resolve("evaluations.csv");
    Files.writeString(
        evaluations,
        Files.readString(evaluations)
            .replaceAll("(1500,mean,\\d*[02468],.*),success,success", "$1,time_limit,late"));
    return copy;
  }

  @Test
  void theCommandLineSaysTheSameOfTheSameRun(@TrainedScenario("point-reach.json") TrainedRun good)
      throws Exception {
    TrainedRun bad = TrainedRun.in(halved(good.directory()));
    Path baseline = folder.resolve("baseline.json");
    Baseline.of(good).write(baseline);
    List<String> expected =
        List.of(
            "\"succeedsAtLeast\": {\"rate\": 0.9, \"rejecting\": 0.6, \"atRisk\": 0.01}",
            "\"reaches\": {\"rate\": 0.9, \"within\": 1500}",
            "\"needsInterventionsAtMost\": 0",
            "\"isNotWorseThan\": \"%s\"".formatted(baseline));
    for (TrainedRun run : List.of(good, bad)) {
      List<String> byKit =
          Stream.<ThrowingCallable>of(
                  () ->
                      Assertions.assertThat(run.policy())
                          .succeedsAtLeast(0.9)
                          .rejecting(0.6)
                          .atRisk(0.01),
                  () -> Assertions.assertThat(run).reaches(0.9).within(1_500),
                  () -> Assertions.assertThat(run).needsInterventionsAtMost(0),
                  () -> Assertions.assertThat(run).isNotWorseThan(baseline))
              .map(assertion -> Assertions.catchThrowable(assertion) == null ? "held" : "failed")
              .toList();

      List<String> byCheck = check(run, String.join(", ", expected));

      assertThat(byCheck).isEqualTo(byKit);
      assertThat(byKit.contains("failed")).isEqualTo(run == bad);
    }
  }

  private List<String> check(TrainedRun run, String expected) throws Exception {
    Path scenario = folder.resolve("expecting.json");
    Files.writeString(
        scenario,
        "{\"extends\": \"%s\", \"name\": \"point-reach\", \"expect\": {%s}}"
            .formatted(run.directory().resolve("scenario.json").toAbsolutePath(), expected));
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin/java").toString());
    command.addAll(List.of("--add-modules", "jdk.incubator.vector", "-Xmx512m"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of("org.e2hil.scenarios.cli.Main", "check", scenario.toString()));
    command.addAll(List.of("--run", run.directory().toString()));
    command.addAll(List.of("--out", folder.resolve("out").toString()));
    Process program =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String said = new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(program.waitFor()).as(said).isIn(0, 1);
    return Files.readAllLines(folder.resolve("out/summary.json")).stream()
        .filter(line -> line.contains("\"verdict\""))
        .map(line -> line.replaceAll(".*: \"(\\w+)\".*", "$1"))
        .toList();
  }
}
