package org.e2hil.agent.network;

import java.util.random.RandomGenerator;

/**
 * The network behind the encoding that actor, critics and gripper critic share in shape: [Linear →
 * LayerNorm → SiLU] twice, then a linear head. A critic has the action as a side input.
 *
 * <p>A trunk is only a plan of where its parameters lie; it computes with whichever parameter
 * vector it is given, the learned one or the targets.
 */
public final class Trunk {

  private final NormalisedLayer first;
  private final NormalisedLayer second;
  private final Linear head;
  private final int from;
  private final int to;

  /**
   * Reserves the parameters in {@code layout}.
   *
   * @param sideInputs action dimensions for a critic, else 0
   */
  public Trunk(
      ParameterLayout layout, int latentSize, int sideInputs, int hiddenSize, int outputs) {
    from = layout.end();
    first = new NormalisedLayer(layout, latentSize, sideInputs, hiddenSize, Activation.SILU);
    second = new NormalisedLayer(layout, hiddenSize, 0, hiddenSize, Activation.SILU);
    head = new Linear(layout, hiddenSize, outputs);
    to = layout.end();
  }

  /** Intermediate results {@code [batch, hidden]} that no one needs afterwards. */
  public static final class Workspace implements AutoCloseable {
    private final Floats first;
    private final Floats second;

    /** Room for {@code batch} rows. */
    public Workspace(int batch, int hiddenSize) {
      first = new Floats(batch * hiddenSize);
      second = new Floats(batch * hiddenSize);
    }

    @Override
    public void close() {
      first.close();
      second.close();
    }
  }

  /** What the backward pass needs of a forward pass over a batch. */
  public static final class Tape implements AutoCloseable {
    private final Floats product;
    private final NormalisedLayer.Tape first;
    private final NormalisedLayer.Tape second;

    /** Room for {@code batch} rows. */
    public Tape(int batch, int hiddenSize) {
      product = new Floats(batch * hiddenSize);
      first = new NormalisedLayer.Tape(batch, hiddenSize);
      second = new NormalisedLayer.Tape(batch, hiddenSize);
    }

    /** {@code [batch, hidden]}: what the head saw. */
    public Floats features() {
      return second.output;
    }

    @Override
    public void close() {
      product.close();
      first.close();
      second.close();
    }
  }

  /** First hidden layer. */
  public NormalisedLayer first() {
    return first;
  }

  /** Second hidden layer. */
  public NormalisedLayer second() {
    return second;
  }

  /** The head. */
  public Linear head() {
    return head;
  }

  /** Index of the first parameter; a multiple of 16. */
  public int from() {
    return from;
  }

  /** One past the last parameter; a multiple of 16. */
  public int to() {
    return to;
  }

  /** Draws the initial weights; the head's from U(−headBound, headBound). */
  public void initialise(Floats parameters, double headBound, RandomGenerator random) {
    first.initialise(parameters, random);
    second.initialise(parameters, random);
    head.initialise(parameters, headBound, random);
  }

  /** {@code output[rows, outputs]} without a tape. {@code side} is ignored without side inputs. */
  public void infer(
      Floats parameters, Floats encoding, Floats side, Workspace space, Floats output, Rows rows) {
    first.multiply(parameters, encoding, space.first, rows);
    inferFrom(parameters, space.first, side, space, output, rows);
  }

  /** {@link #infer} with other side inputs for the encoding of the last {@link #forward}. */
  public void inferAgain(
      Floats parameters, Tape tape, Floats side, Workspace space, Floats output, Rows rows) {
    inferFrom(parameters, tape.product, side, space, output, rows);
  }

  private void inferFrom(
      Floats parameters, Floats product, Floats side, Workspace space, Floats output, Rows rows) {
    first.infer(parameters, product, side, space.first, rows);
    second.multiply(parameters, space.first, space.second, rows);
    second.infer(parameters, space.second, space.second, space.second, rows);
    head.forward(parameters, space.second, output, rows);
  }

  /** Like {@link #infer}, and keeps what the backward passes need. */
  public void forward(
      Floats parameters, Floats encoding, Floats side, Tape tape, Floats output, Rows rows) {
    first.multiply(parameters, encoding, tape.product, rows);
    first.forward(parameters, tape.product, side, tape.first, rows);
    second.multiply(parameters, tape.first.output, tape.second.output, rows);
    second.forward(parameters, tape.second.output, tape.second.output, tape.second, rows);
    head.forward(parameters, tape.second.output, output, rows);
  }

  /**
   * Adds to this trunk's gradients, which must have been cleared.
   *
   * @param outputGradient {@code [rows, outputs]}: the loss's gradient by the outputs
   */
  public void backward(
      Floats parameters,
      Floats gradients,
      Floats encoding,
      Floats side,
      Tape tape,
      Floats outputGradient,
      Workspace space,
      Rows rows) {
    head.backward(parameters, gradients, tape.second.output, outputGradient, space.second, rows);
    second.backward(parameters, gradients, space.second, tape.second, rows);
    second.backwardWeights(gradients, tape.first.output, side, space.second, rows);
    second.backwardInput(parameters, space.second, space.first, false, rows.from(), rows.count());
    first.backward(parameters, gradients, space.first, tape.first, rows);
    first.backwardWeights(gradients, encoding, side, space.first, rows);
  }

  /** After {@link #backward}: the gradient by the encoding, added to what is there or not. */
  public void backwardEncoding(
      Floats parameters, Workspace space, Floats encodingGradient, boolean accumulate, Rows rows) {
    first.backwardInput(
        parameters, space.first, encodingGradient, accumulate, rows.from(), rows.count());
  }

  /**
   * The gradient by the side input alone, for some rows of the tape. Row i of the result, counted
   * from {@code at}, belongs to row {@code chosen[i]} of the tape.
   *
   * @param outputGradient {@code [count, outputs]} from row {@code at} on
   * @param sideGradient {@code [count, side inputs]} from row {@code at} on
   */
  public void backwardSide(
      Floats parameters,
      Tape tape,
      Floats outputGradient,
      int[] chosen,
      int count,
      int at,
      Workspace space,
      Floats sideGradient) {
    head.backwardInput(parameters, outputGradient, at, space.second, at, count);
    for (int i = 0; i < count; i++) {
      second.backwardRow(parameters, space.second, at + i, tape.second, chosen[i]);
    }
    second.backwardInput(parameters, space.second, space.first, false, at, count);
    for (int i = 0; i < count; i++) {
      first.backwardRow(parameters, space.first, at + i, tape.first, chosen[i]);
    }
    first.backwardSide(parameters, space.first, sideGradient, at, count);
  }
}
