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
  private final int weight;
  private final int sideWeight;
  private final int bias;
  private final int gain;
  private final int shift;
  private final float[] panels;
  private final float[] transposedPanels;
  private final Pass[] forward;
  private final Pass[] backward;

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
    boolean silu = layer.activation() == Activation.SILU;
    forward = new Pass[] {this::scales, silu ? this::silu : this::tanh};
    backward = new Pass[] {silu ? this::backwardSilu : this::backwardTanh, this::centre};
    weight = layer.weight();
    sideWeight = layer.sideWeight();
    bias = layer.bias();
    gain = layer.gain();
    shift = layer.shift();
    panels = new float[MatrixProduct.panelLength(inputs, outputs)];
    transposedPanels = new float[learns ? MatrixProduct.panelLength(outputs, inputs) : 0];
    refresh();
  }

  /** One walk over {@code values[rows, outputs]} from {@code index} on, in place. */
  @FunctionalInterface
  private interface Pass {
    void over(float[] values, int index, int rows, Tape tape, int tapeRow);
  }

  /**
   * Calls the passes through an array, so that HotSpot compiles each alone: inlined into one method
   * they exceed its limit of nodes, beyond which the vectors become objects on the heap.
   */
  private static void run(
      Pass[] passes, float[] values, int index, int rows, Tape tape, int tapeRow) {
    for (Pass pass : passes) {
      pass.over(values, index, rows, tape, tapeRow);
    }
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
    sums(product, productIndex, side, sideIndex, rows, output, outputIndex, tape.mean, tapeRow);
    run(forward, output, outputIndex, rows, tape, tapeRow);
  }

  /** sums = product + b + a·W_side, and the mean of each row. */
  private void sums(
      float[] product,
      int productIndex,
      float[] side,
      int sideIndex,
      int rows,
      float[] sums,
      int sumsIndex,
      float[] means,
      int tapeRow) {
    for (int row = 0; row < rows; row++) {
      int from = productIndex + row * outputs;
      int sideFrom = sideIndex + row * sideInputs;
      int at = sumsIndex + row * outputs;
      FloatVector total = SimdMath.zero();
      for (int j = 0; j < outputs; j += SimdMath.COUNT) {
        FloatVector x = SimdMath.load(product, from + j).add(SimdMath.load(parameters, bias + j));
        for (int k = 0; k < sideInputs; k++) {
          x =
              SimdMath.all(side[sideFrom + k])
                  .fma(SimdMath.load(parameters, sideWeight + k * outputs + j), x);
        }
        x.intoArray(sums, at + j);
        total = total.add(x);
      }
      means[tapeRow + row] = SimdMath.sum(total) / outputs;
    }
  }

  private void scales(float[] sums, int index, int rows, Tape tape, int tapeRow) {
    for (int row = 0; row < rows; row++) {
      int at = index + row * outputs;
      FloatVector squares = SimdMath.zero();
      FloatVector m = SimdMath.all(tape.mean[tapeRow + row]);
      for (int j = 0; j < outputs; j += SimdMath.COUNT) {
        FloatVector d = SimdMath.load(sums, at + j).sub(m);
        squares = d.fma(d, squares);
      }
      tape.scale[tapeRow + row] =
          (float) (1 / Math.sqrt(SimdMath.sum(squares) / outputs + NormalisedLayer.EPSILON));
    }
  }

  private void silu(float[] sums, int index, int rows, Tape tape, int tapeRow) {
    for (int row = 0; row < rows; row++) {
      int out = index + row * outputs;
      int at = (tapeRow + row) * outputs;
      FloatVector s = SimdMath.all(tape.scale[tapeRow + row]);
      FloatVector o = SimdMath.all(-tape.mean[tapeRow + row] * tape.scale[tapeRow + row]);
      for (int j = 0; j < outputs; j += SimdMath.COUNT) {
        FloatVector x = SimdMath.load(sums, out + j).fma(s, o);
        x.intoArray(tape.normalised, at + j);
        FloatVector y = argument(x, j);
        y.div(SimdMath.exp(y.neg()).add(1f)).intoArray(sums, out + j);
      }
    }
  }

  private void tanh(float[] sums, int index, int rows, Tape tape, int tapeRow) {
    for (int row = 0; row < rows; row++) {
      int out = index + row * outputs;
      int at = (tapeRow + row) * outputs;
      FloatVector s = SimdMath.all(tape.scale[tapeRow + row]);
      FloatVector o = SimdMath.all(-tape.mean[tapeRow + row] * tape.scale[tapeRow + row]);
      for (int j = 0; j < outputs; j += SimdMath.COUNT) {
        FloatVector x = SimdMath.load(sums, out + j).fma(s, o);
        x.intoArray(tape.normalised, at + j);
        SimdMath.tanh(argument(x, j)).intoArray(sums, out + j);
      }
    }
  }

  private FloatVector argument(FloatVector normalised, int column) {
    return normalised.fma(
        SimdMath.load(parameters, gain + column), SimdMath.load(parameters, shift + column));
  }

  /**
   * Turns the loss's gradient by the layer's output into that by the sums before the normalisation,
   * in place: (y − mean y − x̂·mean(y·x̂)) / σ.
   *
   * @param gradient {@code [rows, outputs]} from {@code index} on
   */
  void backward(float[] gradient, int index, int rows, Tape tape, int tapeRow) {
    run(backward, gradient, index, rows, tape, tapeRow);
  }

  private void backwardSilu(float[] gradient, int index, int rows, Tape tape, int tapeRow) {
    FloatVector one = SimdMath.all(1f);
    for (int row = 0; row < rows; row++) {
      int here = index + row * outputs;
      int at = (tapeRow + row) * outputs;
      for (int j = 0; j < outputs; j += SimdMath.COUNT) {
        FloatVector y = argument(SimdMath.load(tape.normalised, at + j), j);
        FloatVector sigmoid = one.div(SimdMath.exp(y.neg()).add(one));
        FloatVector slope = one.sub(sigmoid).mul(y).add(one).mul(sigmoid);
        FloatVector g = SimdMath.load(gradient, here + j).mul(slope);
        g.intoArray(tape.argumentGradient, at + j);
        g.mul(SimdMath.load(parameters, gain + j)).intoArray(gradient, here + j);
      }
    }
  }

  private void backwardTanh(float[] gradient, int index, int rows, Tape tape, int tapeRow) {
    FloatVector one = SimdMath.all(1f);
    for (int row = 0; row < rows; row++) {
      int here = index + row * outputs;
      int at = (tapeRow + row) * outputs;
      for (int j = 0; j < outputs; j += SimdMath.COUNT) {
        FloatVector h = SimdMath.tanh(argument(SimdMath.load(tape.normalised, at + j), j));
        FloatVector g = SimdMath.load(gradient, here + j).mul(one.sub(h.mul(h)));
        g.intoArray(tape.argumentGradient, at + j);
        g.mul(SimdMath.load(parameters, gain + j)).intoArray(gradient, here + j);
      }
    }
  }

  /** LayerNorm's own derivative, see {@link #backward}. */
  private void centre(float[] gradient, int index, int rows, Tape tape, int tapeRow) {
    for (int row = 0; row < rows; row++) {
      int here = index + row * outputs;
      int at = (tapeRow + row) * outputs;
      FloatVector sum = SimdMath.zero();
      FloatVector dot = sum;
      for (int j = 0; j < outputs; j += SimdMath.COUNT) {
        FloatVector y = SimdMath.load(gradient, here + j);
        sum = sum.add(y);
        dot = y.fma(SimdMath.load(tape.normalised, at + j), dot);
      }
      FloatVector mean = SimdMath.all(-SimdMath.sum(sum) / outputs);
      FloatVector factor = SimdMath.all(-SimdMath.sum(dot) / outputs);
      FloatVector s = SimdMath.all(tape.scale[tapeRow + row]);
      for (int j = 0; j < outputs; j += SimdMath.COUNT) {
        SimdMath.load(tape.normalised, at + j)
            .fma(factor, SimdMath.load(gradient, here + j).add(mean))
            .mul(s)
            .intoArray(gradient, here + j);
      }
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
    for (int j = 0; j < outputs; j += SimdMath.COUNT) {
      FloatVector ofBias = SimdMath.zero();
      FloatVector ofGain = ofBias;
      FloatVector ofShift = ofBias;
      for (int row = 0; row < rows; row++) {
        int i = row * outputs + j;
        FloatVector y = SimdMath.load(tape.argumentGradient, at + i);
        ofBias = ofBias.add(SimdMath.load(sums, index + i));
        ofGain = y.fma(SimdMath.load(tape.normalised, at + i), ofGain);
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
        FloatVector total = SimdMath.zero();
        for (int j = 0; j < outputs; j += SimdMath.COUNT) {
          total =
              SimdMath.load(sums, index + row * outputs + j)
                  .fma(SimdMath.load(parameters, sideWeight + k * outputs + j), total);
        }
        sideGradient[sideIndex + row * sideInputs + k] = SimdMath.sum(total);
      }
    }
  }
}
