package org.e2hil.hardware.stream;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import org.apiguardian.api.API;

/**
 * How late the cycles of a loop began, in classes of 10 µs up to 0.2 s. One thread writes, any
 * thread reads.
 */
@API(status = API.Status.EXPERIMENTAL)
public final class Lateness {

  private static final long CLASS_NANOS = 10_000;
  private static final int CLASSES = 20_000;

  private final AtomicLongArray counts = new AtomicLongArray(CLASSES);
  private final AtomicLong cycles = new AtomicLong();
  private final AtomicLong lateCycles = new AtomicLong();
  private final AtomicLong worstNanos = new AtomicLong();

  /** Notes one cycle; one that is later than {@code limitNanos} counts as late. */
  void add(long lateNanos, long limitNanos) {
    long late = Math.max(0, lateNanos);
    counts.incrementAndGet((int) Math.min(CLASSES - 1, late / CLASS_NANOS));
    cycles.incrementAndGet();
    if (late > limitNanos) {
      lateCycles.incrementAndGet();
    }
    worstNanos.accumulateAndGet(late, Math::max);
  }

  /** Cycles so far. */
  public long cycles() {
    return cycles.get();
  }

  /** Cycles that began more than half a period late. */
  public long lateCycles() {
    return lateCycles.get();
  }

  /** The latest begin, ns. */
  public long worstNanos() {
    return worstNanos.get();
  }

  /**
   * Lateness that a share of all cycles did not exceed, to 10 µs, ns.
   *
   * @param share such as 0.99
   */
  public long quantileNanos(double share) {
    long wanted = (long) Math.ceil(share * cycles.get());
    long seen = 0;
    for (int i = 0; i < CLASSES; i++) {
      seen += counts.get(i);
      if (seen >= wanted) {
        return Math.min((i + 1) * CLASS_NANOS, worstNanos.get());
      }
    }
    return worstNanos.get();
  }
}
