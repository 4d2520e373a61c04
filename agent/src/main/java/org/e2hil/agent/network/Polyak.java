package org.e2hil.agent.network;

/** Slow averages of parameters. */
public final class Polyak {

  /** Floats that a worker does at a time. */
  private static final int BLOCK = 8192;

  private Polyak() {}

  /**
   * Goes a share τ of the way from {@code averages} to {@code parameters}, for as many numbers as
   * there are averages.
   */
  public static void update(float[] averages, float[] parameters, float tau, Workers workers) {
    int blocks = (averages.length + BLOCK - 1) / BLOCK;
    workers.run(
        blocks,
        (block, worker) -> {
          int end = Math.min(averages.length, (block + 1) * BLOCK);
          for (int i = block * BLOCK; i < end; i += Lanes.COUNT) {
            Lanes.load(parameters, i)
                .sub(Lanes.load(averages, i))
                .fma(Lanes.all(tau), Lanes.load(averages, i))
                .intoArray(averages, i);
          }
        });
  }
}
