package org.e2hil.agent.reward;

import org.apiguardian.api.API;

/**
 * When a classifier's word counts.
 *
 * @param threshold probability above which a moment counts as done, between 0 and 1
 * @param hold how many moments must count before the task does
 */
@API(status = API.Status.INTERNAL)
public record SuccessRule(double threshold, int hold) {

  /** The share of the threshold below which all that was counted is forgotten. */
  private static final double FALLS_BACK_BELOW = 0.5;

  /** Refuses a threshold that is no probability and a hold of nothing. */
  public SuccessRule {
    if (!(threshold > 0 && threshold < 1)) {
      throw new IllegalArgumentException("threshold must lie between 0 and 1, but is " + threshold);
    }
    if (hold < 1) {
      throw new IllegalArgumentException("hold must be at least 1, but is " + hold);
    }
  }

  /** Somebody who counts by this rule, from the start of an episode on. */
  public Watch watch() {
    return new Watch();
  }

  /**
   * Counts over one episode. A moment above the threshold counts, one below half of it takes
   * everything back, and one between the two does neither: a flicker costs time, no success.
   */
  @API(status = API.Status.INTERNAL)
  public final class Watch {

    private int counted;

    private Watch() {}

    /**
     * One more moment.
     *
     * @return whether the task counts as done by now
     */
    public boolean see(double probability) {
      if (probability >= threshold) {
        counted++;
      } else if (!(probability >= FALLS_BACK_BELOW * threshold)) {
        counted = 0;
      }
      return counted >= hold;
    }
  }
}
