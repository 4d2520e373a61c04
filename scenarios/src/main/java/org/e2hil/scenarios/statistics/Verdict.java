package org.e2hil.scenarios.statistics;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apiguardian.api.API;
import org.e2hil.scenarios.report.chart.Numbers;

/**
 * What a comparison says, in one sentence. Chance is judged by the p value alone, after Holm's
 * correction if there are several comparisons.
 *
 * @param first name of the first method
 * @param second name of the other
 * @param wording of the scores
 * @param comparison first minus second
 * @param p corrected for all comparisons
 * @param comparisons that were made together, 1 or more
 */
@API(status = API.Status.INTERNAL)
public record Verdict(
    String first,
    String second,
    Wording wording,
    Comparison comparison,
    double p,
    int comparisons) {

  private static final long MANY_SEEDS = 1000;
  private static final double TINY_P = 1e-4;

  /**
   * How a difference of scores is said.
   *
   * @param more for a positive difference, with {@code %s} for its size
   * @param less for a negative one
   * @param same for none
   * @param unit by which a difference is multiplied, such as 100 for percentage points
   * @param decimals that are said
   */
  public record Wording(String more, String less, String same, double unit, int decimals) {

    /** Of success rates from 0 to 1. */
    public static final Wording SUCCESS =
        new Wording(
            "succeeds in %s points more episodes than",
            "succeeds in %s points fewer episodes than", "succeeds as often as", 100, 1);
  }

  /** Of the only comparison that was made. */
  public static Verdict of(String first, String second, Wording wording, Comparison comparison) {
    return new Verdict(first, second, wording, comparison, comparison.p(), 1);
  }

  /** The same comparisons, corrected for being made together. */
  public static List<Verdict> together(List<Verdict> verdicts) {
    double[] corrected =
        Statistics.holm(verdicts.stream().mapToDouble(one -> one.comparison.p()).toArray());
    return IntStream.range(0, corrected.length)
        .mapToObj(i -> verdicts.get(i).corrected(corrected[i], corrected.length))
        .toList();
  }

  private Verdict corrected(double p, int comparisons) {
    return new Verdict(first, second, wording, comparison, p, comparisons);
  }

  /** Whether methods that are alike would differ so much in one of twenty experiments at most. */
  public boolean isBeyondChance() {
    return p <= Comparison.LEVEL;
  }

  /** In plain words, with the interval, the seeds and p. */
  public String sentence() {
    return "%s %s %s (%s): %s."
        .formatted(first, difference(), second, String.join(", ", evidence()), conclusion());
  }

  private String difference() {
    double estimate = comparison.difference().estimate();
    if (estimate == 0) {
      return wording.same();
    }
    return (estimate > 0 ? wording.more() : wording.less()).formatted(number(Math.abs(estimate)));
  }

  /** In the wording's unit, with more decimals where the difference would be 0 without them. */
  private String number(double value) {
    double size = wording.unit() * Math.abs(comparison.difference().estimate());
    int decimals = wording.decimals();
    while (size > 0 && size < 0.5 * Math.pow(10, -decimals)) {
      decimals++;
    }
    String text = Numbers.fixed(wording.unit() * value, decimals);
    return text.matches("−[0.]+") ? text.substring(1) : text;
  }

  private List<String> evidence() {
    List<String> evidence = new ArrayList<>();
    Interval difference = comparison.difference();
    if (!difference.isKnown()) {
      evidence.add("no interval from a single seed");
    } else if (difference.hasSpread()) {
      evidence.add("95% interval " + number(difference.low()) + " to " + number(difference.high()));
    } else {
      evidence.add("no spread between seeds");
    }
    evidence.add(seeds());
    evidence.add(chance());
    return evidence;
  }

  private String seeds() {
    int most = comparison.mostSeeds();
    String seeds =
        comparison.fewestSeeds() < most ? comparison.fewestSeeds() + " to " + most : "" + most;
    return seeds
        + (most == 1 ? " seed on " : " seeds on ")
        + (comparison.tasks() == 1 ? "one task" : comparison.tasks() + " tasks");
  }

  private String chance() {
    String chance = p < TINY_P ? "p < 0.0001" : "p = " + Numbers.say(p, 2);
    return comparisons == 1
        ? chance
        : chance + " after Holm's correction for " + comparisons + " comparisons";
  }

  private String conclusion() {
    Interval difference = comparison.difference();
    if (difference.estimate() == 0) {
      return "on average no difference was seen, which does not show that there is none";
    }
    if (isBeyondChance()) {
      return "that is beyond chance"
          + (difference.hasSpread() && difference.contains(0)
              ? ", though the interval holds 0"
              : "");
    }
    if (comparison.smallestP() > Comparison.LEVEL) {
      return "so few seeds cannot tell any difference from chance" + needed();
    }
    if (comparison.p() <= Comparison.LEVEL) {
      return "that is within chance once all " + comparisons + " comparisons are counted";
    }
    return "that is within chance"
        + (difference.isKnown() && !difference.contains(0)
            ? ", though the interval leaves out 0"
            : "")
        + needed();
  }

  /** Nothing where as many were there: they were unlucky, or the correction costs more. */
  private String needed() {
    long seeds = comparison.seedsNeeded().orElse(0);
    if (seeds <= comparison.mostSeeds()) {
      return "";
    }
    String about = comparisons > 1 ? "at least " : "about ";
    return "; %s seeds would be needed to tell a difference of this size"
        .formatted(seeds > MANY_SEEDS ? "more than 1,000" : about + seeds);
  }
}
