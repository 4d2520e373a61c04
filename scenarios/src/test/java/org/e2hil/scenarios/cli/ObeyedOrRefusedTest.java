package org.e2hil.scenarios.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.e2hil.agent.training.EpisodeFile;
import org.e2hil.agent.training.Origin;
import org.e2hil.scenarios.report.RunDirectory;
import org.e2hil.scenarios.report.Summary;
import org.junit.jupiter.api.Test;

/** Whatever is asked for is done, or refused in a sentence. */
class ObeyedOrRefusedTest extends CompleteRun {

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
  void anEvaluationInWhichTheWorldAlwaysBreaksIsNoSuccess() {
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
        .refused("training.startFrom", "trained with another actionScaling");
    assertThat(EpisodeFile.read(run.demonstrations()).get(0).origin().map(Origin::arm))
        .hasValue("point");
    assertThat(EpisodeFile.read(run.episodes()).get(0).origin().map(Origin::task))
        .hasValue("reach");
  }
}
