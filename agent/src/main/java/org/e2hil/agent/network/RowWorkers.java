package org.e2hil.agent.network;

import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;

/**
 * One or two threads that each compute a fixed share of the rows, so that the same number of
 * threads gives the same bits every time. The caller's thread is the first worker; the second waits
 * for work by spinning briefly and then parking, because the gaps are microseconds long.
 */
public final class RowWorkers implements AutoCloseable {

  private static final int SPINS = 20_000;
  private static final long PARK_NANOS = 1_000_000;
  private static final long BRIEF_NANOS = 10_000;

  private final Rows[] shares;
  private final double[] sums;
  private final Thread second;
  private volatile Consumer<Rows> job;
  private volatile long requested;
  private volatile long completed;
  private volatile boolean parked;
  private volatile boolean closed;
  private volatile Throwable failure;

  /**
   * @param threads 1 or 2
   * @param rows rows of a batch
   * @param width floats in the widest row that a kernel keeps
   */
  public RowWorkers(int threads, int rows, int width) {
    if (threads < 1 || threads > 2) {
      throw new IllegalArgumentException("There are 1 or 2 row workers, not " + threads + ".");
    }
    shares = new Rows[threads];
    sums = new double[threads];
    for (int i = 0; i < threads; i++) {
      shares[i] = new Rows(i, threads, rows * i / threads, rows * (i + 1) / threads, width);
    }
    second = threads == 2 ? new Thread(this::work, "row-worker") : null;
    if (second != null) {
      second.setDaemon(true);
      second.start();
    }
  }

  /** Runs {@code job} for every share and returns when all are done. Not reentrant. */
  public void run(Consumer<Rows> job) {
    if (second == null) {
      job.accept(shares[0]);
      return;
    }
    this.job = job;
    long ticket = requested + 1;
    requested = ticket;
    if (parked) {
      LockSupport.unpark(second);
    }
    try {
      job.accept(shares[0]);
    } finally {
      await(ticket);
    }
    Throwable thrown = failure;
    if (thrown != null) {
      failure = null;
      throw new IllegalStateException("The second row worker failed.", thrown);
    }
  }

  private void await(long ticket) {
    for (int spins = 0; completed != ticket; spins++) {
      if (spins < SPINS) {
        Thread.onSpinWait();
      } else {
        LockSupport.parkNanos(BRIEF_NANOS);
      }
    }
  }

  /** Runs {@code job} for every share and adds up the results, always in the same order. */
  public double sum(ToDoubleFunction<Rows> job) {
    run(rows -> sums[rows.worker()] = job.applyAsDouble(rows));
    double sum = 0;
    for (double part : sums) {
      sum += part;
    }
    return sum;
  }

  /** Stops the second thread. */
  @Override
  public void close() {
    closed = true;
    if (second != null) {
      LockSupport.unpark(second);
    }
  }

  private void work() {
    long done = 0;
    while (!closed) {
      int spins = 0;
      while (requested == done && !closed) {
        if (++spins < SPINS) {
          Thread.onSpinWait();
        } else {
          parked = true;
          if (requested == done) {
            LockSupport.parkNanos(PARK_NANOS);
          }
          parked = false;
        }
      }
      if (closed) {
        return;
      }
      done = requested;
      try {
        job.accept(shares[1]);
      } catch (RuntimeException | Error e) {
        failure = e;
      }
      completed = done;
    }
  }
}
