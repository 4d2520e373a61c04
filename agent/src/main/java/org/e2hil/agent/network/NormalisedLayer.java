package org.e2hil.agent.network;

import java.util.random.RandomGenerator;
import jdk.incubator.vector.FloatVector;

/**
 * One hidden layer: h = act(LN([x; a]·W + b)·g + β), with LayerNorm (Ba et al., 2016) over each
 * row.
 *
 * <p>A side input a, the actions of a critic, has weight rows of its own, so that many actions can
 * be tried against one product x·W. ε inside the normalisation is 1e-8, small enough that networks
 * without an ε give the same answers (see docs/decisions/layer-norm-epsilon.md).
 */
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
    if (outputs % Lanes.PADDING != 0) {
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

  /** What the backward pass needs of a forward pass over a batch. */
  static final class Tape {
    /** {@code [batch, outputs]}: what the layer gave. */
    final Floats output;

    /** {@code [batch, outputs]}: after the normalisation, before gain and shift. */
    private final Floats normalised;

    /** {@code [batch, outputs]}: the activation's derivative. */
    private final Floats slope;

    /** {@code [batch]}: one over the standard deviation. */
    private final float[] scale;

    Tape(int batch, int width) {
      output = new Floats(batch * width);
      normalised = new Floats(batch * width);
      slope = new Floats(batch * width);
      scale = new float[batch];
    }

    void close() {
      output.close();
      normalised.close();
      slope.close();
    }
  }

  /** Numbers in one output row. */
  public int outputs() {
    return outputs;
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
  public void initialise(Floats parameters, RandomGenerator random) {
    double bound = 1 / Math.sqrt(inputs + sideInputs);
    fill(parameters, weight, inputs * outputs, bound, random);
    fill(parameters, sideWeight, sideInputs * outputs, bound, random);
    fill(parameters, bias, outputs, bound, random);
    for (int j = 0; j < outputs; j++) {
      parameters.set(gain + j, 1);
      parameters.set(shift + j, 0);
    }
  }

  private static void fill(
      Floats parameters, int index, int count, double bound, RandomGenerator random) {
    for (int i = 0; i < count; i++) {
      parameters.set(index + i, (float) random.nextDouble(-bound, bound));
    }
  }

  /** {@code product[rows, outputs] = input[rows, inputs]·W}, without side input and bias. */
  public void multiply(Floats parameters, Floats input, Floats product, Rows rows) {
    Blas.product(
        rows.count(),
        outputs,
        inputs,
        input,
        rows.from() * inputs,
        parameters,
        weight,
        product,
        rows.from() * outputs);
  }

  /** From the product on to the layer's output, which may overwrite the product. */
  public void infer(Floats parameters, Floats product, Floats side, Floats output, Rows rows) {
    float[] sums = rows.scratch();
    for (int row = rows.from(); row < rows.to(); row++) {
      float mean = weightedSums(parameters, product, side, row, sums);
      float scale = scale(sums, mean);
      activate(parameters, sums, scale, -mean * scale, output, row * outputs);
    }
  }

  /** Like {@link #infer}, and keeps on the tape what the backward pass needs. */
  void forward(Floats parameters, Floats product, Floats side, Tape tape, Rows rows) {
    float[] sums = rows.scratch();
    for (int row = rows.from(); row < rows.to(); row++) {
      float mean = weightedSums(parameters, product, side, row, sums);
      float scale = scale(sums, mean);
      tape.scale[row] = scale;
      if (activation == Activation.SILU) {
        recordSilu(parameters, sums, scale, -mean * scale, tape, row * outputs);
      } else {
        recordTanh(parameters, sums, scale, -mean * scale, tape, row * outputs);
      }
    }
  }

  /** sums = product + b + a·W_side; returns their mean. */
  private float weightedSums(
      Floats parameters, Floats product, Floats side, int row, float[] sums) {
    int width = outputs;
    int at = row * width;
    for (int j = 0; j < width; j += Lanes.COUNT) {
      product.load(at + j).add(parameters.load(bias + j)).intoArray(sums, j);
    }
    int k = 0;
    for (; k + 1 < sideInputs; k += 2) {
      FloatVector a = Lanes.all(side.at(row * sideInputs + k));
      FloatVector b = Lanes.all(side.at(row * sideInputs + k + 1));
      int w = sideWeight + k * width;
      for (int j = 0; j < width; j += Lanes.COUNT) {
        FloatVector x = FloatVector.fromArray(Lanes.SPECIES, sums, j);
        x = a.fma(parameters.load(w + j), x);
        b.fma(parameters.load(w + width + j), x).intoArray(sums, j);
      }
    }
    if (k < sideInputs) {
      FloatVector a = Lanes.all(side.at(row * sideInputs + k));
      int w = sideWeight + k * width;
      for (int j = 0; j < width; j += Lanes.COUNT) {
        FloatVector x = FloatVector.fromArray(Lanes.SPECIES, sums, j);
        a.fma(parameters.load(w + j), x).intoArray(sums, j);
      }
    }
    FloatVector total = Lanes.zero();
    for (int j = 0; j < width; j += Lanes.COUNT) {
      total = total.add(FloatVector.fromArray(Lanes.SPECIES, sums, j));
    }
    return Lanes.sum(total) / width;
  }

  private float scale(float[] sums, float mean) {
    FloatVector squares = Lanes.zero();
    for (int j = 0; j < outputs; j += Lanes.COUNT) {
      FloatVector d = FloatVector.fromArray(Lanes.SPECIES, sums, j).sub(mean);
      squares = d.fma(d, squares);
    }
    return (float) (1 / Math.sqrt(Lanes.sum(squares) / outputs + EPSILON));
  }

  private void activate(
      Floats parameters, float[] sums, float scale, float offset, Floats output, int at) {
    FloatVector s = Lanes.all(scale);
    FloatVector o = Lanes.all(offset);
    boolean silu = activation == Activation.SILU;
    for (int j = 0; j < outputs; j += Lanes.COUNT) {
      FloatVector x = FloatVector.fromArray(Lanes.SPECIES, sums, j).fma(s, o);
      FloatVector y = x.fma(parameters.load(gain + j), parameters.load(shift + j));
      output.store(silu ? y.div(Lanes.exp(y.neg()).add(1f)) : Lanes.tanh(y), at + j);
    }
  }

  private void recordSilu(
      Floats parameters, float[] sums, float scale, float offset, Tape tape, int at) {
    FloatVector s = Lanes.all(scale);
    FloatVector o = Lanes.all(offset);
    for (int j = 0; j < outputs; j += Lanes.COUNT) {
      FloatVector x = FloatVector.fromArray(Lanes.SPECIES, sums, j).fma(s, o);
      tape.normalised.store(x, at + j);
      FloatVector y = x.fma(parameters.load(gain + j), parameters.load(shift + j));
      FloatVector sigmoid = Lanes.sigmoid(y);
      FloatVector h = y.mul(sigmoid);
      tape.output.store(h, at + j);
      tape.slope.store(Lanes.all(1f).sub(h).fma(sigmoid, h), at + j);
    }
  }

  private void recordTanh(
      Floats parameters, float[] sums, float scale, float offset, Tape tape, int at) {
    FloatVector s = Lanes.all(scale);
    FloatVector o = Lanes.all(offset);
    for (int j = 0; j < outputs; j += Lanes.COUNT) {
      FloatVector x = FloatVector.fromArray(Lanes.SPECIES, sums, j).fma(s, o);
      tape.normalised.store(x, at + j);
      FloatVector h = Lanes.tanh(x.fma(parameters.load(gain + j), parameters.load(shift + j)));
      tape.output.store(h, at + j);
      tape.slope.store(h.mul(h).neg().add(1f), at + j);
    }
  }

  /**
   * Turns {@code gradient}, the loss's by the layer's output, into the loss's by the sums before
   * the normalisation, in place. Adds to the gradients of gain, shift and bias.
   */
  void backward(Floats parameters, Floats gradients, Floats gradient, Tape tape, Rows rows) {
    int row = rows.from();
    for (; row + 4 <= rows.to(); row += 4) {
      backwardFourRows(parameters, gradients, gradient, tape, row);
    }
    for (; row < rows.to(); row++) {
      backwardRow(parameters, gradients, gradient, tape, row);
    }
  }

  /** Four rows share every pass over the parameters' gradients. */
  private void backwardFourRows(
      Floats parameters, Floats gradients, Floats gradient, Tape tape, int row) {
    int c = outputs;
    int at = row * c;
    Floats normalised = tape.normalised;
    Floats slope = tape.slope;
    FloatVector sum0 = Lanes.zero();
    FloatVector sum1 = sum0;
    FloatVector sum2 = sum0;
    FloatVector sum3 = sum0;
    FloatVector dot0 = sum0;
    FloatVector dot1 = sum0;
    FloatVector dot2 = sum0;
    FloatVector dot3 = sum0;
    for (int j = 0; j < c; j += Lanes.COUNT) {
      FloatVector g = parameters.load(gain + j);
      FloatVector dGain = gradients.load(gain + j);
      FloatVector dShift = gradients.load(shift + j);
      int i = at + j;
      FloatVector x = normalised.load(i);
      FloatVector y = gradient.load(i).mul(slope.load(i));
      dShift = dShift.add(y);
      dGain = y.fma(x, dGain);
      y = y.mul(g);
      gradient.store(y, i);
      sum0 = sum0.add(y);
      dot0 = y.fma(x, dot0);
      i += c;
      x = normalised.load(i);
      y = gradient.load(i).mul(slope.load(i));
      dShift = dShift.add(y);
      dGain = y.fma(x, dGain);
      y = y.mul(g);
      gradient.store(y, i);
      sum1 = sum1.add(y);
      dot1 = y.fma(x, dot1);
      i += c;
      x = normalised.load(i);
      y = gradient.load(i).mul(slope.load(i));
      dShift = dShift.add(y);
      dGain = y.fma(x, dGain);
      y = y.mul(g);
      gradient.store(y, i);
      sum2 = sum2.add(y);
      dot2 = y.fma(x, dot2);
      i += c;
      x = normalised.load(i);
      y = gradient.load(i).mul(slope.load(i));
      dShift = dShift.add(y);
      dGain = y.fma(x, dGain);
      y = y.mul(g);
      gradient.store(y, i);
      sum3 = sum3.add(y);
      dot3 = y.fma(x, dot3);
      gradients.store(dGain, gain + j);
      gradients.store(dShift, shift + j);
    }
    centre(gradients, gradient, tape, row, Lanes.sum(sum0), Lanes.sum(dot0));
    centre(gradients, gradient, tape, row + 1, Lanes.sum(sum1), Lanes.sum(dot1));
    centre(gradients, gradient, tape, row + 2, Lanes.sum(sum2), Lanes.sum(dot2));
    centre(gradients, gradient, tape, row + 3, Lanes.sum(sum3), Lanes.sum(dot3));
  }

  private void backwardRow(
      Floats parameters, Floats gradients, Floats gradient, Tape tape, int row) {
    FloatVector sum = Lanes.zero();
    FloatVector dot = sum;
    for (int j = 0; j < outputs; j += Lanes.COUNT) {
      int i = row * outputs + j;
      FloatVector x = tape.normalised.load(i);
      FloatVector y = gradient.load(i).mul(tape.slope.load(i));
      gradients.store(gradients.load(shift + j).add(y), shift + j);
      gradients.store(y.fma(x, gradients.load(gain + j)), gain + j);
      y = y.mul(parameters.load(gain + j));
      gradient.store(y, i);
      sum = sum.add(y);
      dot = y.fma(x, dot);
    }
    centre(gradients, gradient, tape, row, Lanes.sum(sum), Lanes.sum(dot));
  }

  /**
   * LayerNorm's own derivative: (y − mean y − x̂·mean(y·x̂)) / σ; adds it to the bias's gradient.
   */
  private void centre(Floats gradients, Floats gradient, Tape tape, int row, float sum, float dot) {
    FloatVector mean = Lanes.all(-sum / outputs);
    FloatVector slope = Lanes.all(-dot / outputs);
    FloatVector scale = Lanes.all(tape.scale[row]);
    for (int j = 0; j < outputs; j += Lanes.COUNT) {
      int i = row * outputs + j;
      FloatVector d = tape.normalised.load(i).fma(slope, gradient.load(i).add(mean)).mul(scale);
      gradient.store(d, i);
      gradients.store(gradients.load(bias + j).add(d), bias + j);
    }
  }

  /**
   * Like {@link #backward} for one row of the tape, without parameter gradients: reads and
   * overwrites row {@code at} of {@code gradient}, which need not be the tape's row.
   */
  void backwardRow(Floats parameters, Floats gradient, int at, Tape tape, int row) {
    FloatVector sum = Lanes.zero();
    FloatVector dot = sum;
    for (int j = 0; j < outputs; j += Lanes.COUNT) {
      FloatVector x = tape.normalised.load(row * outputs + j);
      FloatVector y =
          gradient
              .load(at * outputs + j)
              .mul(tape.slope.load(row * outputs + j))
              .mul(parameters.load(gain + j));
      gradient.store(y, at * outputs + j);
      sum = sum.add(y);
      dot = y.fma(x, dot);
    }
    FloatVector mean = Lanes.all(-Lanes.sum(sum) / outputs);
    FloatVector slope = Lanes.all(-Lanes.sum(dot) / outputs);
    FloatVector scale = Lanes.all(tape.scale[row]);
    for (int j = 0; j < outputs; j += Lanes.COUNT) {
      FloatVector x = tape.normalised.load(row * outputs + j);
      FloatVector y = gradient.load(at * outputs + j);
      gradient.store(x.fma(slope, y.add(mean)).mul(scale), at * outputs + j);
    }
  }

  /** Overwrites the weights' gradients from the input and the sums' gradient. */
  void backwardWeights(Floats gradients, Floats input, Floats side, Floats sums, Rows rows) {
    int from = rows.from();
    Blas.transposedProduct(
        inputs,
        outputs,
        rows.count(),
        input,
        from * inputs,
        sums,
        from * outputs,
        gradients,
        weight);
    if (sideInputs > 0) {
      Blas.transposedProduct(
          sideInputs,
          outputs,
          rows.count(),
          side,
          from * sideInputs,
          sums,
          from * outputs,
          gradients,
          sideWeight);
    }
  }

  /** The input's gradient from the sums' gradient; adds to it where {@code accumulate}. */
  void backwardInput(
      Floats parameters,
      Floats sums,
      Floats inputGradient,
      boolean accumulate,
      int row,
      int count) {
    Blas.productTransposed(
        count,
        inputs,
        outputs,
        sums,
        row * outputs,
        parameters,
        weight,
        accumulate ? 1f : 0f,
        inputGradient,
        row * inputs);
  }

  /** The side input's gradient from {@code count} rows of the sums' gradient. */
  void backwardSide(Floats parameters, Floats sums, Floats sideGradient, int row, int count) {
    Blas.productTransposed(
        count,
        sideInputs,
        outputs,
        sums,
        row * outputs,
        parameters,
        sideWeight,
        0f,
        sideGradient,
        row * sideInputs);
  }
}
