package org.e2hil.agent.sac;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.Arrays;
import org.e2hil.agent.random.SeededRandom;
import org.e2hil.agent.selection.SelectionConfig;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The learner against a plain double-precision one, with the same weights, batches and noise. */
class ReferenceLearnerTest {

  private static final double PERCENT = 1e-3; // 1e-5 of the value

  @ParameterizedTest(name = "masked {0}, {1} thread(s)")
  @CsvSource({"false, 1", "true, 1", "false, 2", "true, 2"})
  void lossesGradientNormsAndMaskAgree(boolean masked, int threads) {
    SacConfig config =
        SacConfig.defaults().withBatchSize(100).withSizes(32, 48).withThreads(threads);
    SelectionConfig selection =
        masked ? SelectionConfig.entropyBounded() : SelectionConfig.keepAll();
    long seed = SeededRandom.of(11, "learner").nextLong();
    try (SacLearner learner =
        new SacLearner(config, selection, 9, 5, SeededRandom.of(11, "learner"))) {
      SacNetworks networks = new SacNetworks(config, 9, 5);
      ReferenceLearner reference =
          new ReferenceLearner(config, networks, learner.parameters(), seed, masked);
      float[] weights = new float[config.batchSize()];
      learner.observe(
          new ActorObserver() {
            @Override
            public boolean wants(long step) {
              return true;
            }

            @Override
            public void updated(ActorUpdateReport update) {
              System.arraycopy(update.weights(), 0, weights, 0, weights.length);
            }
          });
      SyntheticBatches batches = new SyntheticBatches(12);
      SyntheticBatches same = new SyntheticBatches(12);
      for (int step = 0; step < 2; step++) {
        LearnerMetrics metrics = learner.step(batches);
        reference.step(same);

        agree(metrics.criticLoss(), reference.criticLoss);
        agree(metrics.criticGradientNorm(), reference.criticNorm);
        agree(metrics.gripperLoss(), reference.gripperLoss);
        agree(metrics.gripperGradientNorm(), reference.gripperNorm);
        agree(metrics.actorLoss(), reference.actorLoss);
        agree(metrics.actorGradientNorm(), reference.actorNorm);
        agree(metrics.temperatureLoss(), reference.temperatureLoss);
        agree(metrics.temperature(), reference.temperature());
        agree(metrics.entropy(), reference.entropy);
        for (int row = 0; row < weights.length; row++) {
          assertThat(weights[row] > 0).as("row %d is kept", row).isEqualTo(reference.kept[row]);
        }
        if (masked) {
          assertThat(metrics.keepRatio()).isLessThan(0.9);
          agree(
              metrics.influence(),
              Arrays.stream(reference.influence).map(Math::abs).average().orElseThrow());
        }
      }
    }
  }

  private static void agree(double actual, double expected) {
    assertThat(actual).isCloseTo(expected, withinPercentage(PERCENT));
  }
}
