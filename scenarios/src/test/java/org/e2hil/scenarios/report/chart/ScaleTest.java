package org.e2hil.scenarios.report.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class ScaleTest {

  @Provide
  Arbitrary<Scale> scales() {
    return Arbitraries.of(Scale.LINEAR, Scale.LOGARITHMIC, new Scale.SignedLogarithmic(0.01));
  }

  @Property
  void aPlaceLeadsBackToItsValueAndGrowsWithIt(
      @ForAll("scales") Scale scale, @ForAll @DoubleRange(min = -6, max = 6) double decade) {
    double value = Math.pow(10, decade);

    assertThat(scale.value(scale.place(value))).isCloseTo(value, within(1e-9 * value));
    assertThat(scale.place(value * 1.01)).isGreaterThan(scale.place(value));
  }

  @Property
  void ticksLieBetweenTheEndsAreFewAndRise(
      @ForAll("scales") Scale scale,
      @ForAll @DoubleRange(min = -6, max = 6) double decade,
      @ForAll @DoubleRange(min = 0.2, max = 6) double decades) {
    double low = Math.pow(10, decade);
    double high = Math.pow(10, decade + decades);

    assertThat(scale.ticks(low, high))
        .hasSizeLessThanOrEqualTo(8)
        .isSorted()
        .allMatch(tick -> tick >= low * (1 - 1e-6) && tick <= high * (1 + 1e-6));
  }

  @Test
  void ticksAreRound() {
    assertThat(Scale.LINEAR.ticks(0, 1))
        .containsExactly(0.0, 0.2, 0.4, 0.6000000000000001, 0.8, 1.0);
    assertThat(Scale.LOGARITHMIC.ticks(0.5, 2000)).containsExactly(1.0, 10.0, 100.0, 1000.0);
    assertThat(Scale.LOGARITHMIC.ticks(1.5, 6)).containsExactly(2.0, 5.0);
    assertThat(new Scale.SignedLogarithmic(0.1).ticks(-20, 20))
        .containsExactly(-10.0, -1.0, 0.0, 1.0, 10.0);
  }

  @Test
  void aLogarithmHasNoPlaceForWhatIsNotPositive() {
    assertThat(Scale.LOGARITHMIC.place(0)).isNaN();
    assertThat(Scale.LOGARITHMIC.place(-1)).isNaN();
  }

  @Test
  void aFewLargeValuesAskForLogarithmsAndEvenOnesDoNot() {
    assertThat(Scale.suiting(1, 2, 3, -4)).isSameAs(Scale.LINEAR);
    assertThat(Scale.suiting(0, 0, 0)).isSameAs(Scale.LINEAR);
    assertThat(Scale.suiting(1, -2, 3, 4, 1000)).isInstanceOf(Scale.SignedLogarithmic.class);
  }
}
