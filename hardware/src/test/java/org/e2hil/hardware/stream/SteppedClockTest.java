package org.e2hil.hardware.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.e2hil.agent.robot.ManualClock;
import org.junit.jupiter.api.Test;

class SteppedClockTest {

  private static final long MS = 1_000_000;

  private final List<Long> times = new ArrayList<>();

  @Test
  void waitingLetsEveryCycleComeAtItsTime() throws InterruptedException {
    var clock = new SteppedClock();
    clock.begin("cycle", 10 * MS, () -> times.add(clock.nanoTime()));
    clock.sleepUntil(25 * MS);

    assertThat(times).containsExactly(0L, 10 * MS, 20 * MS);
    assertThat(clock.nanoTime()).isEqualTo(25 * MS);
  }

  @Test
  void aCycleThatWaitsLetsTimePassButNoOtherCycleRun() throws InterruptedException {
    var clock = new SteppedClock();
    clock.begin(
        "cycle",
        10 * MS,
        () -> {
          times.add(clock.nanoTime());
          clock.pass(12);
        });
    clock.sleepUntil(30 * MS);

    assertThat(times).containsExactly(0L, 12 * MS, 24 * MS);
    assertThat(clock.nanoTime()).isEqualTo(36 * MS);
  }

  @Test
  void aStoppedCycleRunsNoMore() throws InterruptedException {
    var clock = new SteppedClock();
    Cycles cycles = clock.begin("cycle", 10 * MS, () -> times.add(clock.nanoTime()));
    clock.sleepUntil(5 * MS);
    cycles.stop();
    clock.sleepUntil(100 * MS);

    assertThat(times).containsExactly(0L);
  }

  @Test
  void aPacedClockWaitsForItsLeader() throws InterruptedException {
    var leader = new ManualClock();
    leader.advance(7);
    SteppedClock clock = SteppedClock.pacedBy(leader);
    clock.sleepUntil(40 * MS);

    assertThat(leader.nanoTime()).isEqualTo(7 + 40 * MS);
  }

  @Test
  void cyclesOfATimeInWhichNobodyWaitedAreCaughtUpWithInTheirOrder() throws InterruptedException {
    var leader = new ManualClock();
    SteppedClock clock = SteppedClock.pacedBy(leader);
    clock.begin("cycle", 10 * MS, () -> times.add(clock.nanoTime()));
    leader.advance(25 * MS);
    clock.catchUp();

    assertThat(times).containsExactly(0L, 10 * MS, 20 * MS);
    assertThat(clock.nanoTime()).isEqualTo(25 * MS);
  }
}
