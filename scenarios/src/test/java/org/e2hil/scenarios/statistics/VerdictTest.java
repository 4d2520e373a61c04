package org.e2hil.scenarios.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalLong;
import org.e2hil.scenarios.statistics.Verdict.Wording;
import org.junit.jupiter.api.Test;

class VerdictTest {

  private static final Interval WITHIN = new Interval(0.032, -0.01, 0.074);
  private static final Interval BEYOND = new Interval(0.08, 0.03, 0.13);

  private static Comparison comparison(Interval difference, double p, int needed) {
    return new Comparison(
        difference,
        p,
        1e-8,
        true,
        3,
        10,
        10,
        needed == 0 ? OptionalLong.empty() : OptionalLong.of(needed));
  }

  private static Verdict verdict(Comparison comparison) {
    return Verdict.of("e2hil", "hil-serl", Wording.SUCCESS, comparison);
  }

  private static String sentence(Comparison comparison) {
    return verdict(comparison).sentence();
  }

  @Test
  void whatIsWithinChanceSaysHowManySeedsWouldTell() {
    Verdict verdict = verdict(comparison(WITHIN, 0.14, 42));

    assertThat(verdict.isBeyondChance()).isFalse();
    assertThat(verdict.sentence())
        .isEqualTo(
            "e2hil succeeds in 3.2 points more episodes than hil-serl (95% interval −1.0 to 7.4,"
                + " 10 seeds on 3 tasks, p = 0.14): that is within chance; about 42 seeds would be"
                + " needed to tell a difference of this size.");
  }

  @Test
  void seedsThatWereThereAreNotAskedForAgain() {
    assertThat(sentence(comparison(WITHIN, 0.06, 10)))
        .endsWith("p = 0.06): that is within chance.");
  }

  @Test
  void tooManySeedsToCountAreMoreThanAThousand() {
    assertThat(sentence(comparison(WITHIN, 0.9, 123_456)))
        .endsWith("; more than 1,000 seeds would be needed to tell a difference of this size.");
  }

  @Test
  void whatIsBeyondChanceSaysSo() {
    Verdict verdict = verdict(comparison(BEYOND, 0.00005, 5));

    assertThat(verdict.isBeyondChance()).isTrue();
    assertThat(verdict.sentence())
        .isEqualTo(
            "e2hil succeeds in 8.0 points more episodes than hil-serl (95% interval 3.0 to 13.0,"
                + " 10 seeds on 3 tasks, p < 0.0001): that is beyond chance.");
  }

  @Test
  void aLossIsSaidAsOne() {
    assertThat(sentence(comparison(new Interval(-0.08, -0.13, -0.0301), 0.004, 5)))
        .startsWith("e2hil succeeds in 8.0 points fewer episodes than hil-serl")
        .contains("95% interval −13.0 to −3.0,", "p = 0.004)");
  }

  @Test
  void intervalAndTestNeedNotAgreeAndTheSentenceSaysSo() {
    assertThat(sentence(comparison(BEYOND, 0.06, 0)))
        .endsWith("that is within chance, though the interval leaves out 0.");
    assertThat(sentence(comparison(WITHIN, 0.04, 0)))
        .endsWith("that is beyond chance, though the interval holds 0.");
  }

  @Test
  void severalComparisonsAreCorrectedByHolm() {
    List<Verdict> verdicts =
        Verdict.together(
            List.of(
                verdict(comparison(BEYOND, 0.04, 5)),
                verdict(comparison(BEYOND, 0.001, 5)),
                verdict(comparison(WITHIN, 0.5, 42))));

    assertThat(verdicts).extracting(Verdict::isBeyondChance).containsExactly(false, true, false);
    assertThat(verdicts.get(0).sentence())
        .endsWith(
            "p = 0.08 after Holm's correction for 3 comparisons): that is within chance once all 3"
                + " comparisons are counted.");
    assertThat(verdicts.get(1).sentence())
        .endsWith("p = 0.003 after Holm's correction for 3 comparisons): that is beyond chance.");
    assertThat(verdicts.get(2).sentence())
        .endsWith(
            "that is within chance; at least 42 seeds would be needed to tell a difference of this"
                + " size.");
  }

  @Test
  void oneComparisonNeedsNoCorrection() {
    assertThat(Verdict.together(List.of(verdict(comparison(WITHIN, 0.14, 42)))))
        .containsExactly(verdict(comparison(WITHIN, 0.14, 42)));
  }

  @Test
  void aSingleSeedHasNoIntervalAndTellsNothing() {
    Comparison one =
        Comparison.paired(
            Scores.of(new double[] {0.95}), Scores.of(new double[] {0.9}), Bootstrap.STANDARD);

    assertThat(sentence(one))
        .isEqualTo(
            "e2hil succeeds in 5.0 points more episodes than hil-serl (no interval from a single"
                + " seed, 1 seed on one task, p = 1): so few seeds cannot tell any difference from"
                + " chance.");
  }

  @Test
  void fewSeedsCannotTellHoweverMuchTheyDiffer() {
    Comparison three =
        Comparison.paired(
            Scores.of(new double[] {1, 1, 0.9}), Scores.of(new double[3]), Bootstrap.STANDARD);

    assertThat(sentence(three))
        .contains("3 seeds on one task, p = 0.25")
        .endsWith(
            "so few seeds cannot tell any difference from chance; about 6 seeds would be needed to"
                + " tell a difference of this size.");
  }

  @Test
  void manyTasksWithOneSeedEachCanTell() {
    Comparison six =
        Comparison.paired(
            Scores.of(new double[][] {{1}, {0.9}, {1}, {0.8}, {1}, {0.7}}),
            Scores.of(new double[6][1]),
            Bootstrap.STANDARD);

    assertThat(sentence(six))
        .endsWith(
            "(no interval from a single seed, 1 seed on 6 tasks, p = 0.031): that is beyond"
                + " chance.");
  }

  @Test
  void seedsThatAllAgreeHaveNoSpreadInsteadOfAnInterval() {
    Comparison alike =
        Comparison.independent(
            Scores.of(new double[] {1, 1, 1, 1, 1}),
            Scores.of(new double[] {0.95, 0.95, 0.95, 0.95}),
            Bootstrap.STANDARD);

    assertThat(sentence(alike))
        .contains("(no spread between seeds, 4 to 5 seeds on one task, p = 0.0")
        .endsWith("that is beyond chance.");
  }

  @Test
  void noDifferenceIsNotShownToBeNone() {
    Comparison same = Comparison.paired(TwoMethods.x(), TwoMethods.x(), Bootstrap.STANDARD);

    assertThat(sentence(same))
        .isEqualTo(
            "e2hil succeeds as often as hil-serl (no spread between seeds, 10 seeds on 3 tasks,"
                + " p = 1): on average no difference was seen, which does not show that there is"
                + " none.");
  }

  @Test
  void aDifferenceIsNeverSaidToBeZero() {
    assertThat(sentence(comparison(new Interval(0.0002, -0.0001, 0.0005), 0.2, 0)))
        .startsWith("e2hil succeeds in 0.02 points more episodes than hil-serl")
        .contains("95% interval −0.01 to 0.05,");
  }

  @Test
  void otherScoresHaveOtherWords() {
    Wording steps = new Wording("needs %s steps more than", "needs %s steps fewer than", "=", 1, 0);

    assertThat(
            Verdict.of("a", "b", steps, comparison(new Interval(-1234, -2000, -400), 0.01, 5))
                .sentence())
        .isEqualTo(
            "a needs 1,234 steps fewer than b (95% interval −2,000 to −400, 10 seeds on 3 tasks,"
                + " p = 0.01): that is beyond chance.");
  }
}
