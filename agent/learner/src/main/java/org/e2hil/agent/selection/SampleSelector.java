package org.e2hil.agent.selection;

import java.util.random.RandomGenerator;
import org.apiguardian.api.API;

/** Decides how much each state of a batch counts in the actor's loss. */
@API(status = API.Status.MAINTAINED)
@FunctionalInterface
public interface SampleSelector {

  /**
   * Fills {@code weights} with numbers in [0, 1], at least one of them above 0.
   *
   * @param influence {@code [batch]}: c(s) by an {@link InfluenceEstimator}; all 0 where the
   *     configuration asks for no samples
   * @param step learner steps so far
   * @param random the selection's own stream
   * @param weights {@code [batch]}
   */
  Selection select(double[] influence, long step, RandomGenerator random, float[] weights);
}
