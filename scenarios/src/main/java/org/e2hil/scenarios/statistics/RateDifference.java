package org.e2hil.scenarios.statistics;

import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.BinomialDistribution;
import org.apache.commons.math3.distribution.HypergeometricDistribution;
import org.apiguardian.api.API;
import org.e2hil.agent.training.ActionMode;
import org.e2hil.agent.training.EvaluationRecord;

/**
 * The difference of two success rates, now minus then. Its 95% interval is Newcombe's hybrid of
 * Wilson intervals, method 10 of his papers of 1998 on independent and on paired proportions.
 * Whether it is a loss is decided by an exact test: McNemar's of pairs, Fisher's of independent
 * episodes.
 *
 * @param difference from −1 to 1
 * @param low95 lower end of the interval
 * @param high95 upper end of it
 * @param chance probability that an unchanged policy loses that much or more
 * @param noticedLoss the smallest loss of success rate, in steps of 0.01, that would have been
 *     {@link #isWorse} with a probability of 80%; above 1 where there is none
 */
@API(status = API.Status.INTERNAL)
public record RateDifference(
    double difference, double low95, double high95, double chance, double noticedLoss) {

  /** Largest probability that an unchanged policy is called worse. */
  public static final double RISK = 0.025;

  private static final double POWER = 0.8;
  private static final double NONE = 2;

  /** Whether an unchanged policy would lose as much with a probability of 2.5% at most. */
  public boolean isWorse() {
    return chance <= RISK;
  }

  /** Whether a loss could have been noticed at all. */
  public boolean hasPower() {
    return noticedLoss <= 1;
  }

  /** Of two independent series of episodes. */
  public static RateDifference independent(int now, int nowOf, int then, int thenOf) {
    double thenRate = (double) then / thenOf;
    // the more successes now, the less it is worse
    int noticed =
        firstFalse(successes -> fisher(successes, nowOf, then, thenOf) <= RISK, nowOf) - 1;
    double loss = smallestLoss(thenRate, lost -> atMost(noticed, nowOf, thenRate - lost));
    double chance = fisher(now, nowOf, then, thenOf);
    return of(now, nowOf, then, thenOf, 0, chance, loss);
  }

  /**
   * Of the same episodes. The power is that of a change which loses every episode that succeeded
   * with the same probability, and wins none.
   *
   * @param both episodes that succeeded then and now
   * @param lost that succeeded then alone
   * @param won that succeed now alone
   * @param neither the others
   */
  public static RateDifference paired(int both, int lost, int won, int neither) {
    int all = both + lost + won + neither;
    int then = both + lost;
    int unnoticed = firstFalse(gone -> mcNemar(gone, 0) > RISK, then) - 1;
    double thenRate = (double) then / all;
    double loss =
        smallestLoss(thenRate, gone -> 1 - atMost(unnoticed, then, Math.min(1, gone / thenRate)));
    double correlation = correlation(both, lost, won, neither);
    return of(both + won, all, then, all, correlation, mcNemar(lost, won), loss);
  }

  /** That of the episodes which changed as many or more are lost, where both ways are as likely. */
  private static double mcNemar(int lost, int won) {
    return 1 - new BinomialDistribution(null, lost + won, 0.5).cumulativeProbability(lost - 1);
  }

  /** That of all successes as few or fewer are of now, where then and now are alike. */
  private static double fisher(int now, int nowOf, int then, int thenOf) {
    return new HypergeometricDistribution(null, nowOf + thenOf, now + then, nowOf)
        .cumulativeProbability(now);
  }

  /** φ of a table of two by two, corrected for continuity. */
  private static double correlation(int both, int lost, int won, int neither) {
    double product = (double) (both + lost) * (won + neither) * (both + won) * (lost + neither);
    if (product == 0) {
      return 0;
    }
    double excess = (double) both * neither - (double) lost * won;
    double half = (both + lost + won + neither) / 2.0;
    double corrected = excess > half ? excess - half : Math.min(excess, 0);
    return corrected / Math.sqrt(product);
  }

  private static RateDifference of(
      int now,
      int nowOf,
      int then,
      int thenOf,
      double correlation,
      double chance,
      double noticedLoss) {
    EvaluationRecord first = record(now, nowOf);
    EvaluationRecord second = record(then, thenOf);
    double p = first.successRate();
    double q = second.successRate();
    double below = root(p - first.successLow(), second.successHigh() - q, correlation);
    double above = root(first.successHigh() - p, q - second.successLow(), correlation);
    return new RateDifference(p - q, p - q - below, p - q + above, chance, noticedLoss);
  }

  private static EvaluationRecord record(int successes, int episodes) {
    return new EvaluationRecord(0, ActionMode.MEAN, episodes, successes, 0, false);
  }

  private static double root(double a, double b, double correlation) {
    return Math.sqrt(Math.max(0, a * a - 2 * correlation * a * b + b * b));
  }

  /** The probability that a loss of this much is noticed. */
  @FunctionalInterface
  private interface Power {
    double of(double loss);
  }

  private static double smallestLoss(double thenRate, Power power) {
    return IntStream.rangeClosed(1, 100)
        .mapToDouble(points -> points / 100.0)
        .filter(loss -> loss <= thenRate + 1e-9)
        .filter(loss -> power.of(loss) >= POWER)
        .findFirst()
        .orElse(NONE);
  }

  private static double atMost(int successes, int episodes, double rate) {
    double bounded = Math.max(0, Math.min(1, rate));
    return new BinomialDistribution(null, episodes, bounded).cumulativeProbability(successes);
  }

  /** The first number up to {@code most} for which it is false, or one more than that. */
  private static int firstFalse(IntPredicate holds, int most) {
    return IntStream.rangeClosed(0, most).filter(n -> !holds.test(n)).findFirst().orElse(most + 1);
  }
}
