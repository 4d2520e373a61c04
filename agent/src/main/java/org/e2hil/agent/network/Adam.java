package org.e2hil.agent.network;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Adam (Kingma and Ba, 2015, algorithm 1: β₁ = 0.9, β₂ = 0.999, ε = 1e-8, no weight decay) on one
 * contiguous range of a flat parameter vector, after the gradient's norm has been clipped.
 */
public final class Adam implements AutoCloseable {

  /** β₁: the share of the old in the smoothed gradient. */
  public static final double BETA_1 = 0.9;

  private static final double BETA_2 = 0.999;
  private static final float EPSILON = 1e-8f;

  /** Below this a moment is zero: denormal numbers would slow the loop by an order of magnitude. */
  private static final float NEGLIGIBLE = 1e-30f;

  /** Squares are summed in single precision over at most this many floats. */
  private static final int BLOCK = 4096;

  private final int from;
  private final int to;
  private final float learningRate;
  private final double maximumNorm;
  private final Floats first;
  private final Floats second;
  private int updates;

  /**
   * @param from first index of the range, a multiple of 16
   * @param to end of the range, a multiple of 16
   * @param maximumNorm the gradient is scaled down to this Euclidean norm; may be infinite
   */
  public Adam(int from, int to, double learningRate, double maximumNorm) {
    this.from = from;
    this.to = to;
    this.learningRate = (float) learningRate;
    this.maximumNorm = maximumNorm;
    first = new Floats(to - from);
    second = new Floats(to - from);
  }

  /** Zeroes this range of the gradients. */
  public void clear(Floats gradients) {
    gradients.clear(from, to);
  }

  /** Adds up the workers' gradients in the first of them and returns the Euclidean norm. */
  public double norm(Floats[] gradients, RowWorkers workers) {
    return Math.sqrt(
        workers.sum(rows -> gather(gradients, rows.partFrom(from, to), rows.partTo(from, to))));
  }

  /** One update along gradients whose norm {@link #norm} has told. */
  public void update(Floats parameters, Floats gradients, double norm, RowWorkers workers) {
    updates++;
    double scale = Math.min(1, maximumNorm / (norm + 1e-6));
    float clip = Double.isInfinite(maximumNorm) ? 1f : (float) scale;
    workers.run(
        rows ->
            update(parameters, gradients, clip, rows.partFrom(from, to), rows.partTo(from, to)));
  }

  /** Writes the moments and the number of updates. */
  public void save(DataOutput out) throws IOException {
    out.writeInt(updates);
    first.save(out);
    second.save(out);
  }

  /** Reads back what {@link #save} wrote. */
  public void load(DataInput in) throws IOException {
    updates = in.readInt();
    first.load(in);
    second.load(in);
  }

  @Override
  public void close() {
    first.close();
    second.close();
  }

  private static double gather(Floats[] gradients, int begin, int end) {
    Floats total = gradients[0];
    double squares = 0;
    for (int block = begin; block < end; block += BLOCK) {
      int blockEnd = Math.min(end, block + BLOCK);
      for (int other = 1; other < gradients.length; other++) {
        for (int i = block; i < blockEnd; i += Lanes.COUNT) {
          total.store(total.load(i).add(gradients[other].load(i)), i);
        }
      }
      FloatVector sum = Lanes.zero();
      for (int i = block; i < blockEnd; i += Lanes.COUNT) {
        FloatVector g = total.load(i);
        sum = g.fma(g, sum);
      }
      squares += Lanes.sum(sum);
    }
    return squares;
  }

  private void update(Floats parameters, Floats gradients, float clip, int begin, int end) {
    float step = (float) (-learningRate / (1 - Math.pow(BETA_1, updates)));
    float unbias = (float) (1 / Math.sqrt(1 - Math.pow(BETA_2, updates)));
    FloatVector firstShare = Lanes.all((float) (1 - BETA_1) * clip);
    FloatVector secondShare = Lanes.all((float) (1 - BETA_2) * clip * clip);
    for (int i = begin; i < end; i += Lanes.COUNT) {
      FloatVector g = gradients.load(i);
      FloatVector m = g.fma(firstShare, first.load(i - from).mul((float) BETA_1));
      m = m.blend(0f, m.abs().lt(NEGLIGIBLE));
      first.store(m, i - from);
      FloatVector v = g.mul(g).fma(secondShare, second.load(i - from).mul((float) BETA_2));
      v = v.blend(0f, v.lt(NEGLIGIBLE));
      second.store(v, i - from);
      FloatVector root =
          v.lanewise(VectorOperators.SQRT).fma(Lanes.all(unbias), Lanes.all(EPSILON));
      parameters.store(m.div(root).fma(Lanes.all(step), parameters.load(i)), i);
    }
  }
}
