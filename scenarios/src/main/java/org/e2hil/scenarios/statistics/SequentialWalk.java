package org.e2hil.scenarios.statistics;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.e2hil.scenarios.statistics.SequentialTest.Performance;
import org.e2hil.scenarios.statistics.SequentialTest.Verdict;

/**
 * Where the evidence of a sequential test stands after each episode, for a policy of one success
 * rate: the exact distribution over the numbers of successes that leave the test undecided.
 */
final class SequentialWalk {

  /** Probability of being undecided below which an endless test is over. */
  private static final double NEGLIGIBLE = 1e-15;

  private final SequentialTest test;
  private final double rate;

  /** {@code undecided[i]}: probability of being undecided with {@code first + i} successes. */
  private double[] undecided = {1};

  private int first;
  private int episodes;
  private double accepted;
  private double rejected;
  private double cutShort;
  private double weightedEpisodes;

  SequentialWalk(SequentialTest test, double rate) {
    this.test = test;
    this.rate = rate;
  }

  /** One more episode. */
  void advance() {
    episodes++;
    double[] next = new double[undecided.length + 1];
    for (int i = 0; i < undecided.length; i++) {
      next[i] += undecided[i] * (1 - rate);
      next[i + 1] += undecided[i] * rate;
    }
    int low = 0;
    int high = next.length;
    double before = accepted + rejected;
    // more successes are more evidence, so the decided ones lie at the two ends
    while (low < high && verdict(low) == Verdict.REJECTED) {
      cutShort += test.isCutShort(first + low, episodes) ? next[low] : 0;
      rejected += next[low++];
    }
    while (low < high && verdict(high - 1) == Verdict.ACCEPTED) {
      high--;
      cutShort += test.isCutShort(first + high, episodes) ? next[high] : 0;
      accepted += next[high];
    }
    weightedEpisodes += episodes * (accepted + rejected - before);
    undecided = Arrays.copyOfRange(next, low, high);
    first += low;
  }

  private Verdict verdict(int index) {
    return test.verdict(first + index, episodes);
  }

  boolean isOver() {
    return Arrays.stream(undecided).sum() < NEGLIGIBLE;
  }

  int episodes() {
    return episodes;
  }

  /** Probability that the policy is accepted if this episode is the last. */
  double acceptedIfItEndedHere() {
    return accepted + undecided(Verdict.ACCEPTED);
  }

  /** Probability that the policy is rejected if this episode is the last. */
  double rejectedIfItEndedHere() {
    return rejected + undecided(Verdict.REJECTED);
  }

  private double undecided(Verdict likelier) {
    return IntStream.range(0, undecided.length)
        .filter(i -> test.likelier(first + i, episodes) == likelier)
        .mapToDouble(i -> undecided[i])
        .sum();
  }

  /** Once it is over. */
  Performance performance() {
    return new Performance(rate, accepted, weightedEpisodes, cutShort);
  }
}
