package org.e2hil.agent.network;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import org.apiguardian.api.API;
import org.e2hil.agent.state.FloatArrayIO;

/**
 * AdamW (Loshchilov and Hutter, 2019, algorithm 2: β₁ = 0.9, β₂ = 0.999, ε = 1e-8) on one
 * contiguous range of a flat parameter vector, after the gradient's norm has been clipped. Without
 * weight decay it is Adam (Kingma and Ba, 2015).
 */
@API(status = API.Status.INTERNAL)
public final class Adam {

  /** β₁: the share of the old in the smoothed gradient. */
  public static final double BETA_1 = 0.9;

  private static final double BETA_2 = 0.999;
  private static final float EPSILON = 1e-8f;

  /** Below this a moment is zero: denormal numbers would slow the loop by an order of magnitude. */
  private static final float NEGLIGIBLE = 1e-30f;

  /** Floats that a worker does at a time; squares are summed in single precision within it. */
  private static final int BLOCK = 4096;

  private final int from;
  private final int to;
  private final float learningRate;
  private final double maximumNorm;
  private final double weightDecay;
  private final float[] first;
  private final float[] second;
  private int updates;

  /**
   * @param from first index of the range, a multiple of 16
   * @param to end of the range, a multiple of 16
   * @param maximumNorm the gradient is scaled down to this Euclidean norm; may be infinite
   * @param weightDecay share of every parameter, times the learning rate, that each update takes
   *     from it
   */
  public Adam(int from, int to, double learningRate, double maximumNorm, double weightDecay) {
    this.from = from;
    this.to = to;
    this.learningRate = (float) learningRate;
    this.maximumNorm = maximumNorm;
    this.weightDecay = weightDecay;
    first = new float[to - from];
    second = new float[to - from];
  }

  /**
   * Adds up the gradients in the first of them and returns the Euclidean norm.
   *
   * @param gradients one vector for each part of the batch, in the parts' order
   */
  public double norm(List<float[]> gradients, BatchWorkers workers) {
    return Math.sqrt(
        workers.sum(
            blocks(),
            (block, worker) -> gather(gradients, blockFrom(block), blockFrom(block + 1))));
  }

  /** Does one update at a rate of {@code share} of the learning rate. */
  public void update(
      float[] parameters, float[] gradients, double norm, double share, BatchWorkers workers) {
    updates++;
    double scale = Math.min(1, maximumNorm / (norm + 1e-6));
    float clip = Double.isInfinite(maximumNorm) ? 1f : (float) scale;
    float rate = (float) (learningRate * share);
    workers.run(
        blocks(),
        (block, worker) ->
            update(parameters, gradients, clip, rate, blockFrom(block), blockFrom(block + 1)));
  }

  private int blocks() {
    return (to - from + BLOCK - 1) / BLOCK;
  }

  private int blockFrom(int block) {
    return Math.min(to, from + block * BLOCK);
  }

  /** Writes the moments and the number of updates. */
  public void save(DataOutput out) throws IOException {
    out.writeInt(updates);
    FloatArrayIO.write(out, first, first.length);
    FloatArrayIO.write(out, second, second.length);
  }

  /** Reads back what {@link #save} wrote. */
  public void load(DataInput in) throws IOException {
    updates = in.readInt();
    FloatArrayIO.read(in, first, first.length);
    FloatArrayIO.read(in, second, second.length);
  }

  private static double gather(List<float[]> gradients, int begin, int end) {
    float[] total = gradients.get(0);
    for (int other = 1; other < gradients.size(); other++) {
      float[] part = gradients.get(other);
      for (int i = begin; i < end; i += SimdMath.COUNT) {
        SimdMath.load(total, i).add(SimdMath.load(part, i)).intoArray(total, i);
      }
    }
    FloatVector sum = SimdMath.zero();
    for (int i = begin; i < end; i += SimdMath.COUNT) {
      FloatVector g = SimdMath.load(total, i);
      sum = g.fma(g, sum);
    }
    return SimdMath.sum(sum);
  }

  private void update(
      float[] parameters, float[] gradients, float clip, float rate, int begin, int end) {
    float step = (float) (-rate / (1 - Math.pow(BETA_1, updates)));
    float unbias = (float) (1 / Math.sqrt(1 - Math.pow(BETA_2, updates)));
    float kept = (float) (1 - rate * weightDecay);
    FloatVector firstShare = SimdMath.all((float) (1 - BETA_1) * clip);
    FloatVector secondShare = SimdMath.all((float) (1 - BETA_2) * clip * clip);
    for (int i = begin; i < end; i += SimdMath.COUNT) {
      FloatVector g = SimdMath.load(gradients, i);
      FloatVector m = g.fma(firstShare, SimdMath.load(first, i - from).mul((float) BETA_1));
      m = m.blend(0f, m.abs().lt(NEGLIGIBLE));
      m.intoArray(first, i - from);
      FloatVector v =
          g.mul(g).fma(secondShare, SimdMath.load(second, i - from).mul((float) BETA_2));
      v = v.blend(0f, v.lt(NEGLIGIBLE));
      v.intoArray(second, i - from);
      FloatVector root =
          v.lanewise(VectorOperators.SQRT).fma(SimdMath.all(unbias), SimdMath.all(EPSILON));
      m.div(root)
          .fma(SimdMath.all(step), SimdMath.load(parameters, i).mul(kept))
          .intoArray(parameters, i);
    }
  }
}
