package org.e2hil.agent.network;

import org.apiguardian.api.API;

/**
 * A {@link MlpLayout} that computes with one parameter vector, some rows at a time. Threads may
 * share it, each with a tape of its own.
 *
 * <p>Call {@link #refresh} when the parameters have changed. Outside of that the parameters are
 * only read.
 */
@API(status = API.Status.INTERNAL)
public final class Mlp {

  private final HiddenLayer first;
  private final HiddenLayer second;
  private final OutputLayer head;

  /**
   * Binds a trunk.
   *
   * @param learns whether a backward pass is ever asked for
   */
  public Mlp(MlpLayout trunk, float[] parameters, boolean learns) {
    first = new HiddenLayer(trunk.first(), parameters, learns);
    second = new HiddenLayer(trunk.second(), parameters, learns);
    head = new OutputLayer(trunk.head(), parameters);
  }

  /** What one thread needs to compute with networks of one size. */
  public static final class Tape {
    private final float[] product;
    private final float[] firstOutput;
    private final float[] firstGradient;
    private final HiddenLayer.Tape first;
    private final float[] secondOutput;
    private final float[] secondGradient;
    private final HiddenLayer.Tape second;
    private final float[] headGradient;
    private final Matrix output;
    private final Matrix outputGradient;
    private final MatrixProduct.Scratch scratch = new MatrixProduct.Scratch();

    /** Room for at most {@code rows} rows. */
    public Tape(int rows, int hidden, int outputs) {
      product = new float[rows * hidden];
      firstOutput = new float[rows * hidden];
      firstGradient = new float[rows * hidden];
      first = new HiddenLayer.Tape(rows, hidden);
      secondOutput = new float[rows * hidden];
      secondGradient = new float[rows * hidden];
      second = new HiddenLayer.Tape(rows, hidden);
      headGradient = new float[hidden * outputs];
      output = Matrix.zeros(rows, outputs);
      outputGradient = Matrix.zeros(rows, outputs);
    }

    /** {@code [rows, outputs]}: what the network gave. */
    public Matrix output() {
      return output;
    }

    /** {@code [rows, outputs]}: to be filled before a backward pass. */
    public Matrix outputGradient() {
      return outputGradient;
    }

    /** {@code [rows, hidden]}: what the head saw. */
    public float[] features() {
      return secondOutput;
    }
  }

  /** Takes over changed parameters. */
  public void refresh() {
    first.refresh();
    second.refresh();
    head.refresh();
  }

  /**
   * Computes {@link Tape#output} of some rows. Row 0 of the tape belongs to the first of them.
   *
   * @param input {@code [batch, inputs]}
   * @param side {@code [batch, side inputs]}; ignored without side inputs
   */
  public void forward(Matrix input, Matrix side, BatchSlice rows, Tape tape) {
    multiply(input, rows, tape);
    activate(side, rows, tape);
  }

  /** The first half of {@link #forward}: what does not depend on the side input. */
  public void multiply(Matrix input, BatchSlice rows, Tape tape) {
    first.multiply(
        input.values(), input.index(rows.from()), rows.count(), tape.product, 0, tape.scratch);
  }

  /** The second half of {@link #forward}; may be repeated with other side inputs. */
  public void activate(Matrix side, BatchSlice rows, Tape tape) {
    int count = rows.count();
    first.activate(
        tape.product,
        0,
        side.values(),
        side.index(rows.from()),
        count,
        tape.firstOutput,
        0,
        tape.first,
        0);
    second.multiply(tape.firstOutput, 0, count, tape.secondOutput, 0, tape.scratch);
    second.activate(
        tape.secondOutput, 0, tape.secondOutput, 0, count, tape.secondOutput, 0, tape.second, 0);
    head.forward(tape.secondOutput, count, tape.output.values());
  }

  /**
   * From {@link Tape#outputGradient} back to the first layer, without parameter gradients. Call it
   * once a forward pass.
   */
  public void backward(BatchSlice rows, Tape tape) {
    int count = rows.count();
    head.backwardInput(tape.outputGradient.values(), count, tape.secondGradient);
    second.backward(tape.secondGradient, 0, count, tape.second, 0);
    second.backwardInput(tape.secondGradient, 0, count, tape.firstGradient, 0, tape.scratch);
    first.backward(tape.firstGradient, 0, count, tape.first, 0);
  }

  /** After {@link #backward}: overwrites all parameters' gradients with those of these rows. */
  public void backwardParameters(
      float[] gradients, Matrix input, Matrix side, BatchSlice rows, Tape tape) {
    int count = rows.count();
    head.backwardParameters(
        gradients, tape.secondOutput, tape.outputGradient.values(), count, tape.headGradient);
    second.backwardParameters(
        gradients,
        tape.firstOutput,
        0,
        tape.firstOutput,
        0,
        tape.secondGradient,
        0,
        count,
        tape.second,
        0,
        tape.scratch);
    first.backwardParameters(
        gradients,
        input.values(),
        input.index(rows.from()),
        side.values(),
        side.index(rows.from()),
        tape.firstGradient,
        0,
        count,
        tape.first,
        0,
        tape.scratch);
  }

  /** After {@link #backward}: overwrites the gradient by these rows of the input. */
  public void backwardInput(Matrix inputGradient, BatchSlice rows, Tape tape) {
    first.backwardInput(
        tape.firstGradient,
        0,
        rows.count(),
        inputGradient.values(),
        inputGradient.index(rows.from()),
        tape.scratch);
  }

  /** After {@link #backward}: overwrites the gradient by these rows of the side input. */
  public void backwardSide(Matrix sideGradient, BatchSlice rows, Tape tape) {
    first.backwardSide(
        tape.firstGradient,
        0,
        rows.count(),
        sideGradient.values(),
        sideGradient.index(rows.from()));
  }
}
