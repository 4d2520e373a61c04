package org.e2hil.scenarios.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.e2hil.agent.training.EpisodeFile;
import org.e2hil.agent.training.EvaluatedEpisode;
import org.e2hil.agent.training.Origin;
import org.e2hil.agent.training.TrainingListener;
import org.e2hil.scenarios.config.Scenario;
import org.e2hil.scenarios.config.Scenarios;
import org.e2hil.scenarios.experiment.TrainingRun;
import org.e2hil.scenarios.report.RunDirectory;
import org.e2hil.scenarios.report.RunRecorder;
import org.e2hil.scenarios.report.Summary;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is asked for is done, or refused in a sentence; nothing recorded is written over. */
class ObeyedOrRefusedTest {

  private static final String SCENARIO =
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

  @TempDir private static Path trained;

  @TempDir private Path folder;

  @BeforeAll
  static void train() throws IOException {
    Files.writeString(trained.resolve("small.json"), SCENARIO);
    Called.e2hil("train", scenario(), "--out", trained.resolve("run").toString()).done();
  }

  private static String scenario() {
    return trained.resolve("small.json").toString();
  }

  /** A copy of a complete run. */
  private RunDirectory copy(String name) throws IOException {
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
  private static Map<Path, List<Byte>> content(Path folder) {
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

  private static void refusedWithoutATrace(RunDirectory run, String part, String... arguments) {
    Map<Path, List<Byte>> before = content(run.path());
    Called.e2hil(arguments).refused(part);
    assertThat(content(run.path())).isEqualTo(before);
  }

  // ---- options that would have no effect

  @Test
  void anEvaluationObeysWhatBelongsToItsWorldAndRefusesTheRest() throws IOException {
    RunDirectory run = copy("run");
    String path = run.path().toString();
    String plain = Called.e2hil("evaluate", path).done().out();

    assertThat(Called.e2hil("evaluate", path, "--set", "evaluation.episodes=3").done().out())
        .contains("3 episodes un-aided", " of 3;")
        .isEqualTo(Called.e2hil("evaluate", path, "--episodes", "3").done().out());
    assertThat(Called.e2hil("evaluate", path, "--set", "task.horizon=2").done().out())
        .contains(" 2 steps an episode");
    assertThat(Called.e2hil("evaluate", path, "--set", "seed=7").done().out())
        .contains("seed 7")
        .isNotEqualTo(plain);
    for (String setting :
        List.of(
            "task.type=reach",
            "actionScaling=paper",
            "agent.discount=0.5",
            "training.steps=10",
            "evaluation.everySteps=10",
            "observation=[\"objects\"]",
            "name=other")) {
      refusedWithoutATrace(run, "has no effect on evaluate", "evaluate", path, "--set", setting);
    }
  }

  @Test
  void anExaminationInWhichTheWorldAlwaysBreaksIsNoSuccess() {
    String run = trained.resolve("run").toString();

    Called called = Called.e2hil("evaluate", run, "--set", "robot.faults=4");
    assertThat(called.out()).contains("no episode counts, 2 ended in a fault");
    assertThat(called.code()).isEqualTo(1);
    assertThat(Called.e2hil("evaluate", run, "--set", "robot.faults=1").done().out())
        .contains("of 1, 1 ended in a fault");
  }

  @Test
  void whatIsSaidTwiceIsRefused() throws IOException {
    RunDirectory run = copy("run");
    String path = run.path().toString();

    refusedWithoutATrace(
        run,
        "--episodes and",
        "evaluate",
        path,
        "--episodes",
        "3",
        "--set",
        "evaluation.episodes=4");
    refusedWithoutATrace(
        run,
        "--robot and",
        "evaluate",
        path,
        "--robot",
        "test-point",
        "--set",
        "robot.type=test-point");
    String out = folder.resolve("new").toString();
    Called.e2hil("train", scenario(), "--out", out, "--seed", "1", "--set", "seed=2")
        .refused("--seed and --set seed");
    Called.e2hil("train", scenario(), "--out", out, "--steps", "20", "--set", "training.steps=30")
        .refused("--steps and --set training.steps");
    Called.e2hil("experiment", scenario(), "--out", out, "--seeds", "1", "--set", "seed=2")
        .refused("--seeds and --set seed");
    for (String command : List.of("train", "validate", "demo")) {
      Called.e2hil(command, scenario(), "--set", "task.horizon=5", "--set", "task.horizon=6")
          .refused("--set gives task.horizon twice");
    }
    assertThat(folder.resolve("new")).doesNotExist();
  }

  @Test
  void aDryRunRefusesWhatBelongsToATrainingAlone() throws IOException {
    RunDirectory run = copy("run");
    List<String> resumed = List.of("--resume", run.path().toString());
    for (List<String> what : List.of(List.of(scenario()), resumed)) {
      List<String> call = new ArrayList<>(List.of("train", "--dry-run", "--robot=so101-emulated"));
      call.addAll(what);
      for (String path : List.of("agent.discount=0.5", "training.steps=9", "selection=keep-all")) {
        List<String> all = new ArrayList<>(call);
        all.add("--set=" + path);
        Called.e2hil(all.toArray(String[]::new)).refused("has no effect on train --dry-run");
      }
      call.add("--steps=20");
      Called.e2hil(call.toArray(String[]::new)).refused("--steps has no effect on a dry run");
    }
  }

  @Test
  void anExpertAndAPolicyThatAreComparedDoTheSameTaskWithTheSameActions() {
    for (String setting : List.of("task.horizon=9", "actionScaling=paper")) {
      Called.e2hil("demo", scenario(), "--policies", trained.toString(), "--set", setting)
          .refused("has no effect on demo --policies");
    }
  }

  @Test
  void trainingTakesStepsAndARobotLikeTheOtherCommands() {
    Path out = folder.resolve("short");
    Called.e2hil(
            "train", scenario(), "--steps", "20", "--robot", "test-point", "--out", out.toString())
        .done();

    assertThat(Summary.read(new RunDirectory(out)).envSteps()).isEqualTo(20);
    Called.e2hil("train", scenario(), "--robot", "test-pint")
        .refused("the nearest is 'test-point'");
  }

  @Test
  void aRunGoesOnInItsOwnDirectoryAndDoesNotShrink() throws IOException {
    RunDirectory run = copy("run");
    String path = run.path().toString();
    String other = folder.resolve("other").toString();

    refusedWithoutATrace(
        run, "--out has no effect here", "train", "--resume", path, "--out", other);
    refusedWithoutATrace(
        run, "the run has done 60 already", "train", "--resume", path, "--steps", "30");
  }

  @Test
  void aDemonstrationRefusesWhatItCannotShow() {
    Called.e2hil("demo", "reach", "--noise", "5").refused("--noise must lie in [0, 1]");
    Called.e2hil("demo", "reach", "--episodes", "0").refused("--episodes must be at least 1");
    Called.e2hil("demo", "reach", "--cameras", "side").refused("--cameras has no effect");
    Called.e2hil("demo", "reach", "--set", "seed=4").refused("has no effect on demo");
    Called.e2hil("demo", "reach", "--set", "agent.discount=0.5").refused("has no effect on demo");
    Called.e2hil("experts", "reach", "--noise", "-1").refused("--noise must lie in [0, 1]");
    Called.e2hil("bench", "learner", "--seconds", "0").refused("--seconds must lie in");
    Called.e2hil("bench", "loop", "--hz", "1").refused("--hz must lie in [100, 200]");
  }

  // ---- nothing recorded is written over

  @Test
  void aRunThatHasLostItsCheckpointIsNotBegunAgain() throws IOException {
    for (List<String> lost :
        List.of(
            List.of("checkpoint.e2hil"),
            List.of("checkpoint.e2hil", "summary.json"),
            List.of("checkpoint.e2hil", "summary.json", "policy.zip"))) {
      RunDirectory run = copy("without-" + lost.size());
      for (String file : lost) {
        Files.delete(run.path().resolve(file));
      }
      refusedWithoutATrace(
          run, "has lost its checkpoint", "train", "--resume", run.path().toString());
    }
  }

  @Test
  void aDirectoryWithAnyRecordInItIsNotTakenForANewRun() throws IOException {
    for (String kept :
        List.of(
            "scenario.json",
            "metrics.csv",
            "evaluations.csv",
            "interventions.csv",
            "checkpoint.e2hil",
            "policy.zip",
            "episodes.e2hil",
            "demonstrations.e2hil")) {
      RunDirectory run = copy("only-" + kept);
      try (Stream<Path> files = Files.list(run.path())) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          if (!file.endsWith(kept)) {
            Files.delete(file);
          }
        }
      }
      refusedWithoutATrace(
          run, "already holds a run", "train", scenario(), "--out", run.path().toString());
    }
  }

  @Test
  void aCompleteRunIsNotExaminedAnewUnlessMoreIsAskedFor() throws IOException {
    RunDirectory run = copy("run");
    RunDirectory withoutMetrics = copy("without-metrics");
    Files.delete(withoutMetrics.metrics());
    for (RunDirectory complete : List.of(run, withoutMetrics)) {
      Map<Path, List<Byte>> before = content(complete.path());

      Called resumed = Called.e2hil("train", "--resume", complete.path().toString()).done();

      assertThat(resumed.out()).contains("is complete; ask for more with --steps");
      assertThat(content(complete.path())).isEqualTo(before);
    }
    Called.e2hil("train", "--resume", run.path().toString(), "--steps", "80").done();
    assertThat(Summary.read(run).envSteps()).isEqualTo(80);
  }

  @Test
  void aRunThatEndedBeforeItsSummarySaidSoKeepsItsExaminations() throws IOException {
    RunDirectory run = copy("run");
    String summary = Files.readString(run.summary());
    Files.writeString(run.summary(), summary.replace("\"complete\": true", "\"complete\": false"));
    // other results than the policy's own tell whether it was evaluated anew
    String judged =
        Files.readString(run.evaluations()).replaceAll("(?m)^(\\d.*,)[^,\n]+$", "$1judged");
    Files.writeString(run.evaluations(), judged);

    Called.e2hil("train", "--resume", run.path().toString()).done();

    assertThat(run.evaluations()).hasContent(judged);
    assertThat(Summary.read(run).complete()).isTrue();
  }

  @Test
  void aRunWithoutACheckpointDoesNotTurnIntoAnotherOne() throws IOException {
    RunDirectory run = copy("begun");
    for (String file : List.of("checkpoint.e2hil", "summary.json", "policy.zip", "metrics.csv")) {
      Files.delete(run.path().resolve(file));
    }
    refusedWithoutATrace(
        run,
        "was begun with other settings",
        "train",
        "--resume",
        run.path().toString(),
        "--set",
        "agent.discount=0.5");
  }

  @Test
  void demonstrationsThatWereKeptAsideAreNeverReplaced() throws IOException {
    RunDirectory run = copy("again");
    Path aside = run.path().resolve("demonstrations-before.e2hil");
    Files.writeString(aside, "a person's");

    RunDirectory.keepDemonstrationsAside(run.demonstrations(), 0);

    assertThat(aside).hasContent("a person's");
    assertThat(run.path().resolve("demonstrations-before-2.e2hil"))
        .hasSameBinaryContentAs(run.demonstrations());
  }

  @Test
  void twoRunsThatBeginInTheSameSecondBothHaveADirectory() {
    Path name = folder.resolve("runs/small-seed1-20260102-030405");

    assertThat(RunDirectory.createNumbered(name).path()).isEqualTo(name).isDirectory();
    assertThat(RunDirectory.createNumbered(name).path())
        .isEqualTo(name.resolveSibling(name.getFileName() + "-2"))
        .isDirectory();
  }

  // ---- misspelt names

  @Test
  void aMisspeltRunOrCheckpointIsNeverTakenForItsParent() throws IOException {
    RunDirectory run = copy("run");
    String file = run.path().resolve("checkpiont.e2hil").toString();
    String below = run.path().resolve("step-50").toString();

    refusedWithoutATrace(run, "there is no run " + file, "evaluate", file);
    refusedWithoutATrace(run, "there is no run " + below, "train", "--resume", below);
    refusedWithoutATrace(run, "there is no run " + below, "export", below);
    refusedWithoutATrace(run, "there is no run " + below, "report", below);
    refusedWithoutATrace(
        run,
        "there is no run " + below,
        "train",
        scenario(),
        "--out",
        folder.resolve("new").toString(),
        "--set",
        "training.startFrom=" + below);
    refusedWithoutATrace(
        run, "metrics.csv is no run", "train", "--resume", run.metrics().toString());
    refusedWithoutATrace(run, "must not be empty", "evaluate", "");
    Called.e2hil("train", scenario(), "--out", "").refused("must not be empty");
    Called.e2hil("report", run.path().toString(), "--out", "").refused("must not be empty");
    Called.e2hil("evaluate", "typo").refused("there is no run typo");
  }

  @Test
  void aCopyOfACheckpointIsTheOneThatIsEvaluated() throws IOException {
    RunDirectory run = copy("run");
    Path best = Files.copy(run.checkpoint(), run.path().resolve("best.e2hil"));
    Files.delete(run.checkpoint());

    assertThat(Called.e2hil("evaluate", best.toString()).done().out()).contains("after 60 steps");
  }

  // ---- what was learned under other conditions

  @Test
  void demonstrationsAndPoliciesOfOtherActionsAreRefusedByName() throws IOException {
    RunDirectory run = copy("run");
    String out = folder.resolve("new").toString();
    String demonstrations = "training.demonstrationsFile=" + run.demonstrations();

    Called.e2hil(
            "train",
            scenario(),
            "--out",
            out,
            "--set",
            demonstrations,
            "--set",
            "actionScaling=paper")
        .refused("the demonstrations of", "actions of 0.01 m", "not actions of 0.005 m");
    Called.e2hil(
            "train",
            scenario(),
            "--out",
            out + 2,
            "--set",
            "training.startFrom=" + run.path(),
            "--set",
            "actionScaling=paper")
        .refused("training.startFrom", "trained with another control");
    assertThat(EpisodeFile.read(run.demonstrations()).get(0).origin().map(Origin::arm))
        .hasValue("point");
    assertThat(EpisodeFile.read(run.episodes()).get(0).origin().map(Origin::task))
        .hasValue("reach");
  }

  // ---- whoever wants it to stop

  @Test
  void aRunThatIsStoppedInItsLastEvaluationIsNotCompleteAndGoesOn() throws IOException {
    RunDirectory run = RunDirectory.create(folder.resolve("stopped"));
    Scenarios scenarios = Scenarios.discover();
    Scenario small = scenarios.read(scenario(), List.of());
    RunDirectory.write(run.scenario(), scenarios.write(small));
    List<Integer> evaluated = new ArrayList<>();
    try (TrainingRun training = TrainingRun.open(scenarios, small);
        RunRecorder recorder =
            new RunRecorder(run, 0, Optional.of(training.origin()), InstantSource.system())) {
      assertThat(training.demonstrate(run.demonstrations(), () -> false)).isTrue();
      training.listen(recorder);
      training.listen(
          new TrainingListener() {
            @Override
            public void onEvaluatedEpisode(EvaluatedEpisode episode) {
              evaluated.add(episode.episode());
            }
          });
      assertThat(training.train(run.checkpoint(), () -> !evaluated.isEmpty())).isFalse();
    }
    assertThat(evaluated).containsExactly(0);

    Called.e2hil("train", "--resume", run.path().toString()).done();
    assertThat(run.metrics()).hasSameBinaryContentAs(copy("whole").metrics());
    assertThat(run.evaluations()).hasSameBinaryContentAs(copy("again").evaluations());
  }

  @Test
  void aRunThatIsStoppedDuringItsDemonstrationsKeepsThose() throws IOException {
    RunDirectory run = RunDirectory.create(folder.resolve("stopped"));
    Scenarios scenarios = Scenarios.discover();
    List<Integer> demonstrated = new ArrayList<>();
    try (TrainingRun training =
        TrainingRun.open(scenarios, scenarios.read(scenario(), List.of()))) {
      training.listen(
          new TrainingListener() {
            @Override
            public void onDemonstration(int done, int wanted, int steps) {
              demonstrated.add(done);
            }
          });
      assertThat(training.demonstrate(run.demonstrations(), () -> !demonstrated.isEmpty()))
          .isFalse();
    }
    assertThat(EpisodeFile.count(run.demonstrations())).isEqualTo(1);
  }

  // ---- files that can be derived again

  @Test
  void aLostOrEmptySummaryIsTakenFromTheTablesAgain() throws IOException {
    RunDirectory whole = copy("whole");
    RunDirectory lost = copy("lost");
    RunDirectory empty = copy("empty");
    Files.delete(lost.summary());
    Files.writeString(empty.summary(), "");
    RunDirectory begun = RunDirectory.create(folder.resolve("begun"));
    Files.copy(whole.scenario(), begun.scenario());

    Called report =
        Called.e2hil(
                "report",
                whole.path().toString(),
                lost.path().toString(),
                empty.path().toString(),
                begun.path().toString())
            .done();
    assertThat(report.out()).contains("of 3 runs", "Without " + begun.path());
    assertThat(Files.readString(whole.path().resolve("report/report.html")))
        .contains("How long " + lost.path() + " took is unknown", "Without " + begun.path());
    assertThat(Summary.find(lost).orElseThrow().unaidedSuccess())
        .isEqualTo(Summary.read(whole).unaidedSuccess());
    assertThat(Summary.find(empty).orElseThrow().complete()).isTrue();
    assertThat(Summary.find(empty).orElseThrow().demonstrations()).isEqualTo(2);

    Called.e2hil("train", "--resume", empty.path().toString(), "--steps", "80").done();
    assertThat(Summary.read(empty).envSteps()).isEqualTo(80);
    // the time of the last part is not that of the run
    assertThat(Summary.read(empty).isTimed()).isFalse();
    assertThat(Summary.read(whole).isTimed()).isTrue();
  }

  @Test
  void demonstrationsFromAFileAreCountedAgainWhereTheSummaryIsLost() throws IOException {
    RunDirectory run = copy("run");
    RunDirectory other = new RunDirectory(folder.resolve("other"));
    Called.e2hil(
            "train",
            scenario(),
            "--out",
            other.path().toString(),
            "--set",
            "training.demonstrationsFile=" + run.demonstrations(),
            "--set",
            "training.demonstrations=0")
        .done();
    assertThat(Summary.read(other).demonstrations()).isEqualTo(2);
    Files.delete(other.summary());

    assertThat(Summary.find(other).orElseThrow().demonstrations()).isEqualTo(2);
  }

  @Test
  void anExportThatFailsLeavesNoHalfOfItself() throws IOException {
    RunDirectory run = copy("run");
    Path taken = folder.resolve("policy.zip");
    Files.createDirectories(taken.resolve("something"));

    Called.e2hil("export", run.path().toString(), "--out", taken.toString())
        .refused("cannot write " + taken);
    assertThat(folder).isDirectoryNotContaining("glob:**.new");
  }

  @Test
  void lostEpisodesAreNamedAndLaterOnesStillStandAtTheirRows() throws IOException {
    RunDirectory run = copy("run");
    Files.delete(run.episodes());

    Called.e2hil("train", "--resume", run.path().toString(), "--steps", "80").done();

    assertThat(EpisodeFile.count(run.episodes())).isEqualTo(Summary.read(run).episodes());
    assertThat(EpisodeFile.read(run.episodes()).get(0).steps()).isEmpty();
  }
}
