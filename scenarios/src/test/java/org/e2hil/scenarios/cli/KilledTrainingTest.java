package org.e2hil.scenarios.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.e2hil.scenarios.config.Scenario;
import org.e2hil.scenarios.config.Scenarios;
import org.e2hil.scenarios.experiment.TrainingRun;
import org.e2hil.scenarios.report.RunDirectory;
import org.e2hil.scenarios.report.RunRecorder;
import org.junit.jupiter.api.Test;

/** A training that was killed goes on as if it had not been. */
class KilledTrainingTest extends SmallTraining {

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
}
