package org.e2hil.scenarios.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.e2hil.agent.training.EpisodeFile;
import org.e2hil.scenarios.config.JsonRecords;
import org.e2hil.scenarios.config.Scenario;
import org.e2hil.scenarios.config.Scenarios;
import org.e2hil.scenarios.report.RunDirectory;
import org.e2hil.scenarios.report.RunLock;
import org.e2hil.scenarios.report.Summary;
import org.junit.jupiter.api.Test;

class TrainCommandTest extends SmallTraining {

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
}
