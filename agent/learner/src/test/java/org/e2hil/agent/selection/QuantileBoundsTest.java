package org.e2hil.agent.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.e2hil.agent.random.SeededRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuantileBoundsTest {

  private static Selection select(
      QuantileBounds bounds, long step, float[] weights, double... influence) {
    return bounds.select(influence, step, SeededRandom.of(1, "none is drawn"), weights);
  }

  private static QuantileBounds hard(double lower, double upper) {
    return new QuantileBounds(lower, upper, 0, Ramp.NONE);
  }

  private static QuantileBounds soft(double lower, double upper, double softness) {
    return new QuantileBounds(lower, upper, softness, Ramp.NONE);
  }

  @Test
  void theQuantileOfOneValueIsThatValue() {
    double[] one = {7};

    assertThat(QuantileBounds.quantile(one, 0)).isEqualTo(7);
    assertThat(QuantileBounds.quantile(one, 0.3)).isEqualTo(7);
    assertThat(QuantileBounds.quantile(one, 1)).isEqualTo(7);
  }

  @Test
  void aQuantileThatFallsOnAValueIsThatValue() {
    double[] sorted = {1, 2, 4, 8, 16};

    assertThat(QuantileBounds.quantile(sorted, 0.25)).isEqualTo(2);
    assertThat(QuantileBounds.quantile(sorted, 0.75)).isEqualTo(8);
    assertThat(QuantileBounds.quantile(sorted, 0.875)).isEqualTo(12);
  }

  @Test
  void bothBoundsAreKeptAndWhatLiesBeyondThemIsNot() {
    float[] weights = new float[5];
    Selection selection = select(hard(0.25, 0.75), 0, weights, -4, 2, 0.5, 8, -1);

    assertThat(selection.lower()).isEqualTo(1);
    assertThat(selection.upper()).isEqualTo(4);
    assertThat(weights).containsExactly(1, 1, 0, 0, 1);
    assertThat(selection.keepRatio()).isEqualTo(3 / 5.0);
    assertThat(selection.undecided()).isFalse();
  }

  @Test
  void quantilesOfZeroAndOneKeepEverything() {
    float[] weights = new float[4];
    Selection selection = select(hard(0, 1), 0, weights, 3, -1, 4, 1.5);

    assertThat(weights).containsExactly(1, 1, 1, 1);
    assertThat(selection).isEqualTo(new Selection(1, 4, 1, false));
    assertThat(select(soft(0, 1, 0.5), 0, weights, 3, -1, 4, 1.5).keepRatio()).isEqualTo(1);
    assertThat(weights).containsExactly(1, 1, 1, 1);
  }

  @Test
  void oneStateIsKeptAndTellsNothingApart() {
    for (QuantileBounds bounds : new QuantileBounds[] {hard(0.4, 0.6), soft(0.4, 0.45, 0.01)}) {
      float[] weights = new float[1];

      assertThat(select(bounds, 0, weights, -3)).isEqualTo(new Selection(3, 3, 1, true));
      assertThat(weights).containsExactly(1);
    }
  }

  @Test
  void boundsBetweenWhichNothingLiesKeepEverything() {
    float[] weights = new float[2];

    assertThat(select(hard(0.25, 0.75), 0, weights, 1, 2))
        .isEqualTo(new Selection(1.25, 1.75, 1, false));
    assertThat(weights).containsExactly(1, 1);
    assertThat(select(soft(0.25, 0.75, 0.1), 0, weights, 1, 2))
        .isEqualTo(new Selection(1.25, 1.75, 1, false));
    assertThat(weights).containsExactly(1, 1);
  }

  @Test
  void softEdgesAreTrapezia() {
    double[] influence = new double[11];
    for (int i = 0; i < influence.length; i++) {
      // of ranks 0, 0.1 … 1, in no order
      influence[i] = (i * 7 % 11 + 1) * (i % 2 == 0 ? 1 : -1);
    }
    float[] weights = new float[11];
    Selection selection = select(soft(0.2, 0.7, 0.4), 0, weights, influence);

    double sum = 0;
    for (int i = 0; i < influence.length; i++) {
      double rank = (Math.abs(influence[i]) - 1) / 10;
      double rising = (rank - 0.2) / 0.4 + 0.5;
      double falling = (0.7 - rank) / 0.4 + 0.5;
      double expected = Math.max(0, Math.min(1, Math.min(rising, falling)));
      assertThat((double) weights[i]).as("rank %s", rank).isCloseTo(expected, within(1e-6));
      sum += expected;
    }
    assertThat(selection.keepRatio()).isCloseTo(sum / 11, within(1e-6));
    assertThat(selection.lower()).isCloseTo(3, within(1e-12));
    assertThat(selection.upper()).isCloseTo(8, within(1e-12));
  }

  @Test
  void anEdgeThatDropsNobodyHasNoSlope() {
    float[] weights = new float[3];

    select(soft(0, 0.5, 0.5), 0, weights, 1, 2, 3);
    assertThat(weights).containsExactly(1, 0.5f, 0);
    select(soft(0.5, 1, 0.5), 0, weights, 1, 2, 3);
    assertThat(weights).containsExactly(0, 0.5f, 1);
  }

  /** Ranks of ties are their middle: of the five below, 0.25 for the first three and 0.875. */
  @Test
  void tiesWeighTheSameAtASoftEdge() {
    float[] weights = new float[5];
    select(soft(0.25, 1, 1), 0, weights, 2, 1, 1, -2, 1);
    assertThat(weights).containsExactly(1, 0.5f, 0.5f, 1, 0.5f);

    select(soft(0, 0.875, 1), 0, weights, 2, 1, 1, -2, 1);
    assertThat(weights).containsExactly(0.5f, 1, 1, 0.5f, 1);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 5, 10})
  void aRampMovesBothBoundsOutwards(long step) {
    QuantileBounds bounds = new QuantileBounds(0.2, 0.6, 0, new Ramp(Ramp.Schedule.LINEAR, 10));
    double[] influence = new double[11];
    for (int i = 0; i < influence.length; i++) {
      influence[i] = i;
    }
    float[] weights = new float[11];
    Selection selection = select(bounds, step, weights, influence);

    double strength = step / 10.0;
    assertThat(selection.lower()).isCloseTo(2 * strength, within(1e-12));
    assertThat(selection.upper()).isCloseTo(10 - 4 * strength, within(1e-12));
    assertThat(weights[0]).isEqualTo(step == 0 ? 1f : 0f);
    assertThat(weights[10]).isEqualTo(step == 0 ? 1f : 0f);
  }
}
