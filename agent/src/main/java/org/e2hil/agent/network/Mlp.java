package org.e2hil.agent.network;

/** A trunk bound to the parameters that it computes with and the gradients that it fills. */
public final class Mlp {

  private final Trunk trunk;
  private final Floats parameters;
  private final Floats[] gradients;
  private final Trunk.Workspace space;

  /**
   * Binds a trunk.
   *
   * @param gradients one vector a worker; empty where nothing is learned
   * @param space for what no one needs afterwards; shared by networks that take turns
   */
  public Mlp(Trunk trunk, Floats parameters, Floats[] gradients, Trunk.Workspace space) {
    this.trunk = trunk;
    this.parameters = parameters;
    this.gradients = gradients;
    this.space = space;
  }

  /** {@code output[rows, outputs]} without a tape. {@code side} is ignored without side inputs. */
  public void infer(Floats encoding, Floats side, Floats output, Rows rows) {
    trunk.infer(parameters, encoding, side, space, output, rows);
  }

  /** {@link #infer} with other side inputs for the encoding of the last {@link #forward}. */
  public void inferAgain(Trunk.Tape tape, Floats side, Floats output, Rows rows) {
    trunk.inferAgain(parameters, tape, side, space, output, rows);
  }

  /** Like {@link #infer}, and keeps what the backward passes need. */
  public void forward(Floats encoding, Floats side, Trunk.Tape tape, Floats output, Rows rows) {
    trunk.forward(parameters, encoding, side, tape, output, rows);
  }

  /** Adds to this network's gradients, which must have been cleared. */
  public void backward(
      Floats encoding, Floats side, Trunk.Tape tape, Floats outputGradient, Rows rows) {
    Floats gradient = gradients[rows.worker()];
    trunk.backward(parameters, gradient, encoding, side, tape, outputGradient, space, rows);
  }

  /** After {@link #backward}: the gradient by the encoding, added to what is there or not. */
  public void backwardEncoding(Floats encodingGradient, boolean accumulate, Rows rows) {
    trunk.backwardEncoding(parameters, space, encodingGradient, accumulate, rows);
  }

  /**
   * The gradient by the side input alone, for some rows of the tape.
   *
   * @see Trunk#backwardSide
   */
  public void backwardSide(
      Trunk.Tape tape,
      Floats outputGradient,
      int[] chosen,
      int count,
      int at,
      Floats sideGradient) {
    trunk.backwardSide(parameters, tape, outputGradient, chosen, count, at, space, sideGradient);
  }
}
