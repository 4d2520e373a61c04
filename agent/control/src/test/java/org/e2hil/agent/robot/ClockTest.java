package org.e2hil.agent.robot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ClockTest {

  @Test
  void theSystemClockNeverWakesTooEarlyAndNeverRunsBackwards() throws InterruptedException {
    Clock clock = Clock.system();
    for (long waitNs : new long[] {1, 1_000, 100_000, 3_000_000}) {
      long due = clock.nanoTime() + waitNs;
      clock.sleepUntil(due);
      long woke = clock.nanoTime();
      // moments have no sign of their own: only their difference says which is later
      assertThat(woke - due).isNotNegative();
      assertThat(clock.nanoTime() - woke).isNotNegative();
    }
  }

  @Test
  @Timeout(60)
  void aMomentThatHasPassedIsNotWaitedFor() throws InterruptedException {
    Clock clock = Clock.system();
    // taken for the future, the earliest of these would be 146 years away
    for (long agoNs : new long[] {1, 3_600_000_000_000L, Long.MAX_VALUE / 2}) {
      clock.sleepUntil(clock.nanoTime() - agoNs);
    }
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
