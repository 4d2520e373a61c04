package org.e2hil.agent.network;

import org.apiguardian.api.API;

/** Slow averages of parameters. */
@API(status = API.Status.INTERNAL)
public final class Polyak {

  /** Floats that a worker does at a time. */
  private static final int BLOCK = 8192;

  private Polyak() {}

  /**
   * Goes a share τ of the way from {@code averages} to {@code parameters}, for as many numbers as
   * there are averages.
   *
   * @param from which of the parameters the first average belongs to
   */
  public static void update(
      float[] averages, float[] parameters, int from, float tau, BatchWorkers workers) {
    int blocks = (averages.length + BLOCK - 1) / BLOCK;
    workers.run(
        blocks,
        (block, worker) -> {
          int end = Math.min(averages.length, (block + 1) * BLOCK);
          if (tau == 1) {
            // the whole way is a copy, which no rounding shall part from its original
            System.arraycopy(
                parameters, from + block * BLOCK, averages, block * BLOCK, end - block * BLOCK);
            return;
          }
          for (int i = block * BLOCK; i < end; i += SimdMath.COUNT) {
            SimdMath.load(parameters, from + i)
                .sub(SimdMath.load(averages, i))
                .fma(SimdMath.all(tau), SimdMath.load(averages, i))
                .intoArray(averages, i);
          }
        });
  }
}
