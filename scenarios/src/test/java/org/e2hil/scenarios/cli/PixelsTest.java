package org.e2hil.scenarios.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.e2hil.agent.env.EnvironmentSpec;
import org.e2hil.agent.env.ObservationGroup;
import org.e2hil.agent.env.Workcell;
import org.e2hil.agent.experience.RecordedObservation;
import org.e2hil.agent.training.Episode;
import org.e2hil.agent.training.EpisodeFile;
import org.e2hil.scenarios.config.Assignment;
import org.e2hil.scenarios.config.Scenario;
import org.e2hil.scenarios.config.Scenarios;
import org.e2hil.scenarios.experiment.TrainingRun;
import org.e2hil.scenarios.report.RunDirectory;
import org.e2hil.scenarios.report.RunRecorder;
import org.e2hil.sim.mujoco.Renderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A policy that reads two cameras and no object state, through every command. */
class PixelsTest {

  /** So little that only the way is tested, not what is learned. */
  private static final List<String> SHORT =
      List.of(
          "observation=pixels",
          "agent.batchSize=16",
          "agent.hiddenSize=16",
          "agent.latentSize=16",
          "training.steps=60",
          "training.warmupSteps=20",
          "training.demonstrations=2",
          "training.logEverySteps=10",
          "training.checkpointEverySteps=20",
          "evaluation.episodes=1",
          "evaluation.everySteps=0",
          "task.horizon=30");

  private static final int PICTURE_BYTES = 128 * 128 * 3;

  @TempDir private Path folder;
  private String out;
  private String err;

  private int e2hil(List<String> arguments) {
    StringWriter standard = new StringWriter();
    StringWriter error = new StringWriter();
    CommandLine line =
        Main.commandLine().setOut(new PrintWriter(standard)).setErr(new PrintWriter(error));
    int code = line.execute(arguments.toArray(String[]::new));
    out = standard.toString();
    err = error.toString();
    return code;
  }

  private static List<String> with(List<String> command, List<String> assignments) {
    List<String> all = new ArrayList<>(command);
    for (String assignment : assignments) {
      all.add("--set");
      all.add(assignment);
    }
    return all;
  }

  private Path reach() throws IOException {
    return Files.writeString(
        folder.resolve("reach.json"), "{\"task\": \"reach\", \"robot\": \"test-point\"}");
  }

  private RunDirectory train(String scenario, String name, String... more) {
    RunDirectory run = new RunDirectory(folder.resolve(name));
    List<String> assignments = new ArrayList<>(SHORT);
    for (String own : more) {
      String path = own.substring(0, own.indexOf('=') + 1);
      assignments.removeIf(usual -> usual.startsWith(path));
      assignments.add(own);
    }
    assertThat(e2hil(with(List.of("train", scenario, "--out", run.path().toString()), assignments)))
        .as(err)
        .isZero();
    return run;
  }

  @Test
  void theSameSeedGivesTheSameTableAndAKilledRunEndsLikeOneThatWasNot() throws IOException {
    String scenario = reach().toString();
    RunDirectory whole = train(scenario, "whole");
    RunDirectory killed = killedAfter(scenario, "killed", 45);

    assertThat(e2hil(List.of("train", "--resume", killed.path().toString()))).as(err).isZero();

    assertThat(killed.metrics()).hasSameBinaryContentAs(whole.metrics());
    assertThat(killed.episodes()).hasSameBinaryContentAs(whole.episodes());
  }

  /** Leaves what a process leaves that is killed in the middle. */
  private RunDirectory killedAfter(String scenario, String name, int steps) {
    Scenarios scenarios = Scenarios.discover();
    Scenario small = scenarios.read(scenario, SHORT.stream().map(Assignment::parse).toList());
    RunDirectory run = RunDirectory.create(folder.resolve(name));
    RunDirectory.write(run.scenario(), scenarios.write(small));
    try (TrainingRun training = TrainingRun.open(scenarios, small);
        RunRecorder recorder =
            new RunRecorder(run, 0, Optional.of(training.origin()), InstantSource.system())) {
      training.demonstrate(run.demonstrations(), () -> false);
      training.listen(recorder);
      assertThat(training.train(run.checkpoint(), () -> training.envSteps() >= steps)).isFalse();
    }
    return run;
  }

  @Test
  void demonstrationsWithPicturesServeAnotherRunAndAPolicyIsEvaluatedFromItsCheckpoint()
      throws IOException {
    String scenario = reach().toString();
    RunDirectory first = train(scenario, "first");
    RunDirectory second =
        train(
            scenario,
            "second",
            "training.demonstrationsFile=" + first.demonstrations(),
            "training.demonstrations=0");

    assertThat(second.metrics()).hasSameBinaryContentAs(first.metrics());
    assertThat(e2hil(List.of("evaluate", second.path().toString(), "--episodes", "2")))
        .as(err)
        .isZero();
    assertThat(out).contains("2 episodes", "sampled actions");
  }

  @Test
  void aPolicyThatStartsFromAnotherRunBringsItsEncodersAndNeedsNoDemonstrations()
      throws IOException {
    String scenario = reach().toString();
    RunDirectory first = train(scenario, "first");

    RunDirectory second =
        train(
            scenario,
            "second",
            "training.startFrom=" + first.path(),
            "training.demonstrations=0",
            "seed=2");

    assertThat(second.demonstrations()).doesNotExist();
    assertThat(second.metrics()).content().contains("interval", "evaluation");
  }

  @Test
  void anExpertShowsTheTaskBeforeTheSameCameras() throws IOException {
    String scenario =
        Files.writeString(
                folder.resolve("seen.json"),
                "{\"task\": \"reach\", \"robot\": \"test-point\", \"observation\": \"pixels\"}")
            .toString();

    assertThat(e2hil(List.of("demo", scenario, "--out", folder.toString()))).as(err).isZero();
    assertThat(folder.resolve("reach-test-point.png")).isNotEmptyFile();
  }

  @Test
  void withoutDemonstrationsThereIsNothingToFitTheEncodersTo() throws IOException {
    for (String command : List.of("validate", "train")) {
      assertThat(
              e2hil(
                  with(
                      List.of(command, reach().toString()),
                      List.of("observation=pixels", "training.demonstrations=0"))))
          .isEqualTo(1);
      assertThat(err.strip())
          .startsWith("e2hil: ")
          .endsWith(
              "training.demonstrations = 0: must be at least 1 for a policy that reads the pictures"
                  + " [wrist, side], because their encoders are fitted to the demonstrations");
    }
  }

  @Test
  void bananasAreLookedForByAPolicyThatIsToldOfTheRobotAlone() {
    assumeTrue(Renderer.probe().available(), "there is no off-screen graphics here");
    // a demonstration takes longer than the other episodes of this test
    String horizon = "task.horizon=100";
    List<String> validate = with(List.of("validate", "pick-banana"), SHORT);
    assertThat(e2hil(validate)).as(err).isZero();

    RunDirectory run = train("pick-banana", "banana", horizon);

    assertThat(run.metrics()).content().contains("interval", "evaluation");
    EnvironmentSpec shown = shown("pick-banana");
    assertThat(shown.groups())
        .extracting(ObservationGroup::name)
        .containsExactly("proprioception", "joints", "motion", "wrist", "side");
    assertThat(shown.groups()).noneMatch(ObservationGroup::privileged);
    List<Episode> demonstrations = EpisodeFile.read(run.demonstrations());
    assertThat(demonstrations).hasSize(2);
    assertThat(demonstrations.get(0).steps().get(0).measurement().shape())
        .isEqualTo(
            new RecordedObservation.Shape(
                shown.group("proprioception").size(), List.of(PICTURE_BYTES, PICTURE_BYTES)));
    assertThat(e2hil(List.of("evaluate", run.path().toString(), "--episodes", "1")))
        .as(err)
        .isZero();
  }

  private static EnvironmentSpec shown(String name) {
    Scenarios scenarios = Scenarios.discover();
    Scenario scenario = scenarios.read(name, List.of(Assignment.parse("observation=pixels")));
    try (Workcell world = scenarios.open(scenario)) {
      return world.environment().spec();
    }
  }
}
