package org.e2hil.agent.network;

import org.apiguardian.api.API;

/**
 * Rows {@code [from, to)} of a batch that are computed together.
 *
 * @param from first row
 * @param to one past the last row
 */
@API(status = API.Status.INTERNAL)
public record BatchSlice(int from, int to) {

  /** Rows that are computed together at most: what a worker touches then stays in its cache. */
  public static final int MOST = 64;

  /** How many parts a batch has. The parts do not depend on the number of threads. */
  public static int parts(int batch) {
    return (batch + MOST - 1) / MOST;
  }

  /** One part of a batch. */
  public static BatchSlice part(int index, int batch) {
    return new BatchSlice(index * MOST, Math.min(batch, (index + 1) * MOST));
  }

  /** How many rows. */
  public int count() {
    return to - from;
  }
}
