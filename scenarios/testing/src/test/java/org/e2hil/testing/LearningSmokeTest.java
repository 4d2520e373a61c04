package org.e2hil.testing;

import static org.e2hil.testing.Assertions.assertThat;

import org.e2hil.scenarios.check.TrainedRun;
import org.junit.jupiter.api.Test;

/**
 * What ships learns a task in each build, with the observation, the hand, the selection and the
 * learner that all tasks share. {@code ./e2hil check} does the same for whole tasks, for longer.
 */
class LearningSmokeTest {

  @Test
  void openToasterIsLearnedInEightHundredControlPeriods(
      @TrainedScenario("smoke.json") TrainedRun run) {
    assertThat(run.policy()).succeedsAtLeast(0.9).rejecting(0.6).atRisk(0.001);
  }
}
