package org.e2hil.hardware.so101;

import java.util.concurrent.atomic.AtomicLong;
import org.e2hil.agent.robot.Clock;

/** Runs a stream's cycles at their rate, on a thread of its own, until it is stopped. */
final class StreamThread {

  private final JointStream stream;
  private final Clock clock;
  private final Thread thread;
  private final AtomicLong lateCycles = new AtomicLong();
  private final AtomicLong worstLateNanos = new AtomicLong();
  private volatile boolean stopping;

  StreamThread(JointStream stream, Clock clock) {
    this.stream = stream;
    this.clock = clock;
    thread = new Thread(this::run, "so101-stream");
    // a program that ends without closing the arm goes through the shutdown action, not through us
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  private void run() {
    long period = stream.periodNanos();
    long next = clock.nanoTime();
    try {
      while (!stopping) {
        clock.sleepUntil(next);
        long late = clock.nanoTime() - next;
        if (late > period / 2) {
          lateCycles.incrementAndGet();
        }
        worstLateNanos.accumulateAndGet(late, Math::max);
        stream.cycle();
        // a cycle that was missed is left out: two in a row would be a jump
        next = Math.max(next + period, clock.nanoTime());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends after the running cycle and waits for it. */
  void stop() {
    stopping = true;
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  long lateCycles() {
    return lateCycles.get();
  }

  long worstLateNanos() {
    return worstLateNanos.get();
  }
}
