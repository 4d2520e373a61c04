package org.e2hil.scenarios.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.Stream;
import org.apache.commons.math3.distribution.BinomialDistribution;
import org.e2hil.agent.random.SeededRandom;
import org.e2hil.scenarios.statistics.SequentialTest.Performance;
import org.e2hil.scenarios.statistics.SequentialTest.Trial;
import org.e2hil.scenarios.statistics.SequentialTest.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SequentialTestTest {

  private static final SequentialTest USUAL = SequentialTest.of(0.9, 0.75, 0.001);

  static Stream<SequentialTest> tests() {
    return Stream.of(
        USUAL,
        SequentialTest.of(0.9, 0.7, 0.05),
        SequentialTest.of(0.95, 0.8, 0.05),
        SequentialTest.of(0.6, 0.4, 0.01),
        SequentialTest.of(0.99, 0.95, 0.01));
  }

  @ParameterizedTest
  @MethodSource("tests")
  void bothErrorsStayWithinTheRiskAndOneEpisodeLessWouldBreakIt(SequentialTest test) {
    assertThat(test.at(test.badRate()).acceptance()).isLessThanOrEqualTo(test.risk());
    assertThat(1 - test.at(test.goodRate()).acceptance()).isLessThanOrEqualTo(test.risk());

    SequentialTest shorter = test.withMaximum(test.maximumEpisodes() - 1);
    double worse =
        Math.max(
            shorter.at(test.badRate()).acceptance(), 1 - shorter.at(test.goodRate()).acceptance());
    assertThat(worse).isGreaterThan(test.risk());
  }

  /** All ways that an episode after the other can go, one by one. */
  @ParameterizedTest
  @CsvSource({"0.3, 0.8, 12", "0.5, 0.5, 12", "0.8, 0.1, 9", "1, 0.2, 7", "0, 0.2, 7"})
  void theDynamicProgramAgreesWithTheSumOverAllWays(double rate, double risk, int maximum) {
    SequentialTest test = new SequentialTest(0.8, 0.4, risk / 2, maximum);

    Performance all = sum(test, rate, 0, 0, 1);

    Performance exact = test.at(rate);
    assertThat(exact.acceptance()).isCloseTo(all.acceptance(), within(1e-12));
    assertThat(exact.meanEpisodes()).isCloseTo(all.meanEpisodes(), within(1e-12));
    assertThat(exact.cutShort()).isCloseTo(all.cutShort(), within(1e-12));
  }

  private static Performance sum(
      SequentialTest test, double rate, int successes, int episodes, double probability) {
    double bound = -Math.log(test.risk());
    double evidence =
        successes * Math.log(test.goodRate() / test.badRate())
            + (episodes - successes) * Math.log((1 - test.goodRate()) / (1 - test.badRate()));
    boolean crossed = Math.abs(evidence) >= bound;
    if (crossed || episodes == test.maximumEpisodes()) {
      return new Performance(
          rate, evidence > 0 ? probability : 0, probability * episodes, crossed ? 0 : probability);
    }
    Performance up = sum(test, rate, successes + 1, episodes + 1, probability * rate);
    Performance down = sum(test, rate, successes, episodes + 1, probability * (1 - rate));
    return new Performance(
        rate,
        up.acceptance() + down.acceptance(),
        up.meanEpisodes() + down.meanEpisodes(),
        up.cutShort() + down.cutShort());
  }

  @ParameterizedTest
  @ValueSource(doubles = {1, 0.95, 0.9, 0.85, 0.75, 0.5, 0})
  void ratesAndLengthsOfSimulatedTrialsAreTheExactOnes(double rate) {
    int trials = 20_000;
    SeededRandom random = SeededRandom.of(1, "trials at " + rate);
    double accepted = 0;
    double cutShort = 0;
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < trials; i++) {
      Trial trial = USUAL.begin();
      for (int episode = 0; trial.verdict() == Verdict.UNDECIDED; episode++) {
        trial.add(episode, random.nextDouble() < rate);
      }
      accepted += trial.verdict() == Verdict.ACCEPTED ? 1 : 0;
      cutShort += trial.isCutShort() ? 1 : 0;
      sum += trial.episodes();
      squares += (double) trial.episodes() * trial.episodes();
    }

    Performance exact = USUAL.at(rate);
    double mean = sum / trials;
    double error = Math.sqrt(Math.max(0, squares / trials - mean * mean) / trials);
    assertThat(mean).isCloseTo(exact.meanEpisodes(), within(4 * error + 1e-9));
    assertShare(accepted / trials, exact.acceptance(), trials);
    assertShare(cutShort / trials, exact.cutShort(), trials);
  }

  private static void assertShare(double share, double probability, int trials) {
    double error = Math.sqrt(probability * (1 - probability) / trials);
    assertThat(share).isCloseTo(probability, within(4 * error + 1.0 / trials));
  }

  @Test
  void aPolicyThatNeverFailsOrNeverSucceedsIsDecidedAsSoonAsItCanBe() {
    // 0.75 ^ n / 0.9 ^ n and 0.1 ^ n / 0.25 ^ n fall to 1/1000
    assertThat(USUAL.at(1).meanEpisodes()).isEqualTo(Math.ceil(Math.log(1e3) / Math.log(1.2)));
    assertThat(USUAL.at(0).meanEpisodes()).isEqualTo(Math.ceil(Math.log(1e3) / Math.log(2.5)));
    assertThat(USUAL.at(1).acceptance()).isEqualTo(1);
    assertThat(USUAL.at(0).acceptance()).isZero();
  }

  /** A test of a fixed number of episodes that keeps the same errors needs more. */
  @Test
  void onAverageTheTestIsShorterThanOneOfAFixedLength() {
    int fixed = fixedLength(USUAL);

    assertThat(USUAL.at(0.9).meanEpisodes()).isLessThan(0.6 * fixed);
    assertThat(USUAL.at(0.75).meanEpisodes()).isLessThan(0.6 * fixed);
  }

  private static int fixedLength(SequentialTest test) {
    for (int n = 1; ; n++) {
      for (int needed = 0; needed <= n; needed++) {
        if (atLeast(needed, n, test.badRate()) <= test.risk()
            && 1 - atLeast(needed, n, test.goodRate()) <= test.risk()) {
          return n;
        }
      }
    }
  }

  private static double atLeast(int successes, int episodes, double rate) {
    return successes == 0
        ? 1
        : 1 - new BinomialDistribution(null, episodes, rate).cumulativeProbability(successes - 1);
  }

  @Test
  void whatTheMaximumCostsIsTheDifferenceToTheEndlessTest() {
    Performance cut = USUAL.at(0.75);
    Performance endless = USUAL.endless().at(0.75);

    assertThat(endless.cutShort()).isZero();
    assertThat(cut.cutShort()).isPositive();
    assertThat(endless.acceptance()).isLessThan(cut.acceptance());
    assertThat(endless.meanEpisodes()).isGreaterThan(cut.meanEpisodes());
  }

  @Test
  void anEpisodeInWhichTheWorldBrokeIsLeftOut() {
    Trial trial = USUAL.begin();

    trial.leaveOut(1);
    trial.add(0, true);
    trial.add(2, false);

    assertThat(trial.episodes()).isEqualTo(2);
    assertThat(trial.successes()).isEqualTo(1);
  }

  @Test
  void noEpisodeCountsTwice() {
    Trial trial = USUAL.begin();
    trial.add(0, false);
    trial.add(2, false);

    for (int counted : new int[] {0, 2}) {
      assertThatThrownBy(() -> trial.add(counted, true))
          .hasMessage("episode %d was counted before, and none is tried twice", counted);
    }
    assertThat(trial.episodes()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"0.7, 0.9, 0.01", "1, 0.9, 0.01", "0.9, 0, 0.01", "0.9, 0.7, 0", "0.9, 0.7, 0.5"})
  void aTestThatThereCannotBeIsRefused(double good, double bad, double risk) {
    assertThatThrownBy(() -> SequentialTest.of(good, bad, risk))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageMatching("the (rates|risk) must .*");
  }
}
