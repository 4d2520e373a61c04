package org.e2hil.hardware.stream;

import java.util.ArrayList;
import java.util.List;

/**
 * Time that passes only while somebody waits, and during which cycles come at their rate on the
 * waiting thread: a whole arm without a thread and without chance, as fast as it can be computed.
 * It begins at zero. One thread.
 */
public final class SteppedClock implements Pace {

  private final List<SteppedCycles> running = new ArrayList<>();
  private long nowNanos;
  private boolean cycling;

  @Override
  public long nanoTime() {
    return nowNanos;
  }

  @Override
  public void sleepUntil(long nanoTime) {
    if (!cycling) {
      cycling = true;
      try {
        for (SteppedCycles next = earliest(); next != null && next.dueNanos <= nanoTime; ) {
          nowNanos = Math.max(nowNanos, next.dueNanos);
          next.run();
          next = earliest();
        }
      } finally {
        cycling = false;
      }
    }
    nowNanos = Math.max(nowNanos, nanoTime);
  }

  /** Waits without doing anything else. */
  public void pass(long milliseconds) {
    sleepUntil(nowNanos + milliseconds * 1_000_000);
  }

  @Override
  public Cycles begin(String name, long periodNanos, Runnable cycle) {
    SteppedCycles cycles = new SteppedCycles(periodNanos, cycle);
    running.add(cycles);
    return cycles;
  }

  private SteppedCycles earliest() {
    SteppedCycles earliest = null;
    for (SteppedCycles one : running) {
      if (earliest == null || one.dueNanos < earliest.dueNanos) {
        earliest = one;
      }
    }
    return earliest;
  }

  private final class SteppedCycles implements Cycles {

    private final long periodNanos;
    private final Runnable cycle;
    private final Lateness lateness = new Lateness();
    private long dueNanos = nowNanos;

    private SteppedCycles(long periodNanos, Runnable cycle) {
      this.periodNanos = periodNanos;
      this.cycle = cycle;
    }

    private void run() {
      lateness.add(nowNanos - dueNanos, periodNanos / 2);
      cycle.run();
      dueNanos = Math.max(dueNanos + periodNanos, nowNanos);
    }

    @Override
    public void stop() {
      running.remove(this);
    }

    @Override
    public Lateness lateness() {
      return lateness;
    }
  }
}
