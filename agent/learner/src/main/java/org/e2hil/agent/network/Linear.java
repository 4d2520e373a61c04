package org.e2hil.agent.network;

import java.util.random.RandomGenerator;
import org.apiguardian.api.API;

/**
 * Where the parameters of a network's last layer lie: y = xW + b with W {@code [inputs, outputs]}.
 */
@API(status = API.Status.INTERNAL)
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

  private Linear(Linear layer, int distance) {
    inputs = layer.inputs;
    outputs = layer.outputs;
    weight = layer.weight + distance;
    bias = layer.bias + distance;
  }

  /** The same layer in a vector that begins elsewhere. */
  public Linear movedBy(int distance) {
    return new Linear(this, distance);
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
  public void initialise(float[] parameters, double bound, RandomGenerator random) {
    for (int i = 0; i < inputs * outputs; i++) {
      parameters[weight + i] = (float) random.nextDouble(-bound, bound);
    }
    for (int i = 0; i < outputs; i++) {
      parameters[bias + i] = (float) random.nextDouble(-bound, bound);
    }
  }

  /** The bound 1/√inputs that keeps the outputs' spread at the inputs' order of magnitude. */
  public double defaultBound() {
    return 1 / Math.sqrt(inputs);
  }
}
