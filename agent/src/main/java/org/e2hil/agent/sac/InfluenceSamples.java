package org.e2hil.agent.sac;

/** Room for K actions of every state of a batch, and for what the critics say of them. */
final class InfluenceSamples {

  final int count;

  /** {@code [count, batch, action]}. */
  final Noise noise;

  /** {@code [count, batch]}: log π. */
  final float[] logDensity;

  /** {@code [count, batch]}: min Q. */
  final float[] values;

  private final int batch;

  InfluenceSamples(int count, int batch, int actionSize) {
    this.count = count;
    this.batch = batch;
    noise = new Noise(count * batch * actionSize);
    logDensity = new float[count * batch];
    values = new float[count * batch];
  }

  /** Copies log π and g = min Q − α log π of one state's actions, {@code [count]} each. */
  void ofState(int row, float alpha, double[] logDensities, double[] softValues) {
    for (int k = 0; k < count; k++) {
      logDensities[k] = logDensity[k * batch + row];
      softValues[k] = values[k * batch + row] - alpha * logDensities[k];
    }
  }
}
