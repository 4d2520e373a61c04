package org.e2hil.scenarios.statistics;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.StatUtils;
import org.apiguardian.api.API;
import org.e2hil.agent.random.SeededRandom;

/**
 * What the runs of one method reached on several tasks, {@code [task][run]}, such as success rates.
 * Tasks may have different numbers of runs. Immutable.
 *
 * <p>The point estimates are those of Agarwal et al., "Deep RL at the Edge of the Statistical
 * Precipice" (2021), and of their library rliable; {@link Bootstrap} gives their intervals.
 */
@API(status = API.Status.INTERNAL)
public final class Scores {

  /** Of a difference, the last bits that rounding may have changed. */
  private static final int ROUNDING_ULPS = 64;

  private final double[][] scores;

  private Scores(double[][] scores) {
    this.scores = scores;
  }

  /**
   * Copies them.
   *
   * @throws IllegalArgumentException without tasks, for a task without runs, and for scores that
   *     are not finite
   */
  public static Scores of(double[]... scores) {
    if (scores.length == 0) {
      throw new IllegalArgumentException("Scores need a task, but there is none.");
    }
    for (int task = 0; task < scores.length; task++) {
      if (scores[task].length == 0) {
        throw new IllegalArgumentException(
            "Every task needs a run, but task %d has none.".formatted(task));
      }
      for (double score : scores[task]) {
        if (!Double.isFinite(score)) {
          throw new IllegalArgumentException(
              "Scores must be finite, but task %d has %s.".formatted(task, score));
        }
      }
    }
    return new Scores(Arrays.stream(scores).map(double[]::clone).toArray(double[][]::new));
  }

  /** How many there are. */
  public int tasks() {
    return scores.length;
  }

  /** How many a task has. */
  public int runs(int task) {
    return scores[task].length;
  }

  /** A copy of a task's scores {@code [run]}. */
  public double[] task(int task) {
    return scores[task].clone();
  }

  /** Runs of the task that has the fewest. */
  public int fewestRuns() {
    return IntStream.range(0, tasks()).map(this::runs).min().orElseThrow();
  }

  /** Runs of the task that has the most. */
  public int mostRuns() {
    return IntStream.range(0, tasks()).map(this::runs).max().orElseThrow();
  }

  /** Mean over the tasks of the mean of their runs. */
  public double mean() {
    return meanOverTasks(StatUtils::mean);
  }

  /** A mean over the tasks, every one with the same weight. */
  double meanOverTasks(ToDoubleFunction<double[]> ofTask) {
    return Arrays.stream(scores).mapToDouble(ofTask).sum() / tasks();
  }

  /**
   * Interquartile mean: the mean of what remains of all runs of all tasks without the lowest and
   * the highest quarter, each rounded down.
   */
  public double iqm() {
    double[] sorted = all().sorted().toArray();
    int cut = sorted.length / 4;
    return StatUtils.mean(sorted, cut, sorted.length - 2 * cut);
  }

  /** The share of all runs of all tasks above {@code tau}: a point of the performance profile. */
  public double shareAbove(double tau) {
    return all().filter(score -> score > tau).count() / (double) all().count();
  }

  /**
   * How probably a run of these is better than one of the others on the same task, mean over the
   * tasks; ties count half.
   *
   * @param others of the same tasks; numbers of runs may differ
   */
  public double probabilityOfImprovement(Scores others) {
    requireSameTasks(others);
    return IntStream.range(0, tasks())
            .mapToDouble(task -> Statistics.superiority(scores[task], others.scores[task]))
            .sum()
        / tasks();
  }

  /** Of the same tasks the mean of these minus that of the others. */
  double meanDifference(Scores others) {
    return exactly(rounding(others)).applyAsDouble(mean() - others.mean());
  }

  /**
   * Run for run these minus the others.
   *
   * @throws IllegalArgumentException where a task does not have as many runs of both
   */
  Scores minus(Scores others) {
    requireSameTasks(others);
    DoubleUnaryOperator exactly = exactly(rounding(others));
    double[][] differences = new double[tasks()][];
    for (int task = 0; task < tasks(); task++) {
      if (runs(task) != others.runs(task)) {
        throw new IllegalArgumentException(
            "Pairs need a run of both for every seed, but of task %d there are %d and %d; compare them as independent ones."
                .formatted(task, runs(task), others.runs(task)));
      }
      double[] first = scores[task];
      double[] second = others.scores[task];
      differences[task] =
          IntStream.range(0, first.length)
              .mapToDouble(run -> exactly.applyAsDouble(first[run] - second[run]))
              .toArray();
    }
    return new Scores(differences);
  }

  /** As many runs of each task, drawn from its own with replacement. */
  Scores resampled(SeededRandom random) {
    double[][] drawn = new double[tasks()][];
    for (int task = 0; task < drawn.length; task++) {
      double[] runs = scores[task];
      drawn[task] = new double[runs.length];
      for (int run = 0; run < runs.length; run++) {
        drawn[task][run] = runs[random.nextInt(runs.length)];
      }
    }
    return new Scores(drawn);
  }

  void requireSameTasks(Scores others) {
    if (tasks() != others.tasks()) {
      throw new IllegalArgumentException(
          "Only scores of the same tasks can be compared, but there are %d and %d tasks."
              .formatted(tasks(), others.tasks()));
    }
  }

  private DoubleStream all() {
    return Arrays.stream(scores).flatMapToDouble(Arrays::stream);
  }

  /** What rounding can make of differences that are equal, a power of two. */
  private double rounding(Scores others) {
    double largest = DoubleStream.concat(all(), others.all()).map(Math::abs).max().orElseThrow();
    return ROUNDING_ULPS * Math.ulp(largest);
  }

  /** 0.9 − 0.85 and 0.15 − 0.1 must be the same difference, and none must be 0. */
  private static DoubleUnaryOperator exactly(double grid) {
    return difference -> Math.rint(difference / grid) * grid;
  }
}
