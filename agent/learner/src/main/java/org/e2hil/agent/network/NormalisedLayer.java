package org.e2hil.agent.network;

import java.util.random.RandomGenerator;
import org.apiguardian.api.API;

/**
 * Where the parameters of a hidden layer lie: h = act(LN([x; a]·W + b)·g + β), with LayerNorm (Ba
 * et al., 2016) over each row. {@link HiddenLayer} computes it.
 *
 * <p>A side input a, the actions of a critic, has weight rows of its own, so that many actions can
 * be tried against one product x·W. ε inside the normalisation is 1e-8, small enough that networks
 * without an ε give the same answers (see docs/decisions/layer-norm-epsilon.md).
 */
@API(status = API.Status.INTERNAL)
public final class NormalisedLayer {

  /** Added to the variance. */
  static final float EPSILON = 1e-8f;

  private final int inputs;
  private final int sideInputs;
  private final int outputs;
  private final Activation activation;
  private final int weight;
  private final int sideWeight;
  private final int bias;
  private final int gain;
  private final int shift;

  /**
   * Reserves this layer's parameters in {@code layout}.
   *
   * @param sideInputs numbers in a row of the side input, or 0 without one
   * @param outputs a multiple of 16
   */
  public NormalisedLayer(
      ParameterLayout layout, int inputs, int sideInputs, int outputs, Activation activation) {
    if (outputs % SimdMath.PADDING != 0) {
      throw new IllegalArgumentException(
          "A normalised layer's width must be a multiple of 16, not " + outputs + ".");
    }
    this.inputs = inputs;
    this.sideInputs = sideInputs;
    this.outputs = outputs;
    this.activation = activation;
    weight = layout.reserve(inputs * outputs);
    sideWeight = layout.reserve(sideInputs * outputs);
    bias = layout.reserve(outputs);
    gain = layout.reserve(outputs);
    shift = layout.reserve(outputs);
  }

  private NormalisedLayer(NormalisedLayer layer, int distance) {
    inputs = layer.inputs;
    sideInputs = layer.sideInputs;
    outputs = layer.outputs;
    activation = layer.activation;
    weight = layer.weight + distance;
    sideWeight = layer.sideWeight + distance;
    bias = layer.bias + distance;
    gain = layer.gain + distance;
    shift = layer.shift + distance;
  }

  /** The same layer in a vector that begins elsewhere. */
  public NormalisedLayer movedBy(int distance) {
    return new NormalisedLayer(this, distance);
  }

  /** Numbers in one output row. */
  public int outputs() {
    return outputs;
  }

  /** What follows the normalisation. */
  public Activation activation() {
    return activation;
  }

  /** Numbers in one input row, without the side input. */
  public int inputs() {
    return inputs;
  }

  /** Index of the weights {@code [inputs, outputs]}. */
  public int weight() {
    return weight;
  }

  /** Numbers in one row of the side input. */
  public int sideInputs() {
    return sideInputs;
  }

  /** Index of the side input's weights {@code [side inputs, outputs]}. */
  public int sideWeight() {
    return sideWeight;
  }

  /** Index of the bias {@code [outputs]}. */
  public int bias() {
    return bias;
  }

  /** Index of the gain {@code [outputs]}. */
  public int gain() {
    return gain;
  }

  /** Index of the shift {@code [outputs]}. */
  public int shift() {
    return shift;
  }

  /** Weights and bias from U(±1/√(inputs + side inputs)), gain 1, shift 0. */
  public void initialise(float[] parameters, RandomGenerator random) {
    double bound = 1 / Math.sqrt(inputs + sideInputs);
    fill(parameters, weight, inputs * outputs, bound, random);
    fill(parameters, sideWeight, sideInputs * outputs, bound, random);
    fill(parameters, bias, outputs, bound, random);
    for (int j = 0; j < outputs; j++) {
      parameters[gain + j] = 1;
      parameters[shift + j] = 0;
    }
  }

  private static void fill(
      float[] parameters, int index, int count, double bound, RandomGenerator random) {
    for (int i = 0; i < count; i++) {
      parameters[index + i] = (float) random.nextDouble(-bound, bound);
    }
  }
}
