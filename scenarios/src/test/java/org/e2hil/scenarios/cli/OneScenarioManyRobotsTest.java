package org.e2hil.scenarios.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.e2hil.agent.training.EpisodeFile;
import org.e2hil.scenarios.report.RunDirectory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/**
 * One file of Pick Banana, from demonstrations to an evaluated policy, on whatever robot it names.
 */
class OneScenarioManyRobotsTest {

  private static final String SCENARIO =
      """
      {
        "task": {"type": "pick-banana", "horizon": 120},
        "robot": ROBOT,
        "observation": "state",
        "agent": {"batchSize": 16, "hiddenSize": 16, "latentSize": 16, "critics": 2, "threads": 1},
        "training": {
          "steps": 24, "warmupSteps": 12, "demonstrations": 1, "demonstrationNoise": 0
        },
        "evaluation": {"episodes": 1}
      }
      """;

  @TempDir private Path folder;
  private Path scenario;
  private String out;
  private String err;

  @BeforeEach
  void nameTheFile() {
    scenario = folder.resolve("banana.json");
  }

  private void write(String robot) throws IOException {
    Files.writeString(scenario, SCENARIO.replace("ROBOT", robot));
  }

  private int e2hil(String... arguments) {
    StringWriter standard = new StringWriter();
    StringWriter error = new StringWriter();
    CommandLine line =
        Main.commandLine().setOut(new PrintWriter(standard)).setErr(new PrintWriter(error));
    int code = line.execute(arguments);
    out = standard.toString();
    err = error.toString();
    return code;
  }

  private RunDirectory train(String... more) {
    Path run = folder.resolve("run");
    List<String> arguments =
        new ArrayList<>(List.of("train", scenario.toString(), "--out", run.toString()));
    arguments.addAll(Arrays.asList(more));
    assertThat(e2hil(arguments.toArray(String[]::new))).as(err).isZero();
    return new RunDirectory(run);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"sim-a1x\"",
        "\"a1x-emulated\"",
        "{\"type\": \"a1x-emulated\", \"transport\": \"can\"}",
        "{\"type\": \"a1x-emulated\", \"transport\": \"slcan\"}",
        "\"so101-emulated\""
      })
  void itIsShownTrainedAndEvaluatedByTheNameOfTheRobotAlone(String robot) throws IOException {
    write(robot);

    assertThat(e2hil("demo", scenario.toString())).as(err).isZero();
    assertThat(out).contains("The expert succeeded in 1 of 1 episodes.");

    RunDirectory run = train();
    assertThat(out).contains("24 steps in", "un-aided success");
    assertThat(EpisodeFile.read(run.demonstrations())).hasSize(1);

    assertThat(e2hil("evaluate", run.path().toString())).as(err).isZero();
    assertThat(out).contains("after 24 steps: 1 episodes un-aided").contains("mean actions");
  }

  @Test
  void aPolicyIsEvaluatedOnItsOwnArmWhateverTheWayToItAndRefusedByAnotherByName()
      throws IOException {
    write("\"sim-a1x\"");
    String run = train().path().toString();

    assertThat(e2hil("evaluate", run, "--robot", "a1x-emulated")).as(err).isZero();
    assertThat(out).contains("un-aided on a1x-emulated");

    // neither is connected to: there is no such arm here
    for (String other : List.of("sim-so101", "so101-emulated", "so101")) {
      assertThat(e2hil("evaluate", run, "--robot", other)).isEqualTo(1);
      assertThat(err)
          .contains(
              "the policy was trained on the A1X (sim-a1x), but %s is an SO-101".formatted(other))
          .contains("use it on one of [sim-a1x, a1x-emulated, a1x]");
      assertThat(err.strip().lines()).hasSize(1);
    }

    write("\"so101-emulated\"");
    assertThat(
            e2hil(
                "train",
                scenario.toString(),
                "--out",
                run + "-further",
                "--set",
                "training.startFrom=" + run))
        .isEqualTo(1);
    assertThat(err)
        .contains("the policy was trained on the A1X (sim-a1x), but so101-emulated is an SO-101");
  }
}
