package org.e2hil.agent.selection;

import org.apiguardian.api.API;

/**
 * What a selector did with a batch.
 *
 * @param lower ℓ, the smallest |c| that counts in full; 0 where no bound applies
 * @param upper u, the largest |c| that counts in full; infinite where no bound applies
 * @param keepRatio mean weight, in (0, 1]
 * @param undecided true where |c| was the same everywhere, so that nothing could be told apart and
 *     everything was kept
 */
@API(status = API.Status.MAINTAINED)
public record Selection(double lower, double upper, double keepRatio, boolean undecided) {

  /** Everything kept without a bound. */
  public static final Selection EVERYTHING = new Selection(0, Double.POSITIVE_INFINITY, 1, false);
}
