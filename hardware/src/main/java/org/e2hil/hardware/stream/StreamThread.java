package org.e2hil.hardware.stream;

import org.e2hil.agent.robot.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs cycles at their rate on a thread of its own, until it is stopped. */
final class StreamThread implements Cycles {

  private static final Logger LOG = LoggerFactory.getLogger(StreamThread.class);

  private final long periodNanos;
  private final Runnable cycle;
  private final Clock clock;
  private final Thread thread;
  private final Lateness lateness = new Lateness();
  private volatile boolean stopping;
  private boolean failed;

  private StreamThread(String name, long periodNanos, Runnable cycle, Clock clock) {
    this.periodNanos = periodNanos;
    this.cycle = cycle;
    this.clock = clock;
    thread = new Thread(this::run, name);
    // a program that ends without closing the arm goes through the shutdown action, not through us
    thread.setDaemon(true);
  }

  static StreamThread start(String name, long periodNanos, Runnable cycle, Clock clock) {
    StreamThread runner = new StreamThread(name, periodNanos, cycle, clock);
    runner.thread.start();
    return runner;
  }

  private void run() {
    long next = clock.nanoTime();
    try {
      while (!stopping) {
        clock.sleepUntil(next);
        lateness.add(clock.nanoTime() - next, periodNanos / 2);
        runCycle();
        next = Math.max(next + periodNanos, clock.nanoTime());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A cycle that fails is not the last one, or nobody would hear of the arm any more. */
  private void runCycle() {
    try {
      cycle.run();
    } catch (Throwable e) {
      if (!failed) {
        failed = true;
        LOG.error("The thread {} failed and goes on; please report this", thread.getName(), e);
      }
    }
  }

  @Override
  public void stop() {
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

  @Override
  public Lateness lateness() {
    return lateness;
  }
}
