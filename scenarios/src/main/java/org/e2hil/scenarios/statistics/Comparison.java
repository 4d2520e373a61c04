package org.e2hil.scenarios.statistics;

import java.util.Arrays;
import java.util.OptionalLong;
import java.util.function.LongToDoubleFunction;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.StatUtils;
import org.apiguardian.api.API;

/**
 * Two methods on the same tasks: the first's mean score minus the second's, every task with the
 * same weight. {@link Bootstrap} gives the interval, and a permutation test the probability that
 * methods which are alike differ so much.
 *
 * @param difference with its interval, in the scores' unit
 * @param p two-sided: exact for up to 16 pairs, else of 20,000 arrangements that are drawn
 * @param smallestP that so many seeds could give, however large the difference
 * @param paired whether runs of one seed were compared with each other
 * @param tasks how many there are
 * @param fewestSeeds of a task and a method
 * @param mostSeeds of a task and a method
 * @param seedsNeeded how many seeds each task and method would need for a true difference of this
 *     size to be noticed at the level of 5% with a probability of 80%, by the t approximation from
 *     the spread that was seen; empty where no difference was seen or a task has a single seed
 */
@API(status = API.Status.INTERNAL)
public record Comparison(
    Interval difference,
    double p,
    double smallestP,
    boolean paired,
    int tasks,
    int fewestSeeds,
    int mostSeeds,
    OptionalLong seedsNeeded) {

  /** The largest p that counts as beyond chance. */
  public static final double LEVEL = 0.05;

  private static final double POWER = 0.8;

  /** From here on Student's distribution is the normal one. */
  private static final long MANY = 1000;

  /**
   * Of runs that belong together: run i of a task has the same seed with both methods.
   *
   * @throws IllegalArgumentException where tasks or numbers of runs differ
   */
  public static Comparison paired(Scores first, Scores second, Bootstrap bootstrap) {
    Scores differences = first.minus(second);
    int tasks = differences.tasks();
    Interval interval = bootstrap.of(differences, Scores::mean);
    double variance = differences.meanOverTasks(StatUtils::variance) / tasks;
    return new Comparison(
        interval,
        PermutationTest.ofPairs(differences, bootstrap.seed()),
        PermutationTest.smallest(Arrays.stream(runs(differences)).sum()),
        true,
        tasks,
        differences.fewestRuns(),
        differences.mostRuns(),
        seedsNeeded(interval, variance, tasks, seeds -> PermutationTest.smallest(seeds * tasks)));
  }

  /**
   * Of runs that do not belong together.
   *
   * @throws IllegalArgumentException where the numbers of tasks differ
   */
  public static Comparison independent(Scores first, Scores second, Bootstrap bootstrap) {
    first.requireSameTasks(second);
    int tasks = first.tasks();
    Interval interval = bootstrap.of(first, second, Scores::meanDifference);
    double variance =
        (first.meanOverTasks(StatUtils::variance) + second.meanOverTasks(StatUtils::variance))
            / tasks;
    return new Comparison(
        interval,
        PermutationTest.ofLabels(first, second, bootstrap.seed()),
        PermutationTest.smallest(runs(first), runs(second)),
        false,
        tasks,
        Math.min(first.fewestRuns(), second.fewestRuns()),
        Math.max(first.mostRuns(), second.mostRuns()),
        seedsNeeded(interval, variance, 2 * tasks, seeds -> smallest((int) seeds, tasks)));
  }

  private static double smallest(int seeds, int tasks) {
    int[] each = new int[tasks];
    Arrays.fill(each, seeds);
    return PermutationTest.smallest(each, each);
  }

  private static int[] runs(Scores scores) {
    return IntStream.range(0, scores.tasks()).map(scores::runs).toArray();
  }

  /**
   * The smallest n with n ≥ (t₀.₉₇₅ + t₀.₈)² · variance / difference² with which the permutation
   * test can reach the level.
   *
   * @param variance of the difference with one seed
   * @param groups whose means the variance was measured about
   */
  private static OptionalLong seedsNeeded(
      Interval difference, double variance, int groups, LongToDoubleFunction smallestP) {
    if (difference.estimate() == 0 || !difference.isKnown()) {
      return OptionalLong.empty();
    }
    double ratio = variance / (difference.estimate() * difference.estimate());
    NormalDistribution normal = new NormalDistribution(null, 0, 1);
    double quantiles =
        normal.inverseCumulativeProbability(1 - LEVEL / 2)
            + normal.inverseCumulativeProbability(POWER);
    long seeds = 2;
    while (smallestP.applyAsDouble(seeds) > LEVEL) {
      seeds++;
    }
    seeds = Math.max(seeds, (long) Math.ceil(quantiles * quantiles * ratio));
    while (seeds < MANY && seeds < byStudent(groups * (seeds - 1)) * ratio) {
      seeds++;
    }
    return OptionalLong.of(seeds);
  }

  private static double byStudent(long freedom) {
    TDistribution student = new TDistribution(null, freedom);
    double quantiles =
        student.inverseCumulativeProbability(1 - LEVEL / 2)
            + student.inverseCumulativeProbability(POWER);
    return quantiles * quantiles;
  }
}
