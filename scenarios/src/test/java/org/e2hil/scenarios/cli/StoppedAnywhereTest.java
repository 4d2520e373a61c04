package org.e2hil.scenarios.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.e2hil.scenarios.config.Assignment;
import org.e2hil.scenarios.config.Scenario;
import org.e2hil.scenarios.config.Scenarios;
import org.e2hil.scenarios.experiment.RecordedTraining;
import org.e2hil.scenarios.report.RunDirectory;
import org.junit.jupiter.api.Test;

/** Wherever a training is stopped, it goes on to the same end. */
class StoppedAnywhereTest extends SmallTraining {

  /** One episode, which the end of the training cuts, and no checkpoint before that end. */
  private static final List<String> SHORTEST =
      List.of("training.steps=12", "training.warmupSteps=4", "training.checkpointEverySteps=10");

  /** Several episodes, evaluations and checkpoints. */
  private static final List<String> SHORT =
      List.of("training.steps=90", "training.checkpointEverySteps=30", "evaluation.everySteps=40");

  private final Scenarios scenarios = Scenarios.discover();

  @Test
  void beforeItsFirstCheckpointAndInItsLastEvaluation() throws Exception {
    stopEverywhere(SHORTEST, 11);
  }

  @Test
  void betweenItsCheckpointsAndInEveryEvaluation() throws Exception {
    stopEverywhere(SHORT, 37);
  }

  private void stopEverywhere(List<String> settings, int every) throws Exception {
    Scenario small = scenarios.read(scenario, settings.stream().map(Assignment::parse).toList());
    AtomicInteger asked = new AtomicInteger();
    RunDirectory whole = RunDirectory.create(folder.resolve("whole"));
    assertThat(train(small, whole, () -> asked.incrementAndGet() < 0)).isTrue();
    assertThat(asked.get()).isGreaterThan(4 * every);

    for (int stop = 1; stop < asked.get(); stop += every) {
      RunDirectory run = RunDirectory.create(folder.resolve("stopped-at-" + stop));
      int last = stop;
      AtomicInteger count = new AtomicInteger();
      assertThat(train(small, run, () -> count.incrementAndGet() >= last)).isFalse();

      assertThat(train(small, run, () -> false)).isTrue();

      for (String table : List.of("metrics.csv", "evaluations.csv", "interventions.csv")) {
        assertThat(run.path().resolve(table))
            .as("stopped when asked for the %dth time", stop)
            .hasSameTextualContentAs(whole.path().resolve(table));
      }
      assertThat(Files.readAllBytes(run.episodes()))
          .isEqualTo(Files.readAllBytes(whole.episodes()));
    }
  }

  /** Whether it is complete. */
  private boolean train(Scenario small, RunDirectory run, BooleanSupplier stop) {
    try (RecordedTraining training = RecordedTraining.open(scenarios, small, run)) {
      return training.train(stop).map(summary -> summary.complete()).orElse(false);
    }
  }
}
