package org.e2hil.scenarios.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.e2hil.scenarios.PointWorldProvider;
import org.e2hil.scenarios.report.RunDirectory;
import org.e2hil.scenarios.report.Summary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Ctrl-C while nobody trains: the long loops before and after it ask whether to stop, too. */
@EnabledOnOs(OS.LINUX)
class InterruptTest {

  private static final String SCENARIO =
      """
      {
        "task": "reach",
        "robot": "test-point",
        "agent": {"batchSize": 8, "hiddenSize": 16, "latentSize": 16, "critics": 2, "threads": 1},
        "training": {"steps": 20, "warmupSteps": 10, "demonstrations": DEMONSTRATIONS},
        "evaluation": {"episodes": EPISODES, "everySteps": 0},
        "diagnostics": "off"
      }
      """;

  private static final String ACKNOWLEDGED = "Ending in good order; Ctrl-C once more ends at once.";

  @TempDir private Path folder;

  private TerminalProgram start(int demonstrations, int episodes) throws Exception {
    String scenario =
        SCENARIO
            .replace("DEMONSTRATIONS", Integer.toString(demonstrations))
            .replace("EPISODES", Integer.toString(episodes));
    return start(
        "train",
        Files.writeString(folder.resolve("long.json"), scenario).toString(),
        "--out",
        run().path().toString());
  }

  private TerminalProgram start(String... arguments) throws Exception {
    return TerminalProgram.start(
        /* maySupport= */ true,
        Map.of(PointWorldProvider.SLOW_TO_CLOSE, closing().toString()),
        arguments);
  }

  /** Is there while the program closes its world, and keeps it from that. */
  private Path closing() {
    return folder.resolve("closing");
  }

  private void interruptAfterTraining(TerminalProgram program) throws Exception {
    program.await("it closes its world", () -> Files.exists(closing()));
    assertThat(Summary.read(run()).complete()).isTrue();
    program.signal("INT");
    program.await("it acknowledges", () -> program.screen().contains(ACKNOWLEDGED));
  }

  private RunDirectory run() {
    return new RunDirectory(folder.resolve("run"));
  }

  private void assertEndsInGoodOrder(TerminalProgram program) throws Exception {
    assertEnds(program);
    assertThat(program.screen()).contains("e2hil train --resume");
  }

  private void assertEnds(TerminalProgram program) throws Exception {
    Instant asked = Instant.now();
    program.signal("INT");
    program.await("it closes its world", () -> Files.exists(closing()));
    Files.delete(closing());

    assertThat(program.exitCode()).as(program.screen()).isEqualTo(130);
    assertThat(Duration.between(asked, Instant.now())).isLessThan(Duration.ofSeconds(30));
    assertThat(program.screen()).contains(ACKNOWLEDGED).doesNotContain("Exception");
  }

  @Test
  void aSecondCtrlCEndsAtOnceWhateverIsUnderWay() throws Exception {
    try (TerminalProgram program = start(1, 1)) {
      interruptAfterTraining(program);
      program.signal("INT");

      assertThat(program.exitCode()).as(program.screen()).isEqualTo(130);
      assertThat(closing()).exists();
    }
  }

  @Test
  void whoIsCutOffIsToldWhatTheirCommandCanDoNext() {
    PrintWriter nobody = new PrintWriter(new StringWriter());
    try (Interrupt calibration = Interrupt.listen(nobody);
        Interrupt training = Interrupt.listen(nobody, "go on with --resume")) {
      assertThat(calibration.cutOff()).endsWith("is cut off; begin again.");
      assertThat(training.cutOff()).endsWith("is cut off; go on with --resume.");
    }
  }

  @Test
  void aRunThatWasCompleteWhenItWasAskedToEndExitsAsComplete() throws Exception {
    try (TerminalProgram program = start(1, 1)) {
      interruptAfterTraining(program);
      Files.delete(closing());

      assertThat(program.exitCode()).as(program.screen()).isZero();
    }
  }

  @Test
  void anEvaluationIsEndedBetweenTwoSteps() throws Exception {
    try (TerminalProgram program = start(1, 100_000_000)) {
      program.await(
          "it evaluates", () -> program.screen().contains("Evaluating the policy un-aided"));
      assertEndsInGoodOrder(program);
      assertThat(Summary.read(run()).complete()).isFalse();
    }
  }

  @Test
  void anEvaluationOfATrainedPolicyIsEndedBetweenTwoStepsAndTellsWhatWasDone() throws Exception {
    try (TerminalProgram program = start(1, 1)) {
      program.await("it closes its world", () -> Files.exists(closing()));
      Files.delete(closing());
      assertThat(program.exitCode()).as(program.screen()).isZero();
    }
    try (TerminalProgram program =
        start("evaluate", run().path().toString(), "--episodes", "100000000")) {
      program.await("it evaluates", () -> program.screen().contains("episodes un-aided on"));
      assertEnds(program);
      assertThat(program.screen())
          .containsPattern(
              "sampled actions +stopped after [0-9]+ of 100000000 episodes, with success in [0-9]")
          .doesNotContain("mean actions", "--resume");
    }
  }

  @Test
  void aTrialOfExpertsIsEndedBetweenTwoStepsAndShowsTheRowsThatAreDone() throws Exception {
    try (TerminalProgram program =
        start("experts", "reach", "--robot", "test-point", "--episodes", "100000000")) {
      program.await("it tries", () -> program.screen().contains("test-point: expert,"));
      assertEnds(program);
      assertThat(program.screen())
          .contains("median steps", "Stopped: 0 of 1 tasks are done.")
          .doesNotContain("--resume");
    }
  }

  @Test
  void demonstrationsAreEndedBetweenTwoStepsAndKept() throws Exception {
    try (TerminalProgram program = start(100_000_000, 1)) {
      program.await(
          "it demonstrates",
          () ->
              Files.exists(run().demonstrations())
                  && run().demonstrations().toFile().length() > 10_000);
      assertEndsInGoodOrder(program);
      assertThat(program.screen()).contains("Stopped before all demonstrations were recorded");
      assertThat(run().demonstrations()).isNotEmptyFile();
    }
  }
}
