package org.e2hil.agent.training;

import org.apiguardian.api.API;

/**
 * An evaluation of the policy, un-aided.
 *
 * @param envSteps control periods of the run so far
 * @param mode how actions were chosen
 * @param episodes evaluated, without those that ended in a fault
 * @param successes of them
 * @param faults episodes that ended in a fault, which says nothing of the policy
 * @param meanSteps control periods of an episode, on average
 * @param last true for the evaluation that ends a run
 */
@API(status = API.Status.EXPERIMENTAL)
public record EvaluationRecord(
    long envSteps,
    ActionMode mode,
    int episodes,
    int successes,
    int faults,
    double meanSteps,
    boolean last) {

  /** Standard normal quantile of a 95% interval. */
  private static final double Z = 1.959963984540054;

  /** One in which the world never broke. */
  public EvaluationRecord(
      long envSteps, ActionMode mode, int episodes, int successes, double meanSteps, boolean last) {
    this(envSteps, mode, episodes, successes, 0, meanSteps, last);
  }

  /** Share of episodes that succeeded; NaN where all of them ended in a fault. */
  public double successRate() {
    return (double) successes / episodes;
  }

  /** Lower end of the 95% interval of Wilson (1927). */
  public double successLow() {
    return wilson(-1);
  }

  /** Upper end of the 95% interval of Wilson (1927). */
  public double successHigh() {
    return wilson(1);
  }

  private double wilson(int side) {
    double n = episodes;
    double p = successRate();
    double spread = Z * Math.sqrt(p * (1 - p) / n + Z * Z / (4 * n * n));
    double bound = (p + Z * Z / (2 * n) + side * spread) / (1 + Z * Z / n);
    return Math.max(0, Math.min(1, bound));
  }
}
