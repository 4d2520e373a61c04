package com.example.citests;

import static org.e2hil.testing.Assertions.assertThat;

import org.e2hil.scenarios.check.TrainedRun;
import org.e2hil.testing.TrainedScenario;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Did a change break learning? */
class PickBananaLearningTest {

  /** Seconds: whether a training goes through, and whether it repeats. */
  @Test
  void aShortTrainingIsTheSameTwice(@TrainedScenario("short.json") TrainedRun run) {
    assertThat(run).needsInterventionsAtMost(0.8).isBitExactAgain();
  }

  /** Minutes: whether the task is learned. Both tests of this run share one training. */
  @Test
  @Tag("learning")
  void theTaskIsLearnedWithLittleHelp(@TrainedScenario("pick-banana-quick") TrainedRun run) {
    assertThat(run).reaches(0.9).within(3_000).needsInterventionsAtMost(0.2);
  }

  @Test
  @Tag("learning")
  void thePolicyDoesTheTask(@TrainedScenario("pick-banana-quick") TrainedRun run) {
    assertThat(run.policy()).succeedsAtLeast(0.9).rejecting(0.75).atRisk(0.001);
  }
}
