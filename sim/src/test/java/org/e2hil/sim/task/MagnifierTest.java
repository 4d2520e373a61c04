package org.e2hil.sim.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class MagnifierTest {

  @Test
  void aMillimetreIsATenthNearTheGoalAndNothingFarAway() {
    assertThat(Magnifier.of(0.001)).isCloseTo(0.1, within(0.001));
    assertThat(Magnifier.of(0.201) - Magnifier.of(0.200)).isCloseTo(0, within(1e-9));
  }

  @Property
  void nearerIsNeverShownFartherAndASideIsNeverMistaken(
      @ForAll @DoubleRange(min = -1, max = 1) double oneM,
      @ForAll @DoubleRange(min = -1, max = 1) double otherM) {
    double nearer = Math.min(oneM, otherM);
    double farther = Math.max(oneM, otherM);

    assertThat(Magnifier.of(nearer))
        .isLessThanOrEqualTo(Magnifier.of(farther))
        .isBetween(-1.0, 1.0);
    assertThat(Magnifier.of(-oneM)).isEqualTo(-Magnifier.of(oneM));
  }

  @Test
  void copiesAreWrittenBesideTheMetres() {
    double[] state = {7, 0.002, -0.01, 9, 9, 7};
    Magnifier.copy(state, 1, 2, 3);

    assertThat(state)
        .containsExactly(7, 0.002, -0.01, StrictMath.tanh(0.2), StrictMath.tanh(-1), 7);
  }
}
