package org.e2hil.agent.sac;

import java.util.Arrays;
import org.e2hil.agent.random.SeededRandom;
import org.e2hil.agent.selection.SelectionConfig;

/**
 * A few learner steps and what their policy does as numbers, for a comparison of Java versions. A
 * program of its own.
 */
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
      return "%08x %08x %016x"
          .formatted(
              Arrays.hashCode(learner.parameters()),
              answers(learner.policy()),
              Double.doubleToRawLongBits(metrics.criticLoss()));
    }
  }

  private static int answers(Policy policy) {
    SeededRandom random = SeededRandom.of(7, "answers");
    Policy.Actor actor = policy.actor();
    float[] observation = new float[policy.observationSize()];
    float[] action = new float[policy.actionSize()];
    int hash = 0;
    for (int i = 0; i < 1000; i++) {
      for (int k = 0; k < observation.length; k++) {
        observation[k] = (float) random.nextGaussian();
      }
      hash = 31 * hash + actor.sample(observation, random, action);
      hash = 31 * hash + Arrays.hashCode(action);
    }
    return hash;
  }

  public static void main(String[] arguments) {
    System.out.println("fingerprint " + compute());
  }
}
