package org.e2hil.scenarios.statistics;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.apache.commons.math3.util.CombinatoricsUtils;
import org.e2hil.agent.random.SeededRandom;

/**
 * How probably two methods that are alike differ by as much or more, either way: where it is chance
 * which run of a pair, or of a task, is whose. It is right for any distribution and any number of
 * runs. Arrangements that are drawn count the one that was seen (Phipson and Smyth, 2010).
 */
final class PermutationTest {

  /** Up to so many pairs all signs are tried. */
  static final int MOST_PAIRS_EXACT = 16;

  /** How many arrangements are drawn where not all are tried. */
  static final int DRAWN = 20_000;

  /** What rounding may change of a sum, as a share of its terms' sizes. */
  private static final double ROUNDING = 1e-12;

  private PermutationTest() {}

  /** p of the mean of paired differences, by changing the sign of each. */
  static double ofPairs(Scores differences, long seed) {
    double[] terms =
        IntStream.range(0, differences.tasks())
            .mapToObj(differences::task)
            .flatMapToDouble(task -> Arrays.stream(task).map(d -> d / task.length))
            .toArray();
    double least =
        Math.abs(Arrays.stream(terms).sum()) - ROUNDING * Arrays.stream(terms).map(Math::abs).sum();
    if (terms.length > MOST_PAIRS_EXACT) {
      return drawn(least, SeededRandom.of(seed, "signs"), random -> anySigns(terms, random));
    }
    int all = 1 << terms.length;
    long extreme =
        IntStream.range(0, all).filter(signs -> Math.abs(signed(terms, signs)) >= least).count();
    return (double) extreme / all;
  }

  private static double signed(double[] terms, int signs) {
    double sum = 0;
    for (int i = 0; i < terms.length; i++) {
      sum += (signs >> i & 1) == 0 ? terms[i] : -terms[i];
    }
    return sum;
  }

  private static double anySigns(double[] terms, SeededRandom random) {
    double sum = 0;
    for (double term : terms) {
      sum += random.nextInt(2) == 0 ? term : -term;
    }
    return sum;
  }

  /** p of the difference of means, by exchanging runs of the two methods within each task. */
  static double ofLabels(Scores first, Scores second, long seed) {
    double[][] pooled = new double[first.tasks()][];
    double seen = 0;
    double size = 0;
    for (int task = 0; task < pooled.length; task++) {
      double[] others = second.task(task);
      pooled[task] = Arrays.copyOf(first.task(task), first.runs(task) + others.length);
      System.arraycopy(others, 0, pooled[task], first.runs(task), others.length);
      seen += difference(pooled[task], first.runs(task));
      size += Arrays.stream(pooled[task]).map(Math::abs).max().orElseThrow();
    }
    return drawn(
        Math.abs(seen) - ROUNDING * size,
        SeededRandom.of(seed, "labels"),
        random -> {
          double sum = 0;
          for (int task = 0; task < pooled.length; task++) {
            choose(pooled[task], first.runs(task), random);
            sum += difference(pooled[task], first.runs(task));
          }
          return sum;
        });
  }

  /** Brings any {@code count} of the runs to the front (Fisher and Yates). */
  private static void choose(double[] runs, int count, SeededRandom random) {
    for (int i = 0; i < count; i++) {
      int from = random.nextInt(i, runs.length);
      double run = runs[from];
      runs[from] = runs[i];
      runs[i] = run;
    }
  }

  private static double difference(double[] runs, int first) {
    double sum = 0;
    for (int i = 0; i < first; i++) {
      sum += runs[i];
    }
    double rest = 0;
    for (int i = first; i < runs.length; i++) {
      rest += runs[i];
    }
    return sum / first - rest / (runs.length - first);
  }

  private static double drawn(
      double least, SeededRandom random, ToDoubleFunction<SeededRandom> arranged) {
    int extreme = 0;
    for (int i = 0; i < DRAWN; i++) {
      extreme += Math.abs(arranged.applyAsDouble(random)) >= least ? 1 : 0;
    }
    return (1.0 + extreme) / (1 + DRAWN);
  }

  /** The smallest p that so many pairs can give. */
  static double smallest(long pairs) {
    return Math.pow(2, 1.0 - pairs);
  }

  /**
   * The smallest p that so many runs can give.
   *
   * @param first runs of each task
   * @param second runs of each task, of the other method
   */
  static double smallest(int[] first, int[] second) {
    double arrangements = 1;
    for (int task = 0; task < first.length; task++) {
      arrangements *=
          CombinatoricsUtils.binomialCoefficientDouble(first[task] + second[task], first[task]);
    }
    // with as many of both, the other way round is an arrangement too and as extreme
    return (Arrays.equals(first, second) ? 2 : 1) / arrangements;
  }
}
