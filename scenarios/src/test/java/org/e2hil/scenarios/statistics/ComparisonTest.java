package org.e2hil.scenarios.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.function.ToDoubleFunction;
import org.e2hil.agent.random.SeededRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComparisonTest {

  private static final Bootstrap MANY = new Bootstrap(20_000, 1);
  private static final Bootstrap FEW = new Bootstrap(40, 1);

  /**
   * The intervals by rliable's {@code get_interval_estimates} of {@code x - y} and of {@code (x,
   * y)}; p by {@code scipy.stats.permutation_test(..., permutation_type="samples",
   * n_resamples=200000)} and by 100,000 draws of {@code numpy.random.Generator.permuted} within
   * each task; the seeds by the formula in numpy.
   */
  @Test
  void comparisonsOfThreeTasksAreThoseOfRliableAndScipy() {
    Comparison paired = Comparison.paired(TwoMethods.x(), TwoMethods.y(), MANY);
    Comparison independent = Comparison.independent(TwoMethods.x(), TwoMethods.y(), MANY);

    assertThat(paired.difference().estimate()).isCloseTo(0.08, within(1e-12));
    assertThat(paired.difference().low()).isCloseTo(0.035, within(0.003));
    assertThat(paired.difference().high()).isCloseTo(0.125, within(0.003));
    assertThat(independent.difference().estimate()).isCloseTo(0.08, within(1e-12));
    assertThat(independent.difference().low()).isCloseTo(0.00833, within(0.003));
    assertThat(independent.difference().high()).isCloseTo(0.15167, within(0.003));
    assertThat(paired.p()).isCloseTo(0.0039, within(0.002));
    assertThat(independent.p()).isCloseTo(0.0475, within(0.007));
    assertThat(paired.seedsNeeded()).hasValue(8);
    assertThat(independent.seedsNeeded()).hasValue(19);
    assertThat(paired.fewestSeeds()).isEqualTo(10);
    assertThat(paired.tasks()).isEqualTo(3);
  }

  /** {@code scipy.stats.permutation_test} of one task, {@code n_resamples=np.inf}. */
  @ParameterizedTest
  @CsvSource({
    "0, 0.1171875, 0.27974192989672864",
    "1, 0.0078125, 0.1227889757301522",
    "2, 0.56640625, 0.6233951806707224"
  })
  void chanceOnOneTaskIsThatOfScipy(int task, double ofPairs, double ofLabels) {
    Scores x = TwoMethods.task(TwoMethods.x(), task);
    Scores y = TwoMethods.task(TwoMethods.y(), task);

    assertThat(Comparison.paired(x, y, FEW).p()).isCloseTo(ofPairs, within(1e-12));
    // four standard errors of 20,000 draws
    assertThat(Comparison.independent(x, y, FEW).p()).isCloseTo(ofLabels, within(0.014));
  }

  @Test
  void fivePairsThatAllWinAreNotBeyondChanceAndSixAre() {
    Scores five = Scores.of(new double[] {1, 1, 1, 1, 1});
    Scores six = Scores.of(new double[] {1, 1, 1, 1, 1, 1});
    Comparison ofFive = Comparison.paired(five, Scores.of(new double[5]), FEW);
    Comparison ofSix = Comparison.paired(six, Scores.of(new double[6]), FEW);

    assertThat(ofFive.p()).isEqualTo(2 / 32.0).isEqualTo(ofFive.smallestP());
    assertThat(ofSix.p()).isEqualTo(2 / 64.0).isEqualTo(ofSix.smallestP());
    assertThat(ofFive.seedsNeeded()).hasValue(6);
  }

  /** What was seen is one of the arrangements, so that none is impossible. */
  @Test
  void noChanceIsZero() {
    Scores ones = Scores.of(new double[] {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1});
    Scores zeros = Scores.of(new double[19]);

    assertThat(Comparison.paired(ones, zeros, FEW).p()).isBetween(1 / 20_001.0, 3 / 20_001.0);
    assertThat(Comparison.independent(ones, zeros, FEW).p()).isEqualTo(1 / 20_001.0);
  }

  /** Of C(8, 4) = 70 arrangements two are as extreme, of C(7, 3) = 35 one. */
  @Test
  void theSmallestChanceOfIndependentRunsCountsTheirArrangements() {
    Scores ones = Scores.of(new double[] {1, 1, 1, 1});
    Comparison fours = Comparison.independent(ones, Scores.of(new double[4]), FEW);
    Comparison three = Comparison.independent(ones, Scores.of(new double[3]), FEW);

    assertThat(fours.smallestP()).isCloseTo(2 / 70.0, within(1e-12));
    assertThat(fours.p()).isCloseTo(2 / 70.0, within(0.005));
    assertThat(three.smallestP()).isCloseTo(1 / 35.0, within(1e-12));
    assertThat(three.p()).isCloseTo(1 / 35.0, within(0.005));
    assertThat(fours.seedsNeeded()).hasValue(4);
    assertThat(three.fewestSeeds()).isEqualTo(3);
    assertThat(three.mostSeeds()).isEqualTo(4);
  }

  @Test
  void oneSeedATaskHasNoIntervalAndSaysNothingOfSeedsNeeded() {
    Comparison one =
        Comparison.paired(
            Scores.of(new double[] {1}, new double[] {0.5}), Scores.of(new double[2][1]), FEW);

    assertThat(one.difference().estimate()).isEqualTo(0.75);
    assertThat(one.difference().isKnown()).isFalse();
    assertThat(one.p()).isEqualTo(0.5);
    assertThat(one.seedsNeeded()).isEmpty();
  }

  @Test
  void methodsThatAreTheSameDifferByNothing() {
    Comparison same = Comparison.paired(TwoMethods.x(), TwoMethods.x(), FEW);

    assertThat(same.difference()).isEqualTo(new Interval(0, 0, 0));
    assertThat(same.p()).isEqualTo(1);
    assertThat(same.seedsNeeded()).isEmpty();
    assertThat(Comparison.independent(TwoMethods.x(), TwoMethods.x(), FEW).p()).isEqualTo(1);
  }

  @Test
  void theOtherWayRoundTheSignChangesAndNotTheChance() {
    Scores x = TwoMethods.task(TwoMethods.x(), 1);
    Scores y = TwoMethods.task(TwoMethods.y(), 1);
    Comparison one = Comparison.paired(x, y, FEW);
    Comparison other = Comparison.paired(y, x, FEW);

    assertThat(other.difference().estimate()).isEqualTo(-one.difference().estimate());
    assertThat(other.p()).isEqualTo(one.p());
    assertThat(other.seedsNeeded()).isEqualTo(one.seedsNeeded());
  }

  /** Exact, by the noncentral t distribution in scipy, for a mean of so many std. */
  @ParameterizedTest
  @CsvSource({"0.3, 90", "0.5, 34", "0.8, 15"})
  void seedsNeededAreThoseOfTheExactPower(double effect, long seeds) {
    double half = Math.sqrt(0.5);
    Scores pairs = Scores.of(new double[] {effect - half, effect + half});
    Comparison comparison = Comparison.paired(pairs, Scores.of(new double[2]), FEW);

    assertThat(comparison.seedsNeeded().orElseThrow()).isBetween(seeds - 1, seeds + 1);
  }

  @Test
  void aTinyDifferenceNeedsManySeeds() {
    Scores pairs = Scores.of(new double[] {-1, 1 + 2e-6});

    assertThat(Comparison.paired(pairs, Scores.of(new double[2]), FEW).seedsNeeded().orElseThrow())
        .isGreaterThan(1_000_000_000_000L);
  }

  @Test
  void pairsNeedTheSameSeeds() {
    Scores three = Scores.of(new double[] {1, 0, 1});
    Scores two = Scores.of(new double[] {1, 0});

    assertThatThrownBy(() -> Comparison.paired(three, two, FEW))
        .hasMessageContaining("compare them as independent ones");
    assertThatThrownBy(() -> Comparison.independent(three, Scores.of(new double[2][2]), FEW))
        .hasMessageContaining("the same tasks");
  }

  @Test
  void methodsThatAreAlikeAreRarelyCalledDifferent() {
    assertThat(falseAlarms(random -> paired(random, 12, 0.9))).isLessThanOrEqualTo(0.07);
    assertThat(falseAlarms(random -> paired(random, 10, 0.9, 0.6, 0.3))).isBetween(0.02, 0.07);
    assertThat(
            falseAlarms(
                random ->
                    Comparison.independent(
                            SimulatedScores.draw(random, 7, 0.9, 0.6),
                            SimulatedScores.draw(random, 5, 0.9, 0.6),
                            FEW)
                        .p()))
        .isBetween(0.02, 0.07);
  }

  private static double paired(SeededRandom random, int seeds, double... rates) {
    return Comparison.paired(
            SimulatedScores.draw(random, seeds, rates),
            SimulatedScores.draw(random, seeds, rates),
            FEW)
        .p();
  }

  private static double falseAlarms(ToDoubleFunction<SeededRandom> experiment) {
    SeededRandom random = SeededRandom.of(2, "false alarms");
    int alarms = 0;
    for (int i = 0; i < 300; i++) {
      alarms += experiment.applyAsDouble(random) <= 0.05 ? 1 : 0;
    }
    return alarms / 300.0;
  }
}
