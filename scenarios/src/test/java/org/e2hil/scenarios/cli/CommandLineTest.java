package org.e2hil.scenarios.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.imageio.ImageIO;
import org.e2hil.agent.robot.TaskSpec;
import org.e2hil.agent.task.Tasks;
import org.e2hil.agent.training.EpisodeFile;
import org.e2hil.scenarios.config.JsonRecords;
import org.e2hil.scenarios.config.Scenario;
import org.e2hil.scenarios.config.Scenarios;
import org.e2hil.scenarios.experiment.TrainingRun;
import org.e2hil.scenarios.report.PolicyArchive;
import org.e2hil.scenarios.report.RunDirectory;
import org.e2hil.scenarios.report.RunLock;
import org.e2hil.scenarios.report.RunRecorder;
import org.e2hil.scenarios.report.Summary;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CommandLineTest {

  private static final String SCENARIO =
      """
      {
        "task": "reach",
        "robot": "test-point",
        "agent": {"batchSize": 32, "hiddenSize": 16, "latentSize": 16},
        "intervention": {
          "triggers": [
            {"type": "scheduled", "afterSteps": 3, "startProbability": 0.1,
             "endProbability": 0.1, "decaySteps": 0}
          ]
        },
        "training": {
          "steps": 240, "warmupSteps": 20, "demonstrations": 3, "logEverySteps": 40,
          "checkpointEverySteps": 60
        },
        "evaluation": {"episodes": 4, "everySteps": 100, "intermediateEpisodes": 2},
        "diagnostics": {"entropyEverySteps": 20, "selectionEverySteps": 20,
          "influenceEverySteps": 50, "traceEpisodes": 1}
      }
      """;

  @TempDir private Path folder;
  private String scenario;
  private String out;
  private String err;

  @BeforeEach
  void writeScenario() throws IOException {
    scenario = Files.writeString(folder.resolve("small.json"), SCENARIO).toString();
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

  private RunDirectory train(String name, String... more) {
    Path run = folder.resolve(name);
    List<String> arguments = new ArrayList<>(List.of("train", scenario, "--out", run.toString()));
    arguments.addAll(Arrays.asList(more));
    assertThat(e2hil(arguments.toArray(String[]::new))).as(err).isZero();
    return new RunDirectory(run);
  }

  @Test
  void aTrainingLeavesAWholeRunDirectory() throws IOException {
    RunDirectory run = train("whole", "--seed", "3");

    assertThat(out)
        .contains("small, seed 3: 240 steps in", "un-aided success", "overview.png")
        .containsPattern("of the last fifth +\\d+\\.\\d%");
    assertThat(run.checkpoint()).isNotEmptyFile();
    assertThat(run.demonstrations()).isNotEmptyFile();
    assertThat(run.plots().resolve("overview.png")).isNotEmptyFile();
    assertThat(run.tensorBoard()).isNotEmptyDirectory();
    Summary summary = JsonRecords.read(Files.readString(run.summary()), "summary", Summary.class);
    assertThat(summary.complete()).isTrue();
    assertThat(summary.envSteps()).isEqualTo(240);
    assertThat(summary.seeds()).containsExactly(3L);
    assertThat(summary.demonstrations()).isEqualTo(3);
    assertThat(summary.unaidedSuccess().sampled()).isPresent();
    assertThat(summary.unaidedSuccess().mean()).isPresent();
    assertThat(summary.interventionRate().orElseThrow()).isPositive();
    assertThat(summary.lateInterventionRate()).isPresent();
    Scenario resolved = Scenarios.discover().read(run.scenario().toString(), List.of());
    assertThat(resolved.seed()).isEqualTo(3);
  }

  @Test
  void everyRunLeavesItsPolicyForOtherProgramsAndExportWritesTheSameBytesAgain()
      throws IOException {
    RunDirectory run = train("exported");
    Path again = folder.resolve("again.zip");

    assertThat(e2hil("export", run.path().toString(), "--out", again.toString())).as(err).isZero();
    assertThat(out).contains(again.toString());
    assertThat(again).hasSameBinaryContentAs(run.policy());
    try (ZipFile archive = new ZipFile(again.toFile())) {
      assertThat(archive.stream().map(ZipEntry::getName))
          .contains("configuration.json", "coefficients.bin", PolicyArchive.DESCRIPTION);
      String text =
          new String(
              archive.getInputStream(archive.getEntry(PolicyArchive.DESCRIPTION)).readAllBytes(),
              StandardCharsets.UTF_8);
      PolicyArchive.Description described =
          JsonRecords.read(text, "description", PolicyArchive.Description.class);
      assertThat(described.task()).isEqualTo("reach");
      assertThat(described.learnerSteps()).isPositive();
      assertThat(described.shift()).hasSameSizeAs(described.scale()).isNotEmpty();
      assertThat(described.scale()).allMatch(scale -> scale > 0);
    }
  }

  @Test
  void whatCannotBeExportedIsSaidInOneSentence() throws IOException {
    RunDirectory run = train("not-exported");
    Files.write(folder.resolve("file"), new byte[1]);

    String into = folder.resolve("file").resolve("policy.zip").toString();
    assertThat(e2hil("export", run.path().toString(), "--out", into)).isEqualTo(1);
    assertOneSentence(into);
    Files.delete(run.checkpoint());
    assertThat(e2hil("export", run.path().toString())).isEqualTo(1);
    assertOneSentence("there is no checkpoint");
  }

  @Test
  void aConcurrentTrainingIsRecordedLikeAnyOtherAndSaysHowPunctualItWas() throws IOException {
    RunDirectory run =
        train("concurrent", "--set", "learning=concurrent", "--set", "learning.maximumLag=20");

    assertThat(out).contains("control period", "learner steps", "un-aided success");
    Summary summary = Summary.read(run);
    assertThat(summary.complete()).isTrue();
    assertThat(summary.pace().orElseThrow().periods()).isPositive();
    assertThat(summary.pace().orElseThrow().forgiven()).isZero();
    assertThat(summary.episodes()).isEqualTo(EpisodeFile.count(run.episodes())).isPositive();
    assertThat(run.policy()).isNotEmptyFile();
    assertThat(e2hil("evaluate", run.path().toString())).as(err).isZero();
  }

  @Test
  void aRunStartsFromWhatAnotherOneLearned() throws IOException {
    RunDirectory learned = train("learned");
    RunDirectory started =
        train("started", "--set", "training.startFrom=" + learned.path(), "--seed", "2");
    RunDirectory blank = train("blank", "--seed", "2");

    assertThat(started.metrics().toFile()).doesNotHave(content(blank.metrics()));
    Scenario resolved = Scenarios.discover().read(started.scenario().toString(), List.of());
    assertThat(resolved.training().startFrom()).isEqualTo(learned.path().toString());
  }

  @Test
  void whatCannotBeStartedFromIsSaidInOneSentence() {
    RunDirectory learned = train("learned");
    assertThat(
            e2hil(
                "train",
                scenario,
                "--out",
                folder.resolve("larger").toString(),
                "--set",
                "agent.hiddenSize=32",
                "--set",
                "training.startFrom=" + learned.path()))
        .isNotZero();
    assertThat(err).contains("training.startFrom", learned.path().toString(), "parameters");

    Path nowhere = folder.resolve("nowhere");
    String out = folder.resolve("blank").toString();
    assertThat(e2hil("train", scenario, "--out", out, "--set", "training.startFrom=" + nowhere))
        .isNotZero();
    assertThat(err).contains(nowhere.toString(), "is no run");
  }

  @Test
  void aRunThatIsBeingWrittenIsNotWrittenByASecondTraining() throws IOException {
    RunDirectory run = train("busy");
    byte[] metrics = Files.readAllBytes(run.metrics());
    RunLock other = RunLock.take(run);
    try {
      assertThat(e2hil("train", "--resume", run.path().toString(), "--set", "training.steps=300"))
          .isNotZero();
      assertThat(err).contains(run.path().toString(), "another training", "still runs");
      assertThat(run.metrics()).hasBinaryContent(metrics);
    } finally {
      other.close();
    }
    assertThat(e2hil("train", "--resume", run.path().toString(), "--set", "training.steps=300"))
        .as(err)
        .isZero();
  }

  @Test
  void theSameSeedGivesTheSameTableAndAnotherSeedAnother() {
    RunDirectory one = train("one");
    RunDirectory same = train("same");
    RunDirectory other = train("other", "--seed", "2");

    assertThat(same.metrics()).hasSameBinaryContentAs(one.metrics());
    assertThat(other.metrics().toFile()).doesNotHave(content(one.metrics()));
  }

  @Test
  void whatIsMeasuredBesideLearningChangesNoByteOfARunAndCanBeLeftOut() throws IOException {
    RunDirectory measured = train("measured");
    RunDirectory plain = train("plain", "--set", "diagnostics=off");

    assertThat(header(measured, "entropy.csv"))
        .isEqualTo(
            "env_steps,learner_steps,eta,gradient_norm,predicted_weighted,predicted_unweighted,"
                + "measured_delta_entropy,batch_covariance_weighted,batch_covariance_unweighted,"
                + "remainder,remainder_bound");
    assertThat(header(measured, "selection.csv"))
        .isEqualTo(
            "env_steps,keep_ratio,lower,upper,discard_rate,bias_norm,bias_bound,mask_sensitivity,"
                + "mask_sensitivity_bound,mse,mse_bias2,mse_variance,second_moment_full,"
                + "second_moment_masked,mean_abs_influence_demonstration,"
                + "mean_abs_influence_policy,mean_abs_influence_intervention");
    assertThat(header(measured, "influence.csv"))
        .isEqualTo("env_steps,source,x_m,y_m,z_m,influence,kept");
    assertThat(header(measured, "q.csv"))
        .isEqualTo("env_steps,seed,step,x_m,y_m,z_m,q_mean,q_variance");
    assertThat(header(measured, "policy.csv"))
        .isEqualTo(
            "env_steps,seed,step,mean_0,mean_1,mean_2,mean_3,mean_4,mean_5,"
                + "std_0,std_1,std_2,std_3,std_4,std_5,gripper");
    assertThat(plain.diagnostics()).doesNotExist();
    assertThat(plain.metrics()).hasSameBinaryContentAs(measured.metrics());
    assertThat(plain.episodes()).hasSameBinaryContentAs(measured.episodes());
  }

  private static String header(RunDirectory run, String table) throws IOException {
    return Files.readAllLines(run.diagnostics().resolve(table)).get(0);
  }

  private static org.assertj.core.api.Condition<java.io.File> content(Path expected) {
    return new org.assertj.core.api.Condition<>(
        file -> {
          try {
            return Files.mismatch(file.toPath(), expected) < 0;
          } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
          }
        },
        "the content of %s",
        expected);
  }

  @Test
  void aRunThatWasKilledAndGoneOnWithEndsLikeOneThatWasNot() throws IOException {
    RunDirectory whole = train("uninterrupted");
    RunDirectory killed = killedAfter("killed", 150);

    assertThat(e2hil("train", "--resume", killed.path().toString())).as(err).isZero();

    assertThat(out).contains("Going on from step 1", "240 steps");
    assertThat(killed.metrics()).hasSameBinaryContentAs(whole.metrics());
    assertThat(killed.interventions()).hasSameBinaryContentAs(whole.interventions());
    assertThat(killed.evaluations()).isNotEmptyFile().hasSameBinaryContentAs(whole.evaluations());
    assertThat(killed.episodes()).hasSameBinaryContentAs(whole.episodes());
    for (String table :
        List.of(
            "entropy.csv",
            "gripper.csv",
            "selection.csv",
            "increment-variance.csv",
            "influence-table.csv",
            "influence.csv",
            "q.csv",
            "policy.csv")) {
      assertThat(killed.diagnostics().resolve(table))
          .isNotEmptyFile()
          .hasSameBinaryContentAs(whole.diagnostics().resolve(table));
    }
  }

  @Test
  void anExperimentTrainsEverySeedOnceAndComparesThemInATable() throws IOException {
    RunDirectory alone = train("alone", "--seed", "2");
    Path runs = folder.resolve("runs");

    assertThat(e2hil("experiment", scenario, "--seeds", "1-2", "--out", runs.toString()))
        .as(err)
        .isZero();

    assertThat(out)
        .contains("Run 1 of 2", "Run 2 of 2", "| small | 240 | 0, 0 |")
        .contains("| steps by hand | of the last fifth |");
    assertThat(runs.resolve("curves.png")).isNotEmptyFile();
    assertThat(runs.resolve("small-seed2/metrics.csv")).hasSameBinaryContentAs(alone.metrics());
    assertThat(runs.resolve("table.md"))
        .content()
        .contains("| small | 1 | ", "| small | 2 | ", " of 4) | ");

    assertThat(e2hil("experiment", scenario, "--seeds", "1,2", "--out", runs.toString()))
        .as(err)
        .isZero();

    assertThat(out).doesNotContain("Run 1 of 2").contains("| small | 240 | 0, 0 |");
  }

  @Test
  void anExperimentDoesNotMixRunsWithOtherSettings() {
    Path runs = folder.resolve("runs");
    train("runs/small-seed1");

    int code =
        e2hil(
            "experiment",
            scenario,
            "--seeds",
            "1",
            "--set",
            "training.steps=300",
            "--out",
            runs.toString());

    assertThat(code).isEqualTo(1);
    assertThat(err).contains("small-seed1 holds a run of the same name with other settings");
  }

  @Test
  void anExperimentRefusesSeedsThatItCannotCount() {
    assertThat(e2hil("experiment", scenario, "--seeds", "5-1", "--out", folder.toString()))
        .isEqualTo(2);
    assertThat(err).contains("--seeds must be whole numbers and ranges", "'5-1'");
  }

  @Test
  void aRunThatWasKilledBeforeItsFirstCheckpointBeginsAgain() throws IOException {
    RunDirectory whole = train("uninterrupted");
    RunDirectory killed = killedAfter("killed", 30);

    assertThat(e2hil("train", "--resume", killed.path().toString())).as(err).isZero();

    assertThat(killed.metrics()).hasSameBinaryContentAs(whole.metrics());
  }

  /** Leaves what a process leaves that is killed in the middle: no summary, no goodbye. */
  private RunDirectory killedAfter(String name, int steps) throws IOException {
    Scenarios scenarios = Scenarios.discover();
    Scenario small = scenarios.read(scenario, List.of());
    RunDirectory run = RunDirectory.create(folder.resolve(name));
    RunDirectory.write(run.scenario(), scenarios.write(small));
    try (TrainingRun training = TrainingRun.open(scenarios, small);
        RunRecorder recorder =
            new RunRecorder(
                run, 0, Optional.of(training.origin()), java.time.InstantSource.system())) {
      training.demonstrate(run.demonstrations(), () -> false);
      training.listen(recorder);
      assertThat(training.train(run.checkpoint(), () -> training.envSteps() >= steps)).isFalse();
    }
    return run;
  }

  @Test
  void aPolicyIsExaminedFromItsRunOrItsCheckpoint() {
    RunDirectory run = train("trained");

    assertThat(e2hil("evaluate", run.path().toString(), "--episodes", "3")).as(err).isZero();
    String fromRun = out;
    assertThat(e2hil("evaluate", run.checkpoint().toString(), "--episodes", "3")).isZero();

    assertThat(fromRun).contains("3 episodes", "sampled actions", "mean actions");
    assertThat(out).isEqualTo(fromRun);
  }

  @Test
  void aDamagedOrForeignCheckpointIsOneSentence() throws IOException {
    RunDirectory run = train("trained");
    byte[] good = Files.readAllBytes(run.checkpoint());
    byte[] damaged = good.clone();
    damaged[good.length / 2] ^= 1;
    Files.write(run.checkpoint(), damaged);
    assertThat(e2hil("evaluate", run.path().toString())).isEqualTo(1);
    assertOneSentence("damaged");

    Files.writeString(run.checkpoint(), "not a checkpoint at all");
    assertThat(e2hil("train", "--resume", run.path().toString(), "--steps", "300")).isEqualTo(1);
    assertOneSentence("is not a checkpoint");

    Files.write(run.checkpoint(), good);
    assertThat(e2hil("train", "--resume", run.path().toString(), "--set", "agent.discount=0.5"))
        .isEqualTo(1);
    assertOneSentence("belongs to another run");
    assertThat(e2hil("evaluate", run.path().toString(), "--episodes", "1")).as(err).isZero();
  }

  private void assertOneSentence(String part) {
    assertThat(err).contains(part).startsWith("e2hil: ").doesNotContain("Exception", "\tat ");
    assertThat(err.strip().lines()).hasSize(1);
  }

  @Test
  void whatIsWrongWithAScenarioIsSaidOnStandardErrorWithoutATrace() {
    assertThat(e2hil("train", "pick-bananna")).isEqualTo(1);
    assertOneSentence("the nearest is 'pick-banana'");

    assertThat(e2hil("train", scenario, "--set", "agent.discount=7")).isEqualTo(1);
    assertOneSentence("agent.discount = 7");

    Path never = folder.resolve("never");
    assertThat(
            e2hil(
                "train",
                scenario,
                "--out",
                never.toString(),
                "--set",
                "observation=[\"objects\", \"smell\"]"))
        .isEqualTo(1);
    assertOneSentence("there is no observation group smell");
    assertThat(never).doesNotExist();

    assertThat(e2hil("train", "--resume", folder.toString())).isEqualTo(1);
    assertOneSentence("is no run");

    assertThat(e2hil("train", scenario, "--out", "/proc/none/of/that")).isEqualTo(1);
    assertOneSentence("cannot write /proc/none/of/that");
  }

  @Test
  void runsAreComparedOnOnePage() {
    Path one = train("seed1").path();
    Path two = train("seed2", "--seed", "2").path();
    Path page = folder.resolve("page");

    assertThat(e2hil("report", one.toString(), two.toString(), "--out", page.toString()))
        .as(err)
        .isZero();
    assertThat(out).contains("of 2 runs → " + page.resolve("report.html"));
    assertThat(page.resolve("success.png")).isNotEmptyFile();
    assertThat(e2hil("report", one.toString())).as(err).isZero();
    assertThat(one.resolve("report/report.html")).isNotEmptyFile();

    assertThat(e2hil("report", folder.resolve("nowhere").toString())).isEqualTo(1);
    assertOneSentence("is no run");
    assertThat(e2hil("report")).isEqualTo(2);
  }

  @Test
  void aTraceIsShownWhereItIsAskedFor() {
    assertThat(e2hil("train", "nothing", "--stacktrace")).isEqualTo(1);

    assertThat(err).contains("ScenarioException", "\tat ");
  }

  @Test
  void aWrongCallIsAnsweredWithTwo() {
    assertThat(e2hil("train")).isEqualTo(2);
    assertThat(e2hil("trian", "pick-banana")).isEqualTo(2);
    assertThat(err).contains("e2hil train");
    assertThat(e2hil("train", scenario, "--seed", "x")).isEqualTo(2);
    assertThat(e2hil("evaluate", scenario, "--episodes", "0")).isEqualTo(2);
  }

  @Test
  void theListNamesRobotsTasksScenariosAndVariations() {
    assertThat(e2hil("list")).isZero();

    assertThat(out)
        .contains("test-point", "sim-a1x", "reach", "pick-banana", "entropy-bounded")
        .containsPattern("\n  so101 +The simulated SO-101\\.\n");
  }

  @Test
  void theListHasEveryTasksRowOfTableVWithItsHorizonAndItsRate() {
    assertThat(e2hil("list")).isZero();

    for (TaskSpec task : Tasks.specs()) {
      assertThat(out)
          .containsPattern(
              "  %s +%s +%d-D +%d +100,000 +human +±3 cm \\(x, y\\) +%d steps +10 Hz +sim-a1x, sim-so101"
                  .formatted(
                      task.name(),
                      task.category(),
                      task.actionDimensions(),
                      task.demonstrations(),
                      task.horizon()));
    }
    assertThat(out).containsPattern("  reach +test-point");
  }

  @Test
  void validateReportsEveryProblemOrSpellsTheScenarioOut() throws IOException {
    assertThat(e2hil("validate", scenario)).isZero();
    assertThat(out).contains("is a good scenario");
    assertThat(e2hil("validate", scenario, "--show")).isZero();
    assertThat(out).contains("\"discount\"").contains("\"lowerQuantile\"");

    Path bad = folder.resolve("bad.json");
    Files.writeString(bad, "{\"task\": 7, \"robt\": \"test-point\"}");
    assertThat(e2hil("validate", bad.toString())).isEqualTo(1);
    assertThat(err.lines()).hasSize(3);
    assertThat(err).contains("task = 7", "robt", "robot: is missing");
  }

  @Test
  void theExpertDemonstratesAScenarioOrATaskBeforeACamera() throws IOException {
    assertThat(e2hil("demo", "reach", "--episodes", "3")).as(err).isZero();
    assertThat(out).contains("The expert succeeded in 3 of 3 episodes.");

    Path frames = folder.resolve("frames");
    assertThat(e2hil("demo", scenario, "--out", frames.toString(), "--cameras", "side"))
        .as(err)
        .isZero();
    assertThat(frames.resolve("reach-test-point.png")).isNotEmptyFile();
    assertThat(frames.resolve("reach-test-point.gif")).isNotEmptyFile();

    assertThat(e2hil("demo", "reach", "--out", frames.toString(), "--cameras", "moon"))
        .isEqualTo(1);
    assertOneSentence("there is no observation group moon");
  }

  @Test
  void aTrainedPolicyIsFilmedFromTheSameStartAsTheExpert() throws IOException {
    String reach =
        Files.writeString(
                folder.resolve("reach.json"), SCENARIO.replace("\"steps\": 240", "\"steps\": 60"))
            .toString();
    Path runs = folder.resolve("runs");
    assertThat(e2hil("train", reach, "--out", runs.resolve("reach-seed1").toString()))
        .as(err)
        .isZero();
    Path frames = folder.resolve("frames");
    List<String> filmed =
        List.of("--policies", runs.toString(), "--out", frames.toString(), "--cameras", "side");

    assertThat(e2hil(with(List.of("demo", reach), filmed))).as(err).isZero();

    assertThat(out)
        .contains("The policy of " + runs.resolve("reach-seed1") + ", after 60 steps, episode 0: ")
        .containsPattern("The policy succeeded in [01] of 1 episodes, un-aided\\.");
    assertThat(frames.resolve("reach-test-point-policy.png")).isNotEmptyFile();
    assertThat(firstFrame(frames.resolve("reach-test-point-policy.gif")))
        .isEqualTo(firstFrame(frames.resolve("reach-test-point.gif")));

    assertThat(e2hil(with(List.of("demo", "--all", "--robot", "test-point"), filmed)))
        .as(err)
        .isZero();
    int paired = ImageIO.read(frames.resolve("all.png").toFile()).getWidth();
    assertThat(paired).isGreaterThan(2 * 128);

    assertThat(e2hil("demo", scenario, "--policies", runs.toString())).as(err).isZero();
    assertThat(out)
        .contains("No policy is shown: " + runs + " holds no run of the scenario small")
        .contains("The expert succeeded in 1 of 1 episodes.")
        .doesNotContain("un-aided");
  }

  private static String[] with(List<String> command, List<String> more) {
    return Stream.concat(command.stream(), more.stream()).toArray(String[]::new);
  }

  private static List<Integer> firstFrame(Path gif) throws IOException {
    BufferedImage image = ImageIO.read(gif.toFile());
    return Arrays.stream(
            image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth()))
        .boxed()
        .toList();
  }

  @Test
  void expertChanceAndStillnessAreComparedInOneTable() {
    assertThat(
            e2hil("experts", "reach", "--robot", "test-point", "--episodes", "4", "--noise", "0.1"))
        .as(err)
        .isZero();
    assertThat(out.lines().findFirst().orElseThrow())
        .contains("task", "robot", "expert", "95% interval", "median steps", "random", "still");
    assertThat(out).contains("reach", "test-point", "4 of 4", "0 of 4");

    assertThat(e2hil("experts", "--robot", "a1y")).isEqualTo(1);
    assertOneSentence("there is no robot 'a1y'");
    assertThat(e2hil("experts", "--episodes", "0")).isEqualTo(2);
  }

  @Test
  void theDoctorLooksAtEverythingAndNeverShowsATrace() {
    e2hil("doctor");

    assertThat(out).contains("Java", "processor", "BLAS", "MuJoCo", "rendering", "memory", "disk");
    assertThat(out).doesNotContain("\tat ");
  }
}
