package org.e2hil.agent.sac;

import org.e2hil.agent.random.SeededRandom;
import org.e2hil.agent.selection.Normalisation;
import org.e2hil.agent.selection.SampleSelector;
import org.e2hil.agent.selection.Selection;
import org.e2hil.agent.selection.SelectionConfig;

/** Eq. 11: m, how much every state counts in the actor's loss, from its influence. */
final class Mask {

  private final SampleSelector selector;
  private final boolean dividedByKept;
  private final double factor;
  private final SeededRandom random;
  private final float[] weights;
  private final float[] shares;
  private Selection selection = Selection.EVERYTHING;
  private double weightSum;

  /**
   * @param factor of the whole loss, beside others
   */
  Mask(SelectionConfig config, double factor, int batch, SeededRandom random) {
    this.factor = factor;
    selector = config.selector();
    dividedByKept = config.normalisation() == Normalisation.KEPT;
    this.random = random;
    weights = new float[batch];
    shares = new float[batch];
  }

  /**
   * Weighs the states of a batch.
   *
   * @param influence {@code [batch]}: c(s)
   * @param steps learner steps so far
   */
  void choose(double[] influence, long steps) {
    selection = selector.select(influence, steps, random, weights);
    weightSum = 0;
    for (float weight : weights) {
      weightSum += weight;
    }
    for (int row = 0; row < weights.length; row++) {
      shares[row] = (float) (factor * weights[row] / divisor());
    }
  }

  /** What the weighted losses are divided by: Σ m (Eq. 12) or the batch (Eq. 36 and 40). */
  double divisor() {
    return dividedByKept ? weightSum : weights.length;
  }

  /** {@code [batch]}: m. */
  float[] weights() {
    return weights;
  }

  /** {@code [batch]}: m divided by the divisor, times the loss's factor. */
  float[] shares() {
    return shares;
  }

  /** A loss that was divided by the divisor, divided by Σ m instead. */
  double perKept(double loss) {
    return loss * divisor() / weightSum;
  }

  /** A loss that was divided by the divisor, divided by the batch instead. */
  double perState(double loss) {
    return loss * divisor() / weights.length;
  }

  /** What the selector said of the batch. */
  Selection selection() {
    return selection;
  }

  /** The random stream, which a checkpoint holds. */
  SeededRandom stream() {
    return random;
  }
}
