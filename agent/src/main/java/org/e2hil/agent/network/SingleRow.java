package org.e2hil.agent.network;

import jdk.incubator.vector.FloatVector;

/**
 * The layers' arithmetic for one row on heap arrays: an acting thread shares no native memory with
 * the learner, and a snapshot of the parameters is an ordinary array that the garbage collector
 * owns. Every array's length is a multiple of 16, and nothing is allocated.
 */
public final class SingleRow {

  private static final float[] NO_SIDE = {};

  private SingleRow() {}

  /** The padded length of an array that holds {@code count} numbers. */
  public static int length(int count) {
    return Lanes.padded(count);
  }

  /**
   * One hidden layer without side input.
   *
   * @param parameters a copy of the parameter vector from index {@code origin} on
   * @param input {@code [inputs]}
   * @param output {@code [outputs]}, another array than the input
   */
  public static void normalised(
      NormalisedLayer layer,
      Activation activation,
      float[] parameters,
      int origin,
      float[] input,
      float[] output) {
    normalised(layer, activation, parameters, origin, input, NO_SIDE, output);
  }

  /**
   * One hidden layer.
   *
   * @param parameters a copy of the parameter vector from index {@code origin} on
   * @param input {@code [inputs]}
   * @param side {@code [side inputs]}
   * @param output {@code [outputs]}, another array than the input
   */
  public static void normalised(
      NormalisedLayer layer,
      Activation activation,
      float[] parameters,
      int origin,
      float[] input,
      float[] side,
      float[] output) {
    int width = layer.outputs();
    System.arraycopy(parameters, layer.bias() - origin, output, 0, width);
    accumulate(parameters, layer.weight() - origin, input, layer.inputs(), output, width);
    accumulate(parameters, layer.sideWeight() - origin, side, layer.sideInputs(), output, width);
    FloatVector total = Lanes.zero();
    for (int j = 0; j < width; j += Lanes.COUNT) {
      total = total.add(FloatVector.fromArray(Lanes.SPECIES, output, j));
    }
    float mean = Lanes.sum(total) / width;
    FloatVector squares = Lanes.zero();
    for (int j = 0; j < width; j += Lanes.COUNT) {
      FloatVector d = FloatVector.fromArray(Lanes.SPECIES, output, j).sub(mean);
      squares = d.fma(d, squares);
    }
    float scale = (float) (1 / Math.sqrt(Lanes.sum(squares) / width + NormalisedLayer.EPSILON));
    activate(
        activation == Activation.SILU,
        parameters,
        layer.gain() - origin,
        layer.shift() - origin,
        scale,
        -mean * scale,
        output,
        width);
  }

  private static void activate(
      boolean silu,
      float[] parameters,
      int gain,
      int shift,
      float scale,
      float offset,
      float[] output,
      int width) {
    for (int j = 0; j < width; j += Lanes.COUNT) {
      FloatVector x =
          FloatVector.fromArray(Lanes.SPECIES, output, j).fma(Lanes.all(scale), Lanes.all(offset));
      FloatVector y =
          x.fma(
              FloatVector.fromArray(Lanes.SPECIES, parameters, gain + j),
              FloatVector.fromArray(Lanes.SPECIES, parameters, shift + j));
      FloatVector h = silu ? y.div(Lanes.exp(y.neg()).add(1f)) : Lanes.tanh(y);
      h.intoArray(output, j);
    }
  }

  /** sums += input·W, four weight rows a pass. */
  private static void accumulate(
      float[] parameters, int weight, float[] input, int inputs, float[] sums, int width) {
    int i = 0;
    for (; i + 4 <= inputs; i += 4) {
      FloatVector a = Lanes.all(input[i]);
      FloatVector b = Lanes.all(input[i + 1]);
      FloatVector c = Lanes.all(input[i + 2]);
      FloatVector d = Lanes.all(input[i + 3]);
      int w = weight + i * width;
      for (int j = 0; j < width; j += Lanes.COUNT) {
        FloatVector s = FloatVector.fromArray(Lanes.SPECIES, sums, j);
        s = a.fma(FloatVector.fromArray(Lanes.SPECIES, parameters, w + j), s);
        s = b.fma(FloatVector.fromArray(Lanes.SPECIES, parameters, w + width + j), s);
        s = c.fma(FloatVector.fromArray(Lanes.SPECIES, parameters, w + 2 * width + j), s);
        s = d.fma(FloatVector.fromArray(Lanes.SPECIES, parameters, w + 3 * width + j), s);
        s.intoArray(sums, j);
      }
    }
    for (; i < inputs; i++) {
      FloatVector a = Lanes.all(input[i]);
      int w = weight + i * width;
      for (int j = 0; j < width; j += Lanes.COUNT) {
        FloatVector s = FloatVector.fromArray(Lanes.SPECIES, sums, j);
        a.fma(FloatVector.fromArray(Lanes.SPECIES, parameters, w + j), s).intoArray(sums, j);
      }
    }
  }

  /** A head: {@code output[outputs] = input·W + b}. */
  public static void linear(
      Linear layer, float[] parameters, int origin, float[] input, float[] output) {
    int outputs = layer.outputs();
    System.arraycopy(parameters, layer.bias() - origin, output, 0, outputs);
    int w = layer.weight() - origin;
    for (int i = 0; i < layer.inputs(); i++) {
      float x = input[i];
      for (int j = 0; j < outputs; j++) {
        output[j] += x * parameters[w++];
      }
    }
  }
}
