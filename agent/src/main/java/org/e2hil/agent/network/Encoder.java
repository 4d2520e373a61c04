package org.e2hil.agent.network;

import java.util.random.RandomGenerator;

/** tanh(LN(oW + b)·g + β): what all networks see of an observation {@code [observation]}. */
public final class Encoder {

  private final NormalisedLayer layer;

  /** Reserves the encoder's parameters in {@code layout}. */
  public Encoder(ParameterLayout layout, int observationSize, int latentSize) {
    layer = new NormalisedLayer(layout, observationSize, 0, latentSize, Activation.TANH);
  }

  /** What the backward pass needs of a forward pass over a batch. */
  public static final class Tape implements AutoCloseable {
    private final NormalisedLayer.Tape layer;
    private final Floats gradient;

    /** Room for {@code batch} rows. */
    public Tape(int batch, int latentSize) {
      layer = new NormalisedLayer.Tape(batch, latentSize);
      gradient = new Floats(batch * latentSize);
    }

    /** {@code [batch, latent]}: the encoded observations. */
    public Floats encoding() {
      return layer.output;
    }

    /** {@code [batch, latent]}: where the networks behind leave the loss's gradient. */
    public Floats gradient() {
      return gradient;
    }

    @Override
    public void close() {
      layer.close();
      gradient.close();
    }
  }

  /** The one layer. */
  public NormalisedLayer layer() {
    return layer;
  }

  /** Draws the initial weights. */
  public void initialise(Floats parameters, RandomGenerator random) {
    layer.initialise(parameters, random);
  }

  /** Encodes without a tape. */
  public void infer(Floats parameters, Floats observations, Floats encoding, Rows rows) {
    layer.multiply(parameters, observations, encoding, rows);
    layer.infer(parameters, encoding, encoding, encoding, rows);
  }

  /** Encodes and keeps what {@link #backward} needs. */
  public void forward(Floats parameters, Floats observations, Tape tape, Rows rows) {
    layer.multiply(parameters, observations, tape.layer.output, rows);
    layer.forward(parameters, tape.layer.output, tape.layer.output, tape.layer, rows);
  }

  /** Fills the encoder's gradients from {@link Tape#gradient()}, which is overwritten. */
  public void backward(
      Floats parameters, Floats gradients, Floats observations, Tape tape, Rows rows) {
    layer.backward(parameters, gradients, tape.gradient, tape.layer, rows);
    layer.backwardWeights(gradients, observations, observations, tape.gradient, rows);
  }
}
