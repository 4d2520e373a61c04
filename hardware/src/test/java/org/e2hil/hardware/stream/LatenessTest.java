package org.e2hil.hardware.stream;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LatenessTest {

  private final Lateness lateness = new Lateness();

  @Test
  void quantilesAreTheLatenessThatAShareOfTheCyclesDidNotExceed() {
    for (int i = 1; i <= 1000; i++) {
      lateness.add(i * 10_000L - 1, 5_000_000);
    }

    assertThat(lateness.cycles()).isEqualTo(1000);
    assertThat(lateness.quantileNanos(0.5)).isEqualTo(5_000_000);
    assertThat(lateness.quantileNanos(0.999)).isEqualTo(9_990_000);
    assertThat(lateness.worstNanos()).isEqualTo(9_999_999);
    assertThat(lateness.quantileNanos(1)).isEqualTo(9_999_999);
    assertThat(lateness.lateCycles()).isEqualTo(500);
  }

  @Test
  void beingEarlyIsNotBeingLateAndAWholeSecondIsStillTold() {
    lateness.add(-5, 10);
    lateness.add(1_000_000_000, 10);

    assertThat(lateness.quantileNanos(0.5)).isLessThanOrEqualTo(10_000);
    assertThat(lateness.worstNanos()).isEqualTo(1_000_000_000);
  }
}
