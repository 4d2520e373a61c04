package org.e2hil.scenarios.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.UniqueElements;
import org.junit.jupiter.api.Test;

class StatisticsTest {

  @Test
  void aQuantileIsLinearBetweenItsNeighbours() {
    double[] values = {4, 1, Double.NaN, 3, 2};

    assertThat(Statistics.quantile(values, 0)).isEqualTo(1);
    assertThat(Statistics.quantile(values, 0.5)).isEqualTo(2.5);
    assertThat(Statistics.quantile(values, 0.9)).isCloseTo(3.7, within(1e-12));
    assertThat(Statistics.quantile(values, 1)).isEqualTo(4);
    assertThat(Statistics.quantile(new double[0], 0.5)).isNaN();
  }

  @Test
  void correlationOfALineIsOneAndOfAConstantNone() {
    double[] x = {1, 2, 3, Double.NaN};

    assertThat(Statistics.correlation(x, new double[] {-1, -3, -5, 7}))
        .isCloseTo(-1, within(1e-12));
    assertThat(Statistics.correlation(x, new double[] {2, 2, 2, 2})).isNaN();
    assertThat(Statistics.correlation(new double[] {1, 2}, new double[] {1, 2})).isNaN();
    assertThat(Statistics.rankCorrelation(new double[] {1, 2}, new double[] {1, 2})).isNaN();
    assertThat(Statistics.rankCorrelation(x, new double[] {2, 2, 2, 2})).isNaN();
  }

  /** Anscombe's first quartet (1973): r = 0.81642. */
  @Test
  void correlationIsPearsons() {
    double[] x = {10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5};
    double[] y = {8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68};

    assertThat(Statistics.correlation(x, y)).isCloseTo(0.81642, within(1e-5));
    assertThat(Statistics.rankCorrelation(x, y)).isCloseTo(0.818182, within(1e-6));
  }

  /** Tables of r at the 5% level, two-sided: 0.632 for 10 pairs, 0.196 for 100. */
  @Test
  void aCoefficientIsBeyondChanceAccordingToHowManyPairsItIsOf() {
    assertThat(Statistics.beyondChance(0.66, 10)).isTrue();
    assertThat(Statistics.beyondChance(-0.62, 10)).isFalse();
    assertThat(Statistics.beyondChance(-0.2, 100)).isTrue();
    assertThat(Statistics.beyondChance(0.19, 100)).isFalse();
    assertThat(Statistics.beyondChance(1, 3)).isFalse();
    assertThat(Statistics.beyondChance(Double.NaN, 100)).isFalse();
  }

  @Property
  void ranksOfARisingFunctionAgreeHoweverSteepItIs(
      @ForAll @Size(min = 3, max = 40) @UniqueElements
          List<@DoubleRange(min = -9, max = 9) Double> values) {
    double[] x = values.stream().mapToDouble(Double::doubleValue).toArray();
    double[] y = Arrays.stream(x).map(Math::exp).toArray();

    assertThat(Statistics.rankCorrelation(x, y)).isCloseTo(1, within(1e-9));
  }

  @Test
  void superiorityCountsPairsAndHalvesTies() {
    // of the six pairs 2 > 1 and 3 > 1 and 3 > 2 are won, 2 = 2 is a tie
    double[] first = {2, 3};
    double[] second = {1, 2, 4};

    assertThat(Statistics.superiority(first, second)).isCloseTo(3.5 / 6, within(1e-12));
    assertThat(Statistics.superiority(second, first)).isCloseTo(2.5 / 6, within(1e-12));
    assertThat(Statistics.superiority(first, new double[] {Double.NaN})).isNaN();
  }

  /** {@code np.trapezoid([0, 0.2, 0.9, 1], [0, 1000, 3000, 4000]) / 4000}. */
  @Test
  void theAreaUnderACurveIsThatOfTrapezoids() {
    double[] steps = {0, 1000, 3000, 4000};

    assertThat(Statistics.areaUnder(steps, new double[] {0, 0.2, 0.9, 1}))
        .isCloseTo(0.5375, within(1e-12));
    assertThat(Statistics.areaUnder(steps, new double[] {0.7, 0.7, 0.7, 0.7}))
        .isCloseTo(0.7, within(1e-12));
    assertThatThrownBy(() -> Statistics.areaUnder(new double[] {0, 0}, new double[2]))
        .hasMessageContaining("after 0.0 comes 0.0");
    assertThatThrownBy(() -> Statistics.areaUnder(new double[1], new double[1]))
        .hasMessageContaining("two points or more");
    assertThatThrownBy(() -> Statistics.areaUnder(steps, new double[3]))
        .hasMessageContaining("4 and 3");
  }

  /** {@code p.adjust(c(0.01, 0.04, 0.03, 0.005), "holm")} of R. */
  @Test
  void holmsCorrectionIsThatOfR() {
    assertThat(Statistics.holm(0.01, 0.04, 0.03, 0.005))
        .containsExactly(new double[] {0.03, 0.06, 0.06, 0.02}, within(1e-12));
    assertThat(Statistics.holm(0.6, 0.7)).containsExactly(1, 1);
    assertThat(Statistics.holm()).isEmpty();
    assertThatThrownBy(() -> Statistics.holm(0.5, Double.NaN)).hasMessageContaining("is NaN");
  }

  @Property(tries = 200)
  void holmsCorrectionKeepsTheOrderAndLowersNoP(
      @ForAll @Size(min = 1, max = 9) List<@DoubleRange(min = 0, max = 1) Double> values) {
    double[] p = values.stream().mapToDouble(Double::doubleValue).toArray();
    double[] corrected = Statistics.holm(p);

    for (int i = 0; i < p.length; i++) {
      assertThat(corrected[i]).isBetween(p[i], Math.min(1, p.length * p[i]));
      for (int j = 0; j < p.length; j++) {
        assertThat(p[i] <= p[j] && corrected[i] > corrected[j]).isFalse();
      }
    }
  }
}
