package org.e2hil.scenarios.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.apache.commons.math3.distribution.BinomialDistribution;
import org.e2hil.agent.random.SeededRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RateDifferenceTest {

  /** Table II of Newcombe's paper on independent proportions, method 10. */
  @ParameterizedTest
  @CsvSource({
    "56, 70, 48, 80, 0.0524, 0.3339",
    "9, 10, 3, 10, 0.1705, 0.8090",
    "10, 10, 0, 10, 0.6075, 1.0000"
  })
  void intervalsOfIndependentEpisodesAreThoseOfThePaper(
      int now, int nowOf, int then, int thenOf, double low, double high) {
    RateDifference difference = RateDifference.independent(now, nowOf, then, thenOf);

    assertThat(difference.low95()).isCloseTo(low, within(5e-5));
    assertThat(difference.high95()).isCloseTo(high, within(5e-5));
  }

  /** Table II of Newcombe's paper on paired data, method 10: he subtracts the other way round. */
  @Test
  void theIntervalOfPairsIsThatOfThePaper() {
    RateDifference difference = RateDifference.paired(36, 12, 2, 0);

    assertThat(difference.difference()).isCloseTo(-0.2, within(1e-12));
    assertThat(-difference.high95()).isCloseTo(0.0569, within(5e-5));
    assertThat(-difference.low95()).isCloseTo(0.3404, within(5e-5));
  }

  @Test
  void pairsThatAgreeAreNoLossHoweverBadTheyAre() {
    assertThat(RateDifference.paired(50, 0, 0, 10).isWorse()).isFalse();
    assertThat(RateDifference.paired(0, 0, 0, 60).isWorse()).isFalse();
    assertThat(RateDifference.paired(60, 0, 0, 0).difference()).isZero();
  }

  @Test
  void pairsNoticeALossThatIndependentEpisodesDoNot() {
    assertThat(RateDifference.paired(48, 7, 0, 5).isWorse()).isTrue();
    assertThat(RateDifference.independent(48, 60, 55, 60).isWorse()).isFalse();
    assertThat(RateDifference.paired(48, 7, 0, 5).noticedLoss())
        .isLessThan(RateDifference.independent(48, 60, 55, 60).noticedLoss());
  }

  /** Where an episode is as likely lost as won, all ways that the rest can fall. */
  @ParameterizedTest
  @CsvSource({"4, 0.5, 1", "60, 0.95, 0.05", "60, 0.8, 0.2", "60, 0.5, 0.5", "100, 0.9, 0.1"})
  void anUnchangedPolicyIsCalledWorseInOneOfFortyCasesAtMost(
      int episodes, double success, double changes) {
    double falseAlarms = 0;
    BinomialDistribution changing = new BinomialDistribution(null, episodes, changes);
    for (int changed = 0; changed <= episodes; changed++) {
      BinomialDistribution lost = new BinomialDistribution(null, changed, 0.5);
      int both = (int) Math.round((episodes - changed) * success);
      for (int gone = 0; gone <= changed; gone++) {
        if (RateDifference.paired(both, gone, changed - gone, episodes - changed - both)
            .isWorse()) {
          falseAlarms += changing.probability(changed) * lost.probability(gone);
        }
      }
    }
    assertThat(falseAlarms).isLessThanOrEqualTo(0.025);
  }

  /** The loss that is said to be noticed is noticed in four of five simulated cases. */
  @Test
  void thePowerIsWhatIsSeenInSimulatedRuns() {
    double paired = RateDifference.paired(55, 0, 0, 5).noticedLoss();
    double independent = RateDifference.independent(55, 60, 55, 60).noticedLoss();

    assertThat(seenPaired(paired)).isBetween(0.78, 0.97);
    assertThat(seenPaired(paired - 0.01)).isLessThan(0.82);
    assertThat(seenIndependent(independent)).isBetween(0.78, 0.97);
    assertThat(seenIndependent(independent - 0.01)).isLessThan(0.82);
  }

  private static double seenPaired(double loss) {
    SeededRandom random = SeededRandom.of(1, "pairs");
    int seen = 0;
    for (int trial = 0; trial < 1000; trial++) {
      int lost = successes(random, 55, loss / (55.0 / 60));
      seen += RateDifference.paired(55 - lost, lost, 0, 5).isWorse() ? 1 : 0;
    }
    return seen / 1000.0;
  }

  private static double seenIndependent(double loss) {
    SeededRandom random = SeededRandom.of(1, "independent");
    int seen = 0;
    for (int trial = 0; trial < 1000; trial++) {
      int now = successes(random, 60, 55.0 / 60 - loss);
      seen += RateDifference.independent(now, 60, 55, 60).isWorse() ? 1 : 0;
    }
    return seen / 1000.0;
  }

  private static int successes(SeededRandom random, int episodes, double rate) {
    int successes = 0;
    for (int i = 0; i < episodes; i++) {
      successes += random.nextDouble() < rate ? 1 : 0;
    }
    return successes;
  }

  @Test
  void tooFewEpisodesAreSaidToHaveNoPower() {
    assertThat(RateDifference.paired(2, 0, 0, 0).hasPower()).isFalse();
    assertThat(RateDifference.independent(2, 2, 2, 2).hasPower()).isFalse();
    assertThat(RateDifference.paired(0, 0, 0, 60).hasPower()).isFalse();
    assertThat(RateDifference.paired(60, 0, 0, 0).hasPower()).isTrue();
  }
}
