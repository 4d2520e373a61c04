package org.e2hil.agent.robot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ClockTest {

  @Test
  void theSystemClockNeverWakesTooEarly() throws InterruptedException {
    Clock clock = Clock.system();
    long due = clock.nanoTime() + 3_000_000;
    clock.sleepUntil(due);
    assertThat(clock.nanoTime()).isGreaterThanOrEqualTo(due);
  }

  @Test
  void aMomentThatHasPassedDoesNotWait() throws InterruptedException {
    Clock clock = Clock.system();
    // waiting for the far future would never return
    clock.sleepUntil(clock.nanoTime() - 1);
    assertThat(clock.nanoTime()).isGreaterThan(0L);
  }

  @Test
  void anInterruptedThreadStopsWaiting() {
    Clock clock = Clock.system();
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> clock.sleepUntil(clock.nanoTime() + Long.MAX_VALUE / 4))
        .isInstanceOf(InterruptedException.class);
  }

  @Test
  void theManualClockIsMovedByWhoeverWaitsOnIt() throws InterruptedException {
    var clock = new ManualClock();
    clock.advance(500);
    clock.sleepUntil(2_000);
    clock.sleepUntil(1_000);
    assertThat(clock.nanoTime()).isEqualTo(2_000);
  }
}
