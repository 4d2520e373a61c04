package org.e2hil.agent.network;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.apiguardian.api.API;

/**
 * Threads that share out numbered units of work. The caller's thread is one of them. Which thread
 * does which unit is left to chance, so no result may depend on it; sums are added up in the units'
 * order, and every number of threads gives the same bits.
 *
 * <p>Idle threads spin briefly and then park, because the gaps are microseconds long.
 */
@API(status = API.Status.INTERNAL)
public final class BatchWorkers implements AutoCloseable {

  private static final int SPINS = 50_000;
  private static final long PARK_NANOS = 1_000_000;
  private static final long BRIEF_NANOS = 10_000;

  /** One unit of work. */
  @FunctionalInterface
  public interface Job {
    /**
     * Does a unit.
     *
     * @param unit from 0
     * @param worker which thread, from 0: for scratch space of its own
     */
    void run(int unit, int worker);
  }

  /** One unit of work that has a result. */
  @FunctionalInterface
  public interface Summand {
    /** Does a unit, see {@link Job#run}. */
    double of(int unit, int worker);
  }

  private final int threads;
  private final List<Thread> others = new ArrayList<>();
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicInteger idle = new AtomicInteger();
  private double[] sums = new double[64];
  private Job job = (unit, worker) -> {};
  private int units;
  private volatile long round;
  private volatile boolean closed;
  private volatile Throwable failure;

  /**
   * Starts all threads but the caller's.
   *
   * @param threads at least 1
   */
  public BatchWorkers(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("There is at least 1 worker, not " + threads + ".");
    }
    this.threads = threads;
    for (int i = 1; i < threads; i++) {
      int worker = i;
      Thread thread = new Thread(() -> work(worker), "learner-worker-" + worker);
      thread.setDaemon(true);
      others.add(thread);
      thread.start();
    }
  }

  /** How many threads work, the caller's included. */
  public int threads() {
    return threads;
  }

  /**
   * Does all units and returns when they are done. Not reentrant.
   *
   * @throws IllegalStateException if another thread's unit failed
   */
  public void run(int units, Job job) {
    if (others.isEmpty() || units == 1) {
      for (int unit = 0; unit < units; unit++) {
        job.run(unit, 0);
      }
      return;
    }
    this.job = job;
    this.units = units;
    failure = null;
    next.set(0);
    idle.set(0);
    round++;
    others.forEach(LockSupport::unpark);
    try {
      share(0);
    } finally {
      for (int spins = 0; idle.get() < others.size(); spins++) {
        if (spins < SPINS) {
          Thread.onSpinWait();
        } else {
          LockSupport.parkNanos(BRIEF_NANOS);
        }
      }
    }
    Throwable thrown = failure;
    if (thrown != null) {
      throw new IllegalStateException("A learner's worker failed: " + thrown.getMessage(), thrown);
    }
  }

  /** Does all units and adds up their results, always in the same order. */
  public double sum(int units, Summand summand) {
    if (sums.length < units) {
      sums = new double[units];
    }
    double[] results = sums;
    run(units, (unit, worker) -> results[unit] = summand.of(unit, worker));
    double sum = 0;
    for (int unit = 0; unit < units; unit++) {
      sum += results[unit];
    }
    return sum;
  }

  private void share(int worker) {
    for (int unit = next.getAndIncrement(); unit < units; unit = next.getAndIncrement()) {
      job.run(unit, worker);
    }
  }

  private void work(int worker) {
    long done = 0;
    while (true) {
      for (int spins = 0; round == done && !closed; spins++) {
        if (spins < SPINS) {
          Thread.onSpinWait();
        } else {
          LockSupport.parkNanos(this, PARK_NANOS);
        }
      }
      if (closed) {
        return;
      }
      done = round;
      try {
        share(worker);
      } catch (RuntimeException | Error e) {
        failure = e;
        next.set(units);
      }
      idle.incrementAndGet();
    }
  }

  /** Ends the threads. */
  @Override
  public void close() {
    closed = true;
    others.forEach(LockSupport::unpark);
  }
}
