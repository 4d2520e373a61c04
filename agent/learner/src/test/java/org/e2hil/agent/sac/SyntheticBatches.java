package org.e2hil.agent.sac;

import org.e2hil.agent.experience.Batch;
import org.e2hil.agent.experience.BatchSource;
import org.e2hil.agent.experience.Source;
import org.e2hil.agent.random.SeededRandom;

/** Endless batches of unrelated random transitions: enough to exercise arithmetic. */
final class SyntheticBatches implements BatchSource {

  private final SeededRandom random;
  private final int longestSpan;

  SyntheticBatches(long seed) {
    this(seed, 1);
  }

  /** Batches whose rows span up to so many control periods. */
  SyntheticBatches(long seed, int longestSpan) {
    this.longestSpan = longestSpan;
    random = SeededRandom.of(seed, "synthetic batches");
  }

  @Override
  public void fill(Batch batch) {
    fillNormal(batch.observations());
    fillNormal(batch.nextObservations());
    for (int i = 0; i < batch.actions().length; i++) {
      batch.actions()[i] = (float) StrictMath.tanh(random.nextGaussian());
    }
    for (int row = 0; row < batch.size(); row++) {
      batch.grippers()[row] = random.nextInt(3);
      batch.rewards()[row] = (float) random.nextGaussian();
      batch.gripperPenalties()[row] = random.nextDouble() < 0.2 ? -0.02f : 0f;
      batch.terminals()[row] = random.nextDouble() < 0.05;
      batch.spans()[row] = random.nextInt(1, longestSpan + 1);
      batch.sources()[row] = Source.values()[random.nextInt(3)];
    }
  }

  private void fillNormal(float[] values) {
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
  }
}
