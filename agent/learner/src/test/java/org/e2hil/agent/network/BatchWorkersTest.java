package org.e2hil.agent.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkersTest {

  @ParameterizedTest(name = "{0} threads")
  @ValueSource(ints = {1, 2, 3, 7})
  void everyUnitIsDoneOnceInEveryRound(int threads) {
    try (BatchWorkers workers = new BatchWorkers(threads)) {
      AtomicIntegerArray done = new AtomicIntegerArray(101);
      for (int round = 0; round < 200; round++) {
        workers.run(101, (unit, worker) -> done.incrementAndGet(unit));
      }
      for (int unit = 0; unit < 101; unit++) {
        assertThat(done.get(unit)).isEqualTo(200);
      }
    }
  }

  @ParameterizedTest(name = "{0} threads")
  @ValueSource(ints = {2, 3, 7})
  void aSumIsTheSameBitForBitWithEveryNumberOfThreads(int threads) {
    BatchWorkers.Summand summand = (unit, worker) -> Math.sin(unit) / (1 + unit);
    try (BatchWorkers alone = new BatchWorkers(1);
        BatchWorkers workers = new BatchWorkers(threads)) {
      for (int round = 0; round < 50; round++) {
        assertThat(workers.sum(1000, summand)).isEqualTo(alone.sum(1000, summand));
      }
    }
  }

  @Test
  void everyThreadHasANumberOfItsOwn() {
    try (BatchWorkers workers = new BatchWorkers(3)) {
      AtomicIntegerArray inside = new AtomicIntegerArray(3);
      for (int round = 0; round < 50; round++) {
        workers.run(
            30,
            (unit, worker) -> {
              assertThat(inside.incrementAndGet(worker)).isEqualTo(1);
              inside.decrementAndGet(worker);
            });
      }
    }
  }

  @Test
  void aFailureOfAnyThreadReachesTheCallerAndDoesNotStopTheNextRound() {
    try (BatchWorkers workers = new BatchWorkers(2)) {
      Thread caller = Thread.currentThread();
      for (int round = 0; round < 20; round++) {
        assertThatThrownBy(
                () ->
                    workers.run(
                        200,
                        (unit, worker) -> {
                          if (Thread.currentThread() != caller || unit == 199) {
                            throw new IllegalArgumentException("on purpose");
                          }
                        }))
            .hasStackTraceContaining("on purpose");
        assertThat(workers.sum(10, (unit, worker) -> 1)).isEqualTo(10);
      }
    }
  }

  @Test
  void noThreadAtAllIsRefused() {
    assertThatThrownBy(() -> new BatchWorkers(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("There is at least 1 worker, not 0.");
  }
}
