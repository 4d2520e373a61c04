package org.e2hil.agent.sac;

import java.util.Arrays;
import org.e2hil.agent.random.SeededRandom;
import org.e2hil.agent.selection.SelectionConfig;

/** A few learner steps as one number, for a comparison of Java versions. A program of its own. */
final class LearnerFingerprint {

  private LearnerFingerprint() {}

  static String compute() {
    SacConfig config =
        SacConfig.defaults()
            .withBatchSize(100)
            .withSizes(32, 48)
            .with(draft -> draft.imitationWeight = 0.1);
    try (SacLearner learner =
        new SacLearner(
            config, SelectionConfig.entropyBounded(), 9, 4, SeededRandom.of(7, "fingerprint"))) {
      SyntheticBatches batches = new SyntheticBatches(8);
      LearnerMetrics metrics = learner.step(batches);
      for (int i = 1; i < 200; i++) {
        metrics = learner.step(batches);
      }
      return "%08x %s".formatted(Arrays.hashCode(learner.parameters()), metrics.criticLoss());
    }
  }

  public static void main(String[] arguments) {
    System.out.println("fingerprint " + compute());
  }
}
