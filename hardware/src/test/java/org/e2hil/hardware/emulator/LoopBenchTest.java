package org.e2hil.hardware.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import org.e2hil.hardware.stream.SteppedClock;
import org.junit.jupiter.api.Test;

class LoopBenchTest {

  @Test
  void aClockThatIsNeverLateFindsTheLoopPunctual() {
    LoopBench.Result result = LoopBench.run(10, 100, new SteppedClock());

    assertThat(result.cycles()).isBetween(1000L, 1200L);
    assertThat(result.worstUs()).isZero();
    assertThat(result.lateCycles()).isZero();
    assertThat(result.holds()).isZero();
  }
}
