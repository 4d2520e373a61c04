package org.e2hil.agent.sac;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.e2hil.agent.selection.SelectionConfig;
import org.junit.jupiter.api.Test;

class LearnerBenchTest {

  @Test
  void aStepsMatrixProductsAreCounted() {
    // 60 products of 256 × 256 matrices in a step of two updates, but for the narrow ones
    double square = 2.0 * 256 * 256 * 256;
    double plain = LearnerBench.operations(SacConfig.defaults(), 0, 59);

    assertThat(plain / square).isBetween(60.0, 85.0);
    SacConfig several = SacConfig.defaults().with(draft -> draft.critics = 8);
    SacConfig asked = several.with(draft -> draft.targetCritics = 2);
    assertThat(LearnerBench.operations(several, 0, 59) - LearnerBench.operations(asked, 0, 59))
        .as("six critics less in the target of each of two updates")
        .isCloseTo(12 * (2 * square + 7 * 2.0 * 256 * 256), within(1.0));
    assertThat(LearnerBench.operations(SacConfig.defaults(), 8, 59) - plain)
        .isCloseTo(16 * (square + 7 * 2.0 * 256 * 256), within(1.0));
  }

  @Test
  void measurementsCountWithTheirShareOfAStep() {
    LearnerBench.Throughput t =
        new LearnerBench.Throughput("it", 1, 100, 10, 12, 22, 100, 0.4, 0.4);

    assertThat(t.completeMs()).isCloseTo(12.1, within(1e-12));
    assertThat(t.selectionOverhead()).isCloseTo(0.21, within(1e-12));
  }

  @Test
  void aPolicyAnswersWhileALearnerIsTraining() {
    LearnerBench.Latency latency =
        LearnerBench.latency(
            new LearnerBench.Workload(
                "small",
                SacConfig.defaults().withSizes(32, 32),
                SelectionConfig.entropyBounded(),
                20),
            true,
            0.1,
            System::nanoTime);

    assertThat(latency.answers()).isPositive();
    assertThat(latency.medianUs()).isPositive().isLessThanOrEqualTo(latency.p99Us());
    assertThat(latency.p99Us()).isLessThanOrEqualTo(latency.p999Us());
  }
}
