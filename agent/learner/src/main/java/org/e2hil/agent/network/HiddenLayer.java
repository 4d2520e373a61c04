package org.e2hil.agent.network;

import jdk.incubator.vector.FloatVector;

/**
 * A {@link NormalisedLayer} that computes with one parameter vector, some rows at a time. Threads
 * may share it, each with a tape and scratch space of its own.
 *
 * <p>The weights are kept in panels as well: call {@link #refresh} when they have changed.
 */
final class HiddenLayer {

  private final float[] parameters;
  private final int inputs;
  private final int sideInputs;
  private final int outputs;
  private final boolean silu;
  private final int weight;
  private final int sideWeight;
  private final int bias;
  private final int gain;
  private final int shift;
  private final float[] panels;
  private final float[] transposedPanels;

  /**
   * Binds a layer and packs its weights.
   *
   * @param learns whether gradients by its input are ever asked for
   */
  HiddenLayer(NormalisedLayer layer, float[] parameters, boolean learns) {
    this.parameters = parameters;
    inputs = layer.inputs();
    sideInputs = layer.sideInputs();
    outputs = layer.outputs();
    silu = layer.activation() == Activation.SILU;
    weight = layer.weight();
    sideWeight = layer.sideWeight();
    bias = layer.bias();
    gain = layer.gain();
    shift = layer.shift();
    panels = new float[MatrixProduct.panelLength(inputs, outputs)];
    transposedPanels = new float[learns ? MatrixProduct.panelLength(outputs, inputs) : 0];
    refresh();
  }

  /** What the backward pass needs of a forward pass over some rows. */
  static final class Tape {
    /** {@code [rows, outputs]}: after the normalisation, before gain and shift. */
    private final float[] normalised;

    /** {@code [rows, outputs]}: the loss's gradient by the activation's argument. */
    private final float[] argumentGradient;

    /** {@code [rows]}: of the sums before the normalisation. */
    private final float[] mean;

    /** {@code [rows]}: one over the standard deviation. */
    private final float[] scale;

    Tape(int rows, int outputs) {
      normalised = new float[rows * outputs];
      argumentGradient = new float[rows * outputs];
      mean = new float[rows];
      scale = new float[rows];
    }
  }

  /** Packs the weights again after they have changed. */
  void refresh() {
    MatrixProduct.pack(inputs, outputs, parameters, weight, panels);
    if (transposedPanels.length > 0) {
      MatrixProduct.packTransposed(outputs, inputs, parameters, weight, transposedPanels);
    }
  }

  /** {@code product[rows, outputs] = input[rows, inputs]·W}, without side input and bias. */
  void multiply(
      float[] input,
      int inputIndex,
      int rows,
      float[] product,
      int productIndex,
      MatrixProduct.Scratch scratch) {
    MatrixProduct.multiply(
        rows, outputs, inputs, input, inputIndex, panels, product, productIndex, scratch);
  }

  /**
   * From the product on to the layer's output, which may overwrite the product.
   *
   * @param tape takes what the backward pass needs, from row {@code tapeRow} on
   */
  void activate(
      float[] product,
      int productIndex,
      float[] side,
      int sideIndex,
      int rows,
      float[] output,
      int outputIndex,
      Tape tape,
      int tapeRow) {
    // one pass after the other: the rows of a pass do not wait for each other's sums
    float[] means = tape.mean;
    float[] scales = tape.scale;
    for (int row = 0; row < rows; row++) {
      means[tapeRow + row] =
          sums(
              product,
              productIndex + row * outputs,
              side,
              sideIndex + row * sideInputs,
              output,
              outputIndex + row * outputs);
    }
    for (int row = 0; row < rows; row++) {
      scales[tapeRow + row] = scale(output, outputIndex + row * outputs, means[tapeRow + row]);
    }
    for (int row = 0; row < rows; row++) {
      int out = outputIndex + row * outputs;
      int at = (tapeRow + row) * outputs;
      float scale = scales[tapeRow + row];
      float offset = -means[tapeRow + row] * scale;
      if (silu) {
        silu(output, out, scale, offset, tape.normalised, at);
      } else {
        tanh(output, out, scale, offset, tape.normalised, at);
      }
    }
  }

  /** sums = product + b + a·W_side; returns their mean. */
  private float sums(
      float[] product, int productIndex, float[] side, int sideIndex, float[] sums, int at) {
    int width = outputs;
    FloatVector total = Lanes.zero();
    if (sideInputs == 0) {
      for (int j = 0; j < width; j += Lanes.COUNT) {
        FloatVector x = Lanes.load(product, productIndex + j).add(Lanes.load(parameters, bias + j));
        x.intoArray(sums, at + j);
        total = total.add(x);
      }
      return Lanes.sum(total) / width;
    }
    for (int j = 0; j < width; j += Lanes.COUNT) {
      FloatVector x = Lanes.load(product, productIndex + j).add(Lanes.load(parameters, bias + j));
      for (int k = 0; k < sideInputs; k++) {
        x =
            Lanes.all(side[sideIndex + k])
                .fma(Lanes.load(parameters, sideWeight + k * width + j), x);
      }
      x.intoArray(sums, at + j);
      total = total.add(x);
    }
    return Lanes.sum(total) / width;
  }

  private float scale(float[] sums, int at, float mean) {
    FloatVector squares = Lanes.zero();
    FloatVector m = Lanes.all(mean);
    for (int j = 0; j < outputs; j += Lanes.COUNT) {
      FloatVector d = Lanes.load(sums, at + j).sub(m);
      squares = d.fma(d, squares);
    }
    return (float) (1 / Math.sqrt(Lanes.sum(squares) / outputs + NormalisedLayer.EPSILON));
  }

  private void silu(float[] sums, int out, float scale, float offset, float[] normalised, int at) {
    FloatVector s = Lanes.all(scale);
    FloatVector o = Lanes.all(offset);
    for (int j = 0; j < outputs; j += Lanes.COUNT) {
      FloatVector x = Lanes.load(sums, out + j).fma(s, o);
      x.intoArray(normalised, at + j);
      FloatVector y = argument(x, j);
      y.div(Lanes.exp(y.neg()).add(1f)).intoArray(sums, out + j);
    }
  }

  private void tanh(float[] sums, int out, float scale, float offset, float[] normalised, int at) {
    FloatVector s = Lanes.all(scale);
    FloatVector o = Lanes.all(offset);
    for (int j = 0; j < outputs; j += Lanes.COUNT) {
      FloatVector x = Lanes.load(sums, out + j).fma(s, o);
      x.intoArray(normalised, at + j);
      Lanes.tanh(argument(x, j)).intoArray(sums, out + j);
    }
  }

  private FloatVector argument(FloatVector normalised, int column) {
    return normalised.fma(
        Lanes.load(parameters, gain + column), Lanes.load(parameters, shift + column));
  }

  /**
   * Turns the loss's gradient by the layer's output into that by the sums before the normalisation,
   * in place: (y − mean y − x̂·mean(y·x̂)) / σ.
   *
   * @param gradient {@code [rows, outputs]} from {@code index} on
   */
  void backward(float[] gradient, int index, int rows, Tape tape, int tapeRow) {
    float[] normalised = tape.normalised;
    for (int row = 0; row < rows; row++) {
      int at = (tapeRow + row) * outputs;
      int here = index + row * outputs;
      if (silu) {
        backwardSilu(gradient, here, normalised, tape.argumentGradient, at);
      } else {
        backwardTanh(gradient, here, normalised, tape.argumentGradient, at);
      }
      centre(gradient, here, normalised, at, tape.scale[tapeRow + row]);
    }
  }

  /** LayerNorm's own derivative, see {@link #backward}. */
  private void centre(float[] gradient, int here, float[] normalised, int at, float scale) {
    FloatVector sum = Lanes.zero();
    FloatVector dot = sum;
    for (int j = 0; j < outputs; j += Lanes.COUNT) {
      FloatVector y = Lanes.load(gradient, here + j);
      sum = sum.add(y);
      dot = y.fma(Lanes.load(normalised, at + j), dot);
    }
    FloatVector mean = Lanes.all(-Lanes.sum(sum) / outputs);
    FloatVector factor = Lanes.all(-Lanes.sum(dot) / outputs);
    FloatVector s = Lanes.all(scale);
    for (int j = 0; j < outputs; j += Lanes.COUNT) {
      Lanes.load(normalised, at + j)
          .fma(factor, Lanes.load(gradient, here + j).add(mean))
          .mul(s)
          .intoArray(gradient, here + j);
    }
  }

  private void backwardSilu(
      float[] gradient, int here, float[] normalised, float[] byArgument, int at) {
    FloatVector one = Lanes.all(1f);
    for (int j = 0; j < outputs; j += Lanes.COUNT) {
      FloatVector y = argument(Lanes.load(normalised, at + j), j);
      FloatVector sigmoid = one.div(Lanes.exp(y.neg()).add(one));
      FloatVector slope = one.sub(sigmoid).mul(y).add(one).mul(sigmoid);
      FloatVector g = Lanes.load(gradient, here + j).mul(slope);
      g.intoArray(byArgument, at + j);
      g.mul(Lanes.load(parameters, gain + j)).intoArray(gradient, here + j);
    }
  }

  private void backwardTanh(
      float[] gradient, int here, float[] normalised, float[] byArgument, int at) {
    for (int j = 0; j < outputs; j += Lanes.COUNT) {
      FloatVector h = Lanes.tanh(argument(Lanes.load(normalised, at + j), j));
      FloatVector g = Lanes.load(gradient, here + j).mul(Lanes.all(1f).sub(h.mul(h)));
      g.intoArray(byArgument, at + j);
      g.mul(Lanes.load(parameters, gain + j)).intoArray(gradient, here + j);
    }
  }

  /**
   * Overwrites the parameters' gradients, after {@link #backward}.
   *
   * @param sums {@code [rows, outputs]}: the loss's gradient by the sums
   */
  void backwardParameters(
      float[] gradients,
      float[] input,
      int inputIndex,
      float[] side,
      int sideIndex,
      float[] sums,
      int index,
      int rows,
      Tape tape,
      int tapeRow,
      MatrixProduct.Scratch scratch) {
    backwardVectors(gradients, sums, index, rows, tape, tapeRow);
    float[] packed = scratch.panels(rows, outputs);
    MatrixProduct.pack(rows, outputs, sums, index, packed);
    MatrixProduct.multiplyTransposed(
        inputs, outputs, rows, input, inputIndex, packed, gradients, weight, scratch);
    if (sideInputs > 0) {
      MatrixProduct.multiplyTransposed(
          sideInputs, outputs, rows, side, sideIndex, packed, gradients, sideWeight, scratch);
    }
  }

  /** The gradients of bias, gain and shift: sums over the rows. */
  private void backwardVectors(
      float[] gradients, float[] sums, int index, int rows, Tape tape, int tapeRow) {
    int at = tapeRow * outputs;
    for (int j = 0; j < outputs; j += Lanes.COUNT) {
      FloatVector ofBias = Lanes.zero();
      FloatVector ofGain = ofBias;
      FloatVector ofShift = ofBias;
      for (int row = 0; row < rows; row++) {
        int i = row * outputs + j;
        FloatVector y = Lanes.load(tape.argumentGradient, at + i);
        ofBias = ofBias.add(Lanes.load(sums, index + i));
        ofGain = y.fma(Lanes.load(tape.normalised, at + i), ofGain);
        ofShift = ofShift.add(y);
      }
      ofBias.intoArray(gradients, bias + j);
      ofGain.intoArray(gradients, gain + j);
      ofShift.intoArray(gradients, shift + j);
    }
  }

  /** Overwrites the input's gradient {@code [rows, inputs]} from the sums'. */
  void backwardInput(
      float[] sums,
      int index,
      int rows,
      float[] inputGradient,
      int inputIndex,
      MatrixProduct.Scratch scratch) {
    MatrixProduct.multiply(
        rows, inputs, outputs, sums, index, transposedPanels, inputGradient, inputIndex, scratch);
  }

  /** Overwrites the side input's gradient {@code [rows, side inputs]} from the sums'. */
  void backwardSide(float[] sums, int index, int rows, float[] sideGradient, int sideIndex) {
    for (int row = 0; row < rows; row++) {
      for (int k = 0; k < sideInputs; k++) {
        FloatVector total = Lanes.zero();
        for (int j = 0; j < outputs; j += Lanes.COUNT) {
          total =
              Lanes.load(sums, index + row * outputs + j)
                  .fma(Lanes.load(parameters, sideWeight + k * outputs + j), total);
        }
        sideGradient[sideIndex + row * sideInputs + k] = Lanes.sum(total);
      }
    }
  }
}
