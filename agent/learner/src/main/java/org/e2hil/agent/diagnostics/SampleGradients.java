package org.e2hil.agent.diagnostics;

import org.e2hil.agent.sac.ActorUpdateReport;

/**
 * ψ of every state of a batch: the gradient of that state's own objective min Q − α log π by the
 * parameters of the actor's last layer, weights and bias. Of a linear layer it is the product (h,
 * 1) ⊗ g of what the layer saw and the gradient by what it gave, so all N vectors fit in their
 * factors. See docs/decisions/per-sample-gradients-are-those-of-the-last-layer.md for why the last
 * layer.
 *
 * <p>The paper's ψ is ∇log π·A (Eq. 31); this is the reparameterised gradient that the actor really
 * descends, taken from the loss and so with the other sign. Eq. 34 to 38 and 44 to 47 hold for any
 * ψ, and none of them depends on its sign.
 */
final class SampleGradients {

  private final int size;
  private final int inputs;
  private final int outputs;
  private final float[] features;
  private final float[] outputGradients;

  /**
   * The gradients of a batch.
   *
   * @param features {@code [size, inputs]}: h
   * @param outputGradients {@code [size, outputs]}: g
   */
  public SampleGradients(int size, float[] features, float[] outputGradients) {
    this.size = size;
    inputs = features.length / size;
    outputs = outputGradients.length / size;
    this.features = features.clone();
    this.outputGradients = outputGradients.clone();
  }

  static SampleGradients of(ActorUpdateReport update) {
    return new SampleGradients(update.batch().size(), update.features(), update.outputGradient());
  }

  /** States. */
  public int size() {
    return size;
  }

  /** ‖ψ‖² of a state. */
  public double squaredNorm(int state) {
    double squares = 1;
    for (int i = 0; i < inputs; i++) {
      double h = features[state * inputs + i];
      squares += h * h;
    }
    double gradient = 0;
    for (int j = 0; j < outputs; j++) {
      double g = outputGradients[state * outputs + j];
      gradient += g * g;
    }
    return squares * gradient;
  }

  /** {@code [(inputs + 1) · outputs]}: (1/N) Σ w·ψ. */
  public double[] mean(double[] weights) {
    double[] mean = new double[(inputs + 1) * outputs];
    for (int state = 0; state < size; state++) {
      double share = weights[state] / size;
      if (share != 0) {
        add(share, state, outputGradients, state * outputs, mean);
      }
    }
    return mean;
  }

  /**
   * {@code [(inputs + 1) · outputs]}: (1/N) Σ (h, 1) ⊗ x, the gradient by the last layer of the
   * mean of something whose gradient by the layer's outputs is x.
   *
   * @param byOutputs {@code [size, outputs]}
   */
  public double[] meanOf(float[] byOutputs) {
    double[] mean = new double[(inputs + 1) * outputs];
    for (int state = 0; state < size; state++) {
      add(1.0 / size, state, byOutputs, state * outputs, mean);
    }
    return mean;
  }

  private void add(double share, int state, float[] row, int from, double[] sum) {
    for (int i = 0; i <= inputs; i++) {
      double h = share * (i < inputs ? features[state * inputs + i] : 1);
      for (int j = 0; j < outputs; j++) {
        sum[i * outputs + j] += h * row[from + j];
      }
    }
  }

  /** ⟨x, ψ⟩ of a state. */
  public double product(double[] x, int state) {
    double sum = 0;
    for (int i = 0; i <= inputs; i++) {
      double h = i < inputs ? features[state * inputs + i] : 1;
      double inner = 0;
      for (int j = 0; j < outputs; j++) {
        inner += x[i * outputs + j] * outputGradients[state * outputs + j];
      }
      sum += h * inner;
    }
    return sum;
  }

  static double squaredNorm(double[] vector) {
    double squares = 0;
    for (double x : vector) {
      squares += x * x;
    }
    return squares;
  }
}
