package org.e2hil.hardware.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.e2hil.agent.robot.Clock;
import org.junit.jupiter.api.Test;

class StreamThreadTest {

  private static final int PATIENCE_S = 20;

  @Test
  void aCycleThatFailsIsNotTheLastOne() throws InterruptedException {
    CountDownLatch cycles = new CountDownLatch(3);
    StreamThread thread =
        StreamThread.start(
            "failing",
            1_000_000,
            () -> {
              cycles.countDown();
              throw new OutOfMemoryError("Java heap space");
            },
            Clock.system());

    assertThat(cycles.await(PATIENCE_S, TimeUnit.SECONDS)).isTrue();
    thread.stop();
  }
}
