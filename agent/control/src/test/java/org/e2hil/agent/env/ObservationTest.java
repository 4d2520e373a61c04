package org.e2hil.agent.env;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ObservationTest {

  private static Observation seen(float number, int pixel) {
    return Observation.builder()
        .numbers(ObservationGroup.PROPRIOCEPTION, new double[] {1, number})
        .picture("side", new byte[] {1, 2, (byte) pixel})
        .build();
  }

  @Test
  void whatDiffersInOneNumberOrOnePixelIsNotEqualAndReadsDifferently() {
    assertThat(seen(2, 3)).isEqualTo(seen(2, 3)).hasSameHashCodeAs(seen(2, 3));
    assertThat(seen(2, 3)).hasToString(seen(2, 3).toString());
    for (Observation other : new Observation[] {seen(Math.nextUp(2f), 3), seen(2, 4)}) {
      assertThat(other).isNotEqualTo(seen(2, 3));
      assertThat(other.toString()).isNotEqualTo(seen(2, 3).toString());
    }
  }
}
