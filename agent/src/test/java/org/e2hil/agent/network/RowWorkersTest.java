package org.e2hil.agent.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowWorkersTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void everyRowAndEveryVectorIsComputedOnce(int threads) {
    try (RowWorkers workers = new RowWorkers(threads, 101, 16)) {
      AtomicIntegerArray rows = new AtomicIntegerArray(101);
      AtomicIntegerArray numbers = new AtomicIntegerArray(48 + 160);
      for (int round = 0; round < 50; round++) {
        workers.run(
            share -> {
              for (int row = share.from(); row < share.to(); row++) {
                rows.incrementAndGet(row);
              }
              for (int i = share.partFrom(48, 208); i < share.partTo(48, 208); i++) {
                numbers.incrementAndGet(i);
              }
            });
      }
      for (int row = 0; row < 101; row++) {
        assertThat(rows.get(row)).isEqualTo(50);
      }
      for (int i = 0; i < 208; i++) {
        assertThat(numbers.get(i)).isEqualTo(i < 48 ? 0 : 50);
      }
      assertThat(workers.sum(Rows::count)).isEqualTo(101);
    }
  }

  @Test
  void aFailureOfTheSecondWorkerReachesTheCallerAndDoesNotStopTheNextJob() {
    try (RowWorkers workers = new RowWorkers(2, 10, 16)) {
      assertThatThrownBy(
              () ->
                  workers.run(
                      share -> {
                        if (share.worker() == 1) {
                          throw new IllegalArgumentException("on purpose");
                        }
                      }))
          .hasMessageContaining("second row worker failed")
          .hasRootCauseMessage("on purpose");
      assertThat(workers.sum(Rows::count)).isEqualTo(10);
    }
  }

  @Test
  void threeThreadsAreRefused() {
    assertThatThrownBy(() -> new RowWorkers(3, 10, 16))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("There are 1 or 2 row workers, not 3.");
  }
}
