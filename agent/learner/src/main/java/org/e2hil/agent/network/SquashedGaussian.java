package org.e2hil.agent.network;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import org.apiguardian.api.API;

/**
 * A batch of diagonal Gaussians squashed by tanh: a = tanh(μ + σ·n). Its log density is Σ −n²/2 −
 * log σ − ½·log 2π − log(1 − a²), with log(1 − tanh²u) = 2·(log 2 − u − softplus(−2u)), which does
 * not cancel (Haarnoja et al., 2018, appendix C).
 */
@API(status = API.Status.INTERNAL)
public final class SquashedGaussian {

  private static final float HALF_LOG_2_PI = 0.9189385f;
  private static final float LOG_2 = 0.6931472f;

  private final int dimensions;
  private final float lowest;
  private final float highest;
  private final float[] mean;
  private final float[] logStd;
  private final float[] std;
  private final float[] terms;

  /**
   * @param minimumDeviation σ is clamped to at least this
   * @param maximumDeviation and to at most this
   */
  public SquashedGaussian(
      int batch, int dimensions, double minimumDeviation, double maximumDeviation) {
    this.dimensions = dimensions;
    lowest = (float) Math.log(minimumDeviation);
    highest = (float) Math.log(maximumDeviation);
    mean = new float[batch * dimensions];
    logStd = new float[batch * dimensions];
    std = new float[batch * dimensions];
    terms = new float[batch * dimensions];
  }

  /**
   * Takes over the actor's outputs: means, then log deviations.
   *
   * @param outputs {@code [rows, 2 · dimensions]}; row 0 belongs to the first of {@code rows}
   */
  public void read(Matrix outputs, BatchSlice rows) {
    for (int row = rows.from(); row < rows.to(); row++) {
      int at = row * dimensions;
      int from = outputs.index(row - rows.from());
      System.arraycopy(outputs.values(), from, mean, at, dimensions);
      System.arraycopy(outputs.values(), from + dimensions, logStd, at, dimensions);
    }
    int end = rows.to() * dimensions;
    for (int i = rows.from() * dimensions; i < end; i += SimdMath.COUNT) {
      VectorMask<Float> mask = SimdMath.SPECIES.indexInRange(i, end);
      FloatVector log =
          FloatVector.fromArray(SimdMath.SPECIES, logStd, i, mask).max(lowest).min(highest);
      log.intoArray(logStd, i, mask);
      SimdMath.exp(log).intoArray(std, i, mask);
    }
  }

  /**
   * Copies the distributions that were read last.
   *
   * @param means {@code [batch, dimensions]}: μ
   * @param logDeviations {@code [batch, dimensions]}: log σ, clamped
   */
  public void distribution(float[] means, float[] logDeviations, BatchSlice rows) {
    int begin = rows.from() * dimensions;
    int count = rows.count() * dimensions;
    System.arraycopy(mean, begin, means, begin, count);
    System.arraycopy(logStd, begin, logDeviations, begin, count);
  }

  /**
   * Draws one action a row.
   *
   * @param noise standard normal {@code [batch, dimensions]} from {@code noiseIndex} on
   * @param sampled {@code [batch, dimensions]}: the actions
   * @param logDensity {@code [batch]} from {@code logDensityIndex} on
   */
  public void sample(
      float[] noise,
      int noiseIndex,
      Matrix sampled,
      float[] logDensity,
      int logDensityIndex,
      BatchSlice rows) {
    int begin = rows.from() * dimensions;
    int end = rows.to() * dimensions;
    squash(noise, noiseIndex, sampled.values(), begin, end);
    densities(noise, noiseIndex, begin, end);
    for (int row = rows.from(); row < rows.to(); row++) {
      float sum = 0;
      for (int k = 0; k < dimensions; k++) {
        sum += terms[row * dimensions + k];
      }
      logDensity[logDensityIndex + row] = sum;
    }
  }

  /** Fills the actions, and the terms with e^(−2|u|). */
  private void squash(float[] noise, int noiseIndex, float[] actions, int begin, int end) {
    for (int i = begin; i < end; i += SimdMath.COUNT) {
      VectorMask<Float> mask = SimdMath.SPECIES.indexInRange(i, end);
      FloatVector n = FloatVector.fromArray(SimdMath.SPECIES, noise, noiseIndex + i, mask);
      FloatVector u =
          FloatVector.fromArray(SimdMath.SPECIES, std, i, mask)
              .fma(n, FloatVector.fromArray(SimdMath.SPECIES, mean, i, mask));
      FloatVector e = SimdMath.exp(u.abs().mul(-2f));
      e.intoArray(terms, i, mask);
      FloatVector tanh = SimdMath.all(1f).sub(e).div(e.add(1f));
      tanh.blend(tanh.neg(), u.lt(0f)).intoArray(actions, i, mask);
    }
  }

  /** From e^(−2|u|) to each dimension's log density. */
  private void densities(float[] noise, int noiseIndex, int begin, int end) {
    for (int i = begin; i < end; i += SimdMath.COUNT) {
      VectorMask<Float> mask = SimdMath.SPECIES.indexInRange(i, end);
      FloatVector n = FloatVector.fromArray(SimdMath.SPECIES, noise, noiseIndex + i, mask);
      FloatVector size =
          FloatVector.fromArray(SimdMath.SPECIES, std, i, mask)
              .fma(n, FloatVector.fromArray(SimdMath.SPECIES, mean, i, mask))
              .abs();
      FloatVector e = FloatVector.fromArray(SimdMath.SPECIES, terms, i, mask);
      FloatVector correction = SimdMath.log1p(e).add(size).sub(LOG_2).mul(2f);
      n.mul(n)
          .mul(-0.5f)
          .sub(FloatVector.fromArray(SimdMath.SPECIES, logStd, i, mask))
          .sub(HALF_LOG_2_PI)
          .add(correction)
          .intoArray(terms, i, mask);
    }
  }

  /**
   * The gradient of Σ logWeight·log π(a) + f(a) by the actor's outputs, through one sample.
   *
   * @param noise what the sample was drawn with, from index 0 on
   * @param sampled {@code [batch, dimensions]}: the sample
   * @param logWeight {@code [batch]}: the weight of each row's log density
   * @param actionGradient {@code [batch, dimensions]}: ∂f/∂a
   * @param outputGradient {@code [rows, 2 · dimensions]}, row 0 for the first of {@code rows}; no
   *     gradient flows where σ is clamped
   */
  public void backward(
      float[] noise,
      Matrix sampled,
      float[] logWeight,
      float[] actionGradient,
      Matrix outputGradient,
      BatchSlice rows) {
    for (int row = rows.from(); row < rows.to(); row++) {
      for (int k = 0; k < dimensions; k++) {
        int i = row * dimensions + k;
        float a = sampled.values()[i];
        float byArgument = logWeight[row] * 2 * a + actionGradient[i] * (1 - a * a);
        boolean clamped = logStd[i] <= lowest || logStd[i] >= highest;
        float byLogStd = clamped ? 0 : byArgument * noise[i] * std[i] - logWeight[row];
        outputGradient.set(row - rows.from(), k, byArgument);
        outputGradient.set(row - rows.from(), dimensions + k, byLogStd);
      }
    }
  }
}
