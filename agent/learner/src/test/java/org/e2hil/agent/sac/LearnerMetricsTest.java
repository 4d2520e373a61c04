package org.e2hil.agent.sac;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.e2hil.agent.experience.Source;
import org.e2hil.agent.random.SeededRandom;
import org.e2hil.agent.selection.SelectionConfig;
import org.junit.jupiter.api.Test;

class LearnerMetricsTest {

  private static final SacConfig SMALL = SacConfig.defaults().withBatchSize(30).withSizes(16, 16);

  private static LearnerMetrics step(SelectionConfig selection, Source... sources) {
    SyntheticBatches batches = new SyntheticBatches(2);
    try (SacLearner learner =
        new SacLearner(SMALL, selection, 4, 2, SeededRandom.of(1, "learner"))) {
      return learner.step(
          batch -> {
            batches.fill(batch);
            for (int row = 0; row < batch.size(); row++) {
              batch.sources()[row] = sources[row % sources.length];
            }
          });
    }
  }

  @Test
  void theInfluenceOfEverySourceIsTheMeanOverItsOwnTransitions() {
    LearnerMetrics metrics = step(SelectionConfig.entropyBounded(), Source.values());

    double sum = 0;
    for (Source source : Source.values()) {
      sum += metrics.influenceOf(source);
    }
    // a third of the batch each
    assertThat(sum / 3).isCloseTo(metrics.influence(), within(1e-9));
    assertThat(metrics.influenceOf(Source.DEMONSTRATION))
        .isEqualTo(metrics.influenceOfDemonstrations())
        .isPositive()
        .isNotEqualTo(metrics.influence());
    assertThat(metrics.influenceOf(Source.POLICY)).isEqualTo(metrics.influenceOfPolicy());
    assertThat(metrics.influenceOf(Source.INTERVENTION))
        .isEqualTo(metrics.influenceOfInterventions())
        .isNotEqualTo(metrics.influenceOfPolicy());
  }

  @Test
  void aSourceThatTheBatchLacksHasNoInfluence() {
    LearnerMetrics metrics = step(SelectionConfig.entropyBounded(), Source.POLICY);

    assertThat(metrics.influenceOf(Source.POLICY)).isCloseTo(metrics.influence(), within(1e-12));
    assertThat(metrics.influenceOf(Source.DEMONSTRATION)).isNaN();
    assertThat(metrics.influenceOf(Source.INTERVENTION)).isNaN();
  }

  @Test
  void whatIsNotMeasuredIsZeroAndHasNoBounds() {
    LearnerMetrics metrics = step(SelectionConfig.keepAll(), Source.POLICY);

    assertThat(metrics.influence()).isZero();
    assertThat(metrics.lowerBound()).isZero();
    assertThat(metrics.upperBound()).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(metrics.keepRatio()).isEqualTo(1);
    assertThat(metrics.undecided()).isFalse();
    assertThat(metrics.step()).isEqualTo(1);
    assertThat(metrics.actorLossKept()).isEqualTo(metrics.actorLossBatch());
  }
}
