package org.e2hil.scenarios.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.e2hil.agent.random.SeededRandom;
import org.junit.jupiter.api.Test;

class BootstrapTest {

  private static final Bootstrap MANY = new Bootstrap(20_000, 1);

  /** One step of a mean of 16 rates in steps of 0.05, which is what an end can be off by. */
  private static final double CHANCE = 0.05 / 16 + 1e-4;

  /**
   * {@code get_interval_estimates({"x": x}, lambda s: np.array([aggregate_iqm(s)]), reps=50000)} of
   * rliable and so on. Of its commit 3ccd9f4, whose {@code random_state} was no longer handed to
   * arch 8, which does not know it; {@code np.random.seed(1)} is what counts.
   */
  @Test
  void intervalsAreThoseOfRliable() {
    Scores x = TwoMethods.x();
    Scores y = TwoMethods.y();

    assertEnds(MANY.of(x, Scores::mean), 0.62833, 0.73167);
    assertEnds(MANY.of(x, Scores::iqm), 0.64063, 0.76875);
    assertEnds(MANY.of(y, Scores::iqm), 0.50938, 0.65625);
    // 4,000 resamples of rliable's, which takes its time
    Interval improvement = MANY.of(x, y, Scores::probabilityOfImprovement);
    assertThat(improvement.low()).isCloseTo(0.5233, within(0.012));
    assertThat(improvement.high()).isCloseTo(0.8000, within(0.012));
  }

  private static void assertEnds(Interval interval, double low, double high) {
    assertThat(interval.low()).isCloseTo(low, within(CHANCE));
    assertThat(interval.high()).isCloseTo(high, within(CHANCE));
  }

  /** {@code create_performance_profile({"x": x}, taus, reps=20000)} of rliable. */
  @Test
  void theProfileIsThatOfRliable() {
    double[] taus = {0, 0.25, 0.5, 0.7, 0.9, 1};
    List<Interval> profile = MANY.profile(TwoMethods.x(), taus);

    double[] shares = {1, 28 / 30.0, 0.7, 0.5, 0.1, 0};
    double[] lows = {1, 25 / 30.0, 17 / 30.0, 0.4, 0, 0};
    double[] highs = {1, 1, 25 / 30.0, 0.6, 0.2, 0};
    for (int i = 0; i < taus.length; i++) {
      assertThat(profile.get(i).estimate()).isCloseTo(shares[i], within(1e-12));
      // shares of 30 runs: an end lies on one of them or on the next
      assertThat(profile.get(i).low()).isCloseTo(lows[i], within(1 / 30.0 + 1e-9));
      assertThat(profile.get(i).high()).isCloseTo(highs[i], within(1 / 30.0 + 1e-9));
    }
  }

  @Test
  void theBandFallsAsTheProfileDoes() {
    double[] taus = new double[101];
    for (int i = 0; i < taus.length; i++) {
      taus[i] = i / 100.0;
    }
    List<Interval> profile = new Bootstrap(200, 1).profile(TwoMethods.y(), taus);

    assertThat(profile).isSortedAccordingTo((a, b) -> Double.compare(b.estimate(), a.estimate()));
    assertThat(profile).isSortedAccordingTo((a, b) -> Double.compare(b.low(), a.low()));
    assertThat(profile).isSortedAccordingTo((a, b) -> Double.compare(b.high(), a.high()));
  }

  @Test
  void whereATaskHasOneRunThereIsNoInterval() {
    Scores scores = Scores.of(new double[] {0.5}, new double[] {0, 1, 1});
    Interval interval = Bootstrap.STANDARD.of(scores, Scores::mean);

    assertThat(interval.estimate()).isCloseTo(7 / 12.0, within(1e-12));
    assertThat(interval.isKnown()).isFalse();
    assertThat(interval.low()).isNaN();
    assertThat(interval.contains(interval.estimate())).isFalse();
    assertThat(
            Bootstrap.STANDARD
                .of(
                    TwoMethods.task(TwoMethods.x(), 0),
                    Scores.of(new double[] {1}),
                    Scores::meanDifference)
                .isKnown())
        .isFalse();
  }

  @Test
  void runsThatAreAlikeHaveAnIntervalOfNoWidth() {
    Interval interval = Bootstrap.STANDARD.of(Scores.of(new double[] {1, 1, 1}), Scores::iqm);

    assertThat(interval).isEqualTo(new Interval(1, 1, 1));
    assertThat(interval.isKnown()).isTrue();
    assertThat(interval.hasSpread()).isFalse();
  }

  @Test
  void theSameSeedGivesTheSameIntervalAndAnotherAlmostTheSame() {
    Interval one = new Bootstrap(2000, 7).of(TwoMethods.x(), Scores::iqm);

    assertThat(new Bootstrap(2000, 7).of(TwoMethods.x(), Scores::iqm)).isEqualTo(one);
    Interval other = new Bootstrap(2000, 8).of(TwoMethods.x(), Scores::mean);
    assertThat(other).isNotEqualTo(new Bootstrap(2000, 7).of(TwoMethods.x(), Scores::mean));
    assertThat(other.low()).isCloseTo(0.62833, within(0.008));
  }

  @Test
  void tooFewResamplesAreRefused() {
    assertThatThrownBy(() -> new Bootstrap(39, 1)).hasMessageContaining("40 resamples or more");
  }

  @Property(tries = 100)
  void theIntervalOfAMeanHoldsTheMean(
      @ForAll @Size(min = 2, max = 20) List<@DoubleRange(min = 0, max = 1) Double> runs) {
    Scores scores = Scores.of(runs.stream().mapToDouble(run -> run).toArray());
    Interval interval = new Bootstrap(200, 1).of(scores, Scores::mean);

    assertThat(interval.estimate()).isBetween(interval.low() - 1e-12, interval.high() + 1e-12);
  }

  /** Ten seeds on three tasks, rates of success of 20 episodes about 0.9, 0.6 and 0.3. */
  @Test
  void almostNineteenOfTwentyIntervalsHoldTheTruth() {
    SeededRandom random = SeededRandom.of(1, "coverage");

    int held = 0;
    for (int i = 0; i < 400; i++) {
      Scores scores = SimulatedScores.draw(random, 10, 0.9, 0.6, 0.3);
      held += new Bootstrap(500, i).of(scores, Scores::mean).contains(0.6) ? 1 : 0;
    }
    assertThat(held / 400.0).isBetween(0.88, 0.98);
  }
}
