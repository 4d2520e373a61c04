package org.e2hil.agent.network;

import java.util.random.RandomGenerator;

/** y = xW + b: the last layer of a network, with weights {@code [inputs, outputs]}. */
public final class Linear {

  private final int inputs;
  private final int outputs;
  private final int weight;
  private final int bias;

  /** Reserves this layer's parameters in {@code layout}. */
  public Linear(ParameterLayout layout, int inputs, int outputs) {
    this.inputs = inputs;
    this.outputs = outputs;
    weight = layout.reserve(inputs * outputs);
    bias = layout.reserve(outputs);
  }

  /** Numbers that go in. */
  public int inputs() {
    return inputs;
  }

  /** Numbers that come out. */
  public int outputs() {
    return outputs;
  }

  /** Index of the weights {@code [inputs, outputs]}. */
  public int weight() {
    return weight;
  }

  /** Index of the bias {@code [outputs]}. */
  public int bias() {
    return bias;
  }

  /** Draws weights and bias from U(−bound, bound). */
  public void initialise(Floats parameters, double bound, RandomGenerator random) {
    for (int i = 0; i < inputs * outputs; i++) {
      parameters.set(weight + i, (float) random.nextDouble(-bound, bound));
    }
    for (int i = 0; i < outputs; i++) {
      parameters.set(bias + i, (float) random.nextDouble(-bound, bound));
    }
  }

  /** The bound 1/√inputs that keeps the outputs' spread at the inputs' order of magnitude. */
  public double defaultBound() {
    return 1 / Math.sqrt(inputs);
  }

  /** {@code output[rows, outputs] = input[rows, inputs]·W + b}. */
  public void forward(Floats parameters, Floats input, Floats output, Rows rows) {
    int from = rows.from();
    Blas.product(
        rows.count(),
        outputs,
        inputs,
        input,
        from * inputs,
        parameters,
        weight,
        output,
        from * outputs);
    for (int row = from; row < rows.to(); row++) {
      for (int j = 0; j < outputs; j++) {
        output.add(row * outputs + j, parameters.at(bias + j));
      }
    }
  }

  /**
   * Overwrites the weight's gradient, adds to the bias's, and overwrites {@code inputGradient}.
   *
   * @param outputGradient {@code [rows, outputs]}
   */
  public void backward(
      Floats parameters,
      Floats gradients,
      Floats input,
      Floats outputGradient,
      Floats inputGradient,
      Rows rows) {
    int from = rows.from();
    Blas.transposedProduct(
        inputs,
        outputs,
        rows.count(),
        input,
        from * inputs,
        outputGradient,
        from * outputs,
        gradients,
        weight);
    for (int row = from; row < rows.to(); row++) {
      for (int j = 0; j < outputs; j++) {
        gradients.add(bias + j, outputGradient.at(row * outputs + j));
      }
    }
    backwardInput(parameters, outputGradient, from, inputGradient, from, rows.count());
  }

  /** Only the input's gradient, for {@code count} consecutive rows. */
  void backwardInput(
      Floats parameters,
      Floats outputGradient,
      int outputRow,
      Floats inputGradient,
      int inputRow,
      int count) {
    Blas.productTransposed(
        count,
        inputs,
        outputs,
        outputGradient,
        outputRow * outputs,
        parameters,
        weight,
        0f,
        inputGradient,
        inputRow * inputs);
  }
}
