package org.e2hil.agent.sac;

import org.e2hil.agent.experience.Batch;
import org.e2hil.agent.experience.BatchSource;
import org.e2hil.agent.experience.Source;
import org.e2hil.agent.random.SeededRandom;

/**
 * One-step episodes from two kinds of states. In ordinary ones, 95 of 100, the best action is
 * {@value #BEST} and others cost a little; in loud ones the best is −1 and others cost a lot, so
 * that their influence on the policy's entropy is the largest.
 */
final class TwoKindsOfStates implements BatchSource {

  static final int OBSERVATION = 2;
  static final double BEST = 0.5;
  private static final double LOUDNESS = 20;

  private final SeededRandom random;

  TwoKindsOfStates(long seed) {
    random = SeededRandom.of(seed, "two kinds");
  }

  static float[] state(boolean loud, double place) {
    return new float[] {(float) place, loud ? 1 : -1};
  }

  @Override
  public void fill(Batch batch) {
    for (int row = 0; row < batch.size(); row++) {
      boolean loud = row % 20 == 0;
      float[] state = state(loud, random.nextDouble(-1, 1));
      double action = random.nextDouble(-1, 1);
      System.arraycopy(state, 0, batch.observations(), row * OBSERVATION, OBSERVATION);
      System.arraycopy(state, 0, batch.nextObservations(), row * OBSERVATION, OBSERVATION);
      batch.actions()[row] = (float) action;
      batch.grippers()[row] = 1;
      batch.rewards()[row] = (float) (loud ? -LOUDNESS * (action + 1) : -Math.abs(action - BEST));
      batch.gripperPenalties()[row] = 0;
      batch.terminals()[row] = true;
      batch.sources()[row] = Source.POLICY;
    }
  }
}
