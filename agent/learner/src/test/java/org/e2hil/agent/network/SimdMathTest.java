package org.e2hil.agent.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import jdk.incubator.vector.FloatVector;
import org.junit.jupiter.api.Test;

class LanesTest {

  private static void agrees(
      UnaryOperator<FloatVector> lanes, DoubleUnaryOperator exact, float from, float to) {
    for (int i = 0; i <= 2000; i++) {
      float x = from + (to - from) * i / 2000;
      double expected = exact.applyAsDouble(x);
      assertThat((double) lanes.apply(SimdMath.all(x)).lane(0))
          .as("at %s", x)
          .isCloseTo(expected, within(3e-7 * Math.max(Math.abs(expected), 1e-30)));
    }
  }

  @Test
  void expAgreesWithTheExactOneToThreeParts() {
    agrees(SimdMath::exp, Math::exp, -80, 87);
  }

  @Test
  void logOfOnePlusAgrees() {
    agrees(SimdMath::log1p, Math::log1p, 0, 1);
  }

  @Test
  void sigmoidAgrees() {
    agrees(SimdMath::sigmoid, x -> 1 / (1 + Math.exp(-x)), -40, 40);
  }

  @Test
  void tanhAgreesAbsolutelyAndIsOneFarOut() {
    for (float x = -20; x <= 20; x += 0.01f) {
      assertThat((double) SimdMath.tanh(SimdMath.all(x)).lane(0))
          .isCloseTo(StrictMath.tanh(x), within(3e-7));
    }
    assertThat(SimdMath.tanh(SimdMath.all(1e30f)).lane(0)).isEqualTo(1f);
    assertThat(SimdMath.tanh(SimdMath.all(-1e30f)).lane(0)).isEqualTo(-1f);
  }

  @Test
  void aSumCountsEveryLaneOnce() {
    float[] values = new float[SimdMath.COUNT];
    float expected = 0;
    for (int i = 0; i < values.length; i++) {
      values[i] = 1 << i;
      expected += values[i];
    }
    assertThat(SimdMath.sum(FloatVector.fromArray(SimdMath.SPECIES, values, 0)))
        .isEqualTo(expected);
  }
}
