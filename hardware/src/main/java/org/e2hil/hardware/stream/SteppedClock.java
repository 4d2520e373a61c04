package org.e2hil.hardware.stream;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apiguardian.api.API;
import org.e2hil.agent.robot.Clock;

/**
 * Time that passes only while somebody waits, and during which cycles come at their rate on the
 * waiting thread: a whole arm without a thread and without chance, as fast as it can be computed,
 * or, when paced, no faster than another clock. It begins at zero. One thread.
 */
@API(status = API.Status.EXPERIMENTAL)
public final class SteppedClock implements Pace {

  private final List<SteppedCycles> running = new ArrayList<>();
  private final Optional<Clock> leader;
  private final long leaderBeganNanos;
  private long nowNanos;
  private boolean cycling;

  /** A clock that runs as fast as the machine computes. */
  public SteppedClock() {
    leader = Optional.empty();
    leaderBeganNanos = 0;
  }

  private SteppedClock(Clock leader) {
    this.leader = Optional.of(leader);
    leaderBeganNanos = leader.nanoTime();
  }

  /** A clock that runs as fast as another one. */
  public static SteppedClock pacedBy(Clock leader) {
    return new SteppedClock(leader);
  }

  @Override
  public long nanoTime() {
    return nowNanos;
  }

  /**
   * Lets the cycles run for which it has become time on the clock that paces this one while nobody
   * waited: on a thread of their own they would have run long since.
   */
  public void catchUp() throws InterruptedException {
    sleepUntil(nowNanos);
  }

  @Override
  public void sleepUntil(long nanoTime) throws InterruptedException {
    long until = nanoTime;
    if (!cycling) {
      until = Math.max(nanoTime, leaderNanos());
      cycling = true;
      try {
        for (SteppedCycles next = earliest(); next != null && next.dueNanos <= until; ) {
          awaitLeader(next.dueNanos);
          nowNanos = Math.max(nowNanos, next.dueNanos);
          next.run();
          next = earliest();
        }
        awaitLeader(nanoTime);
      } finally {
        cycling = false;
      }
    }
    nowNanos = Math.max(nowNanos, until);
  }

  private long leaderNanos() {
    return leader.map(clock -> clock.nanoTime() - leaderBeganNanos).orElse(nowNanos);
  }

  private void awaitLeader(long nanoTime) throws InterruptedException {
    if (leader.isPresent()) {
      leader.get().sleepUntil(leaderBeganNanos + nanoTime);
    }
  }

  /** Waits without doing anything else; an interruption cuts it short and stays visible. */
  public void pass(long milliseconds) {
    try {
      sleepUntil(nowNanos + milliseconds * 1_000_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
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
