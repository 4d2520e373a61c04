package org.e2hil.scenarios.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.e2hil.scenarios.statistics.StepsToThreshold.Point;
import org.e2hil.scenarios.statistics.StepsToThreshold.Run;
import org.junit.jupiter.api.Test;

class StepsToThresholdTest {

  private static final double[] STEPS = {
    900, 1200, 1200, 1500, 1800, 2400, 2400, 3000, 4000, 4000, 4000, 4000
  };

  /** The fifth was stopped at 1,800; the last four reached their budget. */
  private static final StepsToThreshold RUNS =
      new StepsToThreshold(
          IntStream.range(0, STEPS.length)
              .mapToObj(i -> new Run(STEPS[i], i != 4 && i < 8))
              .toList());

  /**
   * {@code scipy.stats.ecdf(CensoredData.right_censored(steps, censored)).sf}; and by hand 11/12, ×
   * 9/11, × 8/9, × 5/7, × 4/5.
   */
  @Test
  void theCurveIsThatOfScipy() {
    assertThat(RUNS.curve())
        .extracting(Point::steps)
        .containsExactly(0.0, 900.0, 1200.0, 1500.0, 2400.0, 3000.0);
    double[] expected = {1, 11 / 12.0, 0.75, 2 / 3.0, 10 / 21.0, 8 / 21.0};
    for (int i = 0; i < expected.length; i++) {
      assertThat(RUNS.curve().get(i).unreached()).isCloseTo(expected[i], within(1e-12));
    }
    assertThat(RUNS.median()).hasValue(2400);
  }

  /** The area under scipy's curve, and the same of 10,000 resamples by numpy. */
  @Test
  void theRestrictedMeanIsTheAreaUnderScipysCurve() {
    Interval mean = RUNS.restrictedMean(4000, new Bootstrap(10_000, 1));

    assertThat(mean.estimate()).isCloseTo(2666.666666666667, within(1e-9));
    assertThat(mean.low()).isCloseTo(1980.6, within(50.0));
    assertThat(mean.high()).isCloseTo(3350.0, within(50.0));
  }

  @Test
  void whereLessThanHalfReachItThereIsNoMedian() {
    StepsToThreshold third =
        new StepsToThreshold(List.of(new Run(10, true), new Run(100, false), new Run(100, false)));

    assertThat(third.median()).isEmpty();
    assertThat(third.restrictedMean(100)).isCloseTo(70, within(1e-9));
  }

  /** Half of 24: a product of fractions that rounding leaves a little above ½. */
  @Test
  void halfIsEnoughForTheMedian() {
    StepsToThreshold half =
        new StepsToThreshold(
            IntStream.rangeClosed(1, 24).mapToObj(i -> new Run(i, i <= 12)).toList());

    assertThat(half.median()).hasValue(12);
  }

  @Test
  void whoReachesItWhereAnotherIsStoppedWasNotAlone() {
    StepsToThreshold both = new StepsToThreshold(List.of(new Run(10, false), new Run(10, true)));

    assertThat(both.curve()).containsExactly(new Point(0, 1), new Point(10, 0.5));
  }

  @Test
  void oneRunHasNoInterval() {
    StepsToThreshold one = new StepsToThreshold(List.of(new Run(10, true)));

    assertThat(one.restrictedMean(100, Bootstrap.STANDARD).isKnown()).isFalse();
    assertThat(one.restrictedMean(100, Bootstrap.STANDARD).estimate()).isEqualTo(10);
  }

  @Test
  void whatIsNoRunIsRefused() {
    assertThatThrownBy(() -> new StepsToThreshold(List.of())).hasMessageContaining("need a run");
    assertThatThrownBy(() -> new Run(-1, true)).hasMessageContaining("0 or more");
    assertThatThrownBy(() -> new Run(Double.NaN, false)).hasMessageContaining("finite");
  }

  @Property(tries = 200)
  void whereNoRunWasStoppedEarlyTheRestrictedMeanIsTheMeanOfWhatWasSeen(
      @ForAll @Size(min = 1, max = 30) List<@DoubleRange(min = 1, max = 200) Double> steps) {
    StepsToThreshold runs =
        new StepsToThreshold(steps.stream().map(s -> new Run(Math.min(s, 100), s <= 100)).toList());

    double mean = steps.stream().mapToDouble(s -> Math.min(s, 100)).average().orElseThrow();
    assertThat(runs.restrictedMean(100)).isCloseTo(mean, within(1e-9));
  }
}
