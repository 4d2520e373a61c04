package org.e2hil.agent.network;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/**
 * A {@link Linear} layer of few outputs that computes with one parameter vector. The weights are
 * kept transposed as well: call {@link #refresh} when they have changed.
 */
final class OutputLayer {

  private final float[] parameters;
  private final int inputs;
  private final int outputs;
  private final int weight;
  private final int bias;
  private final float[] transposed;

  /** Binds a layer. */
  OutputLayer(Linear layer, float[] parameters) {
    this.parameters = parameters;
    inputs = layer.inputs();
    outputs = layer.outputs();
    weight = layer.weight();
    bias = layer.bias();
    transposed = new float[inputs * outputs];
    refresh();
  }

  /** Takes over changed weights. */
  void refresh() {
    for (int i = 0; i < inputs; i++) {
      for (int j = 0; j < outputs; j++) {
        transposed[j * inputs + i] = parameters[weight + i * outputs + j];
      }
    }
  }

  /** {@code output[rows, outputs] = input[rows, inputs]·W + b}. */
  void forward(float[] input, int rows, float[] output) {
    for (int row = 0; row < rows; row++) {
      for (int j = 0; j < outputs; j++) {
        output[row * outputs + j] =
            dot(input, row * inputs, transposed, j * inputs, inputs) + parameters[bias + j];
      }
    }
  }

  private static float dot(float[] a, int i, float[] b, int j, int count) {
    FloatVector sum = SimdMath.zero();
    for (int k = 0; k < count; k += SimdMath.COUNT) {
      sum = SimdMath.load(a, i + k).fma(SimdMath.load(b, j + k), sum);
    }
    return SimdMath.sum(sum);
  }

  /** {@code inputGradient[rows, inputs] = gradient[rows, outputs]·Wᵀ}. */
  void backwardInput(float[] gradient, int rows, float[] inputGradient) {
    Arrays.fill(inputGradient, 0, rows * inputs, 0f);
    for (int row = 0; row < rows; row++) {
      for (int j = 0; j < outputs; j++) {
        add(
            gradient[row * outputs + j],
            transposed,
            j * inputs,
            inputGradient,
            row * inputs,
            inputs);
      }
    }
  }

  /**
   * Overwrites the parameters' gradients.
   *
   * @param space {@code [outputs, inputs]}: for the gradient of the transposed weights
   */
  void backwardParameters(
      float[] gradients, float[] input, float[] gradient, int rows, float[] space) {
    Arrays.fill(gradients, bias, bias + outputs, 0f);
    Arrays.fill(space, 0f);
    for (int row = 0; row < rows; row++) {
      for (int j = 0; j < outputs; j++) {
        float g = gradient[row * outputs + j];
        gradients[bias + j] += g;
        add(g, input, row * inputs, space, j * inputs, inputs);
      }
    }
    for (int i = 0; i < inputs; i++) {
      for (int j = 0; j < outputs; j++) {
        gradients[weight + i * outputs + j] = space[j * inputs + i];
      }
    }
  }

  /** sums += factor·values. */
  private static void add(float factor, float[] values, int from, float[] sums, int to, int count) {
    if (factor == 0) {
      return;
    }
    FloatVector f = SimdMath.all(factor);
    for (int k = 0; k < count; k += SimdMath.COUNT) {
      f.fma(SimdMath.load(values, from + k), SimdMath.load(sums, to + k)).intoArray(sums, to + k);
    }
  }
}
