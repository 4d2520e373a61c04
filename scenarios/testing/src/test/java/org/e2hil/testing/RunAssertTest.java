package org.e2hil.testing;

import static org.e2hil.testing.Assertions.assertThat;
import static org.e2hil.testing.Assertions.assertThatThrownBy;
import static org.e2hil.testing.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.e2hil.scenarios.check.Baseline;
import org.e2hil.scenarios.check.TrainedRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunAssertTest {

  @TempDir private Path folder;
  private TrainedRun run;

  @BeforeEach
  void take(@TrainedScenario("point-reach.json") TrainedRun trained) {
    run = trained;
  }

  @AfterEach
  void approveNothing() {
    System.clearProperty("e2hil.approve");
  }

  private static String failure(ThrowingCallable assertion) {
    Throwable failure = catchThrowable(assertion);
    assertThat(failure).isInstanceOf(AssertionError.class);
    return failure.getMessage();
  }

  /** The same run, one of whose files says something else. */
  private TrainedRun copy(String file, String old, String replacement) throws IOException {
    Path copy = Files.createDirectory(folder.resolve("copy"));
    try (Stream<Path> files = Files.list(run.directory())) {
      for (Path each : files.filter(Files::isRegularFile).toList()) {
        Files.copy(each, copy.resolve(each.getFileName()));
      }
    }
    Path changed = copy.resolve(file);
    String before = Files.readString(changed);
    assertThat(before).containsPattern(old);
    Files.writeString(changed, before.replaceAll(old, replacement));
    return TrainedRun.in(copy);
  }

  @Test
  void whatItLearnedAndNeededIsAsserted() {
    assertThat(run).reaches(0.9).within(1_500).needsInterventionsAtMost(0);
    assertThat(run.policy()).succeedsAtLeast(0.9).rejecting(0.6).atRisk(0.01);
    assertThat(PointArmProvider.OPEN).hasValue(0);
  }

  @Test
  void aPolicyThatDidNotReachItFailsByHowMuchWithWhichChanceAndWhatToLookAt() throws Exception {
    TrainedRun bad =
        copy("evaluations.csv", "(1500,mean,\\d*[02468],.*),success,success", "$1,time_limit,late");

    String message = failure(() -> assertThat(bad).reaches(0.9).within(1_500));

    assertThat(message)
        .containsPattern(
            "The training of point-reach with seed 1 came to (19|20) of 40 episodes \\((47.5|50)%\\) after 1,500 control periods, with mean actions: (42.5|40) percentage points less than the 90% that were asked for\\.")
        .contains("A policy of 90% would succeed in so few with a chance of less than 0.0001%.")
        .contains(
            "Look: ./e2hil demo %1$s/scenario.json --policies %1$s".formatted(bad.directory()));
    assertThat(bad).reaches(0.5).within(1_500);
  }

  @Test
  void onlyEvaluationsWithinTheStepsCountAndThereMustBeOneThatCanTell() {
    assertThat(failure(() -> assertThat(run).reaches(0.9).within(499)))
        .contains("was not evaluated within 499 control periods: set evaluation.everySteps");
    assertThat(failure(() -> assertThat(run).reaches(0.2).within(600)))
        .contains(
            "20 evaluated episodes are too few to tell: even a policy of 20% fails in all of them with a chance of 1.15%");
  }

  @Test
  void aHandThatActsTooOftenFails() throws Exception {
    TrainedRun helped =
        copy("summary.json", "\"interventionRate\": 0.0", "\"interventionRate\": 0.31");

    assertThat(helped).needsInterventionsAtMost(0.31);
    assertThat(failure(() -> assertThat(helped).needsInterventionsAtMost(0.2)))
        .contains("needed a hand in 31% of its 1,500 control periods")
        .contains("11 percentage points more than 20%")
        .contains("interventions.csv");
  }

  @Test
  void itRepeatsBitForBitAndWhatDoesNotIsNamed() throws Exception {
    assertThat(run).isBitExactAgain();

    TrainedRun other = copy("metrics.csv", "(\\nepisode,\\d+,\\d+,3),(\\d+)", "$1,99$2");
    assertThat(failure(() -> assertThat(other).isBitExactAgain()))
        .containsPattern(
            "when it was repeated: metrics.csv, row \\d+, steps: \\d+ instead of 99\\d+")
        .contains("./e2hil train");
    assertThat(PointArmProvider.OPEN).hasValue(0);
  }

  private Baseline baseline(long seed, String outcomes) {
    Baseline now = Baseline.of(run);
    return new Baseline(
        now.scenario(),
        now.task(),
        now.robot(),
        seed,
        now.world(),
        1_500,
        outcomes,
        "abc123",
        Optional.empty());
  }

  private Path written(Baseline baseline) {
    Path file = folder.resolve("reach.baseline.json");
    baseline.write(file);
    return file;
  }

  @Test
  void aRunIsNotWorseThanItself() {
    Path file = folder.resolve("new/reach.baseline.json");
    assertThat(failure(() -> assertThat(run).isNotWorseThan(file)))
        .contains("there is no baseline " + file)
        .contains("run this test once with -De2hil.approve");

    System.setProperty("e2hil.approve", "");
    assertThat(run).isNotWorseThan(file);
    System.clearProperty("e2hil.approve");

    assertThat(run).isNotWorseThan(file);
    assertThat(Baseline.read(file)).isEqualTo(Baseline.of(run));
    assertThat(Baseline.read(file).outcomes()).hasSize(40);
    assertThat(Baseline.read(file).outcomes().replace("0", "")).hasSizeGreaterThanOrEqualTo(36);
    assertThat(Baseline.read(file).curve().orElseThrow())
        .hasSize(3)
        .last()
        .extracting(Baseline.Point::envSteps)
        .isEqualTo(1_500L);
  }

  @Test
  void aRunThatLosesEpisodesIsWorseInPairsWhereTheSeedIsTheSame() throws Exception {
    Path file = written(baseline(1, "1".repeat(40)));
    TrainedRun bad =
        copy("evaluations.csv", "(1500,mean,\\d*[05],.*),success,success", "$1,time_limit,late");

    String message = failure(() -> assertThat(bad).isNotWorseThan(file));

    assertThat(message)
        .containsPattern(
            "is worse than the baseline of commit abc123: 3\\d of 40 episodes instead of 40 of 40, .* percentage points less \\(95% interval of the difference: -.*% to -.*%\\)\\.")
        .containsPattern(
            "An unchanged policy would lose as much or more with a chance of [0-9.]+%; at 2.5% or less this fails\\.")
        .contains(
            "Compared in the same 40 episodes, with Newcombe's interval for pairs. Lost: episode 0, ")
        .containsPattern("notice a loss of \\d+ percentage points with a chance of 80%")
        .contains("./e2hil evaluate " + bad.directory() + " --episodes 40")
        .contains("run this test once with -De2hil.approve, which rewrites " + file);
  }

  @Test
  void withAnotherSeedTheSameLossIsWithinChance() throws Exception {
    TrainedRun bad =
        copy("evaluations.csv", "(1500,mean,\\d*[05],.*),success,success", "$1,time_limit,late");

    String lost =
        failure(() -> assertThat(bad).isNotWorseThan(written(baseline(1, "1".repeat(40)))));
    assertThat(lost).contains("interval for pairs");
    assertThat(bad).isNotWorseThan(written(baseline(2, "1".repeat(36) + "0000")));
    assertThat(failure(() -> assertThat(bad).isNotWorseThan(written(baseline(2, "1".repeat(400))))))
        .contains("Compared in different episodes (another seed or other settings of the world)");
  }

  @Test
  void aBaselineThatSaysNothingOfTheRunIsRefused() {
    assertThat(failure(() -> assertThat(run).isNotWorseThan(written(baseline(1, "111")))))
        .contains("3 episodes of the baseline")
        .contains("too few to tell");
    Baseline now = baseline(1, "1".repeat(40));
    Baseline elsewhere =
        new Baseline(
            "x",
            "pick-banana",
            now.robot(),
            1,
            now.world(),
            1,
            "1".repeat(40),
            "abc",
            Optional.empty());
    assertThat(failure(() -> assertThat(run).isNotWorseThan(written(elsewhere))))
        .contains("is of pick-banana on sim-perfect-a1x, and the run of point-reach");
    assertThatThrownBy(() -> baseline(1, "yes"))
        .hasMessageContaining("outcomes must be one of 1, 0 and - an episode");
  }

  @Test
  void aTrainingThatIsNotDoneIsNoRun() throws Exception {
    assertThatThrownBy(() -> copy("summary.json", "\"complete\": true", "\"complete\": false"))
        .hasMessageContaining("is not done: ./e2hil train --resume");
  }
}
