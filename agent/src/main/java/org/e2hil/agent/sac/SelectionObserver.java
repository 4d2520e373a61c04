package org.e2hil.agent.sac;

import org.e2hil.agent.experience.Batch;

/** Is told what was selected of every batch that an actor update saw; must change none of it. */
@FunctionalInterface
public interface SelectionObserver {

  /**
   * Called on the learner's thread; the arrays are reused afterwards.
   *
   * @param step learner steps before this one
   * @param influence {@code [batch]}: c(s), all 0 where it is not measured
   * @param weights {@code [batch]}: m in [0, 1]
   */
  void selected(long step, Batch batch, double[] influence, float[] weights);
}
