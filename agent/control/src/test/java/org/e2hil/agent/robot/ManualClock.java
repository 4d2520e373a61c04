package org.e2hil.agent.robot;

import java.util.concurrent.atomic.AtomicLong;

/** Time that passes only when a test says so, or when somebody waits for it. Any thread. */
public final class ManualClock implements Clock {

  private final AtomicLong nanos = new AtomicLong();

  /** Lets time pass. */
  public void advance(long nanoseconds) {
    nanos.addAndGet(nanoseconds);
  }

  @Override
  public long nanoTime() {
    return nanos.get();
  }

  @Override
  public void sleepUntil(long nanoTime) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    nanos.accumulateAndGet(nanoTime, Math::max);
  }
}
