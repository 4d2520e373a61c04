package org.e2hil.scenarios.statistics;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleBiFunction;
import java.util.function.ToDoubleFunction;
import org.apiguardian.api.API;
import org.e2hil.agent.random.SeededRandom;

/**
 * 95% intervals by the stratified percentile bootstrap: runs are drawn again within each task, and
 * the interval lies between the quantiles 0.025 and 0.975 of what they give (Agarwal et al., 2021).
 * It says how much the result depends on the seeds, on the same tasks.
 *
 * <p>With few runs it is too narrow, that of a mean by the factor √(1 − 1/n). Of simulated success
 * rates on three tasks it held the true mean in 92 of 100 cases with ten runs a task, in 86 with
 * five and in 83 with three. Where a task has one run there is none. The same seed gives the same
 * interval.
 *
 * @param resamples how often the runs are drawn again
 * @param seed of the draws
 */
@API(status = API.Status.INTERNAL)
public record Bootstrap(int resamples, long seed) {

  /** 2,000 resamples. */
  public static final Bootstrap STANDARD = new Bootstrap(2000, 1);

  private static final double TAIL = 0.025;
  private static final int FEWEST_RUNS = 2;

  /** Refuses too few resamples for ends of a 95% interval. */
  public Bootstrap {
    if (resamples < 1 / TAIL) {
      throw new IllegalArgumentException(
          "A 95%% interval needs 40 resamples or more, but there are %d.".formatted(resamples));
    }
  }

  /** The interval of a statistic such as {@code Scores::iqm}. */
  public Interval of(Scores scores, ToDoubleFunction<Scores> statistic) {
    return of(
        statistic.applyAsDouble(scores),
        scores.fewestRuns(),
        random -> statistic.applyAsDouble(scores.resampled(random)));
  }

  /**
   * The interval of a statistic of two methods whose runs do not belong together, such as {@code
   * Scores::probabilityOfImprovement}. The runs of each are drawn on their own.
   */
  public Interval of(Scores first, Scores second, ToDoubleBiFunction<Scores, Scores> statistic) {
    return of(
        statistic.applyAsDouble(first, second),
        Math.min(first.fewestRuns(), second.fewestRuns()),
        random -> statistic.applyAsDouble(first.resampled(random), second.resampled(random)));
  }

  /**
   * The performance profile: the share of all runs above each threshold, with intervals of each
   * point alone.
   *
   * @return as many as there are thresholds
   */
  public List<Interval> profile(Scores scores, double... taus) {
    // one seed draws the same runs for every threshold, so that the band falls as the profile does
    return Arrays.stream(taus).mapToObj(tau -> of(scores, drawn -> drawn.shareAbove(tau))).toList();
  }

  /** The interval of what {@code resampled} gives, where each stratum has two runs or more. */
  Interval of(double estimate, int fewestRuns, ToDoubleFunction<SeededRandom> resampled) {
    if (fewestRuns < FEWEST_RUNS) {
      return Interval.unknown(estimate);
    }
    SeededRandom random = SeededRandom.of(seed, "bootstrap");
    double[] drawn = new double[resamples];
    for (int i = 0; i < resamples; i++) {
      drawn[i] = resampled.applyAsDouble(random);
    }
    return new Interval(
        estimate, Statistics.quantile(drawn, TAIL), Statistics.quantile(drawn, 1 - TAIL));
  }
}
