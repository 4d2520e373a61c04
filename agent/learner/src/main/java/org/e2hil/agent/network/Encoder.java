package org.e2hil.agent.network;

import org.apiguardian.api.API;

/**
 * tanh(LN(oW + b)·g + β), what all networks see of an observation, with one parameter vector.
 * Threads may share it, each with scratch space of its own.
 */
@API(status = API.Status.INTERNAL)
public final class Encoder {

  private final HiddenLayer layer;

  /** Binds the layer. */
  public Encoder(NormalisedLayer plan, float[] parameters) {
    layer = new HiddenLayer(plan, parameters, false);
  }

  /** What the backward pass needs of a forward pass over a batch. */
  public static final class Tape {
    private final HiddenLayer.Tape layer;
    private final Matrix encoding;

    /** Room for {@code batch} rows. */
    public Tape(int batch, int latentSize) {
      layer = new HiddenLayer.Tape(batch, latentSize);
      encoding = Matrix.zeros(batch, latentSize);
    }

    /** {@code [batch, latent]}: the encoded observations. */
    public Matrix encoding() {
      return encoding;
    }
  }

  /** Takes over changed parameters. */
  public void refresh() {
    layer.refresh();
  }

  /**
   * Encodes some rows; those of the tape are the batch's.
   *
   * @param observations {@code [batch, observation]}
   */
  public void forward(Matrix observations, BatchSlice rows, Tape tape, Scratch scratch) {
    float[] encoding = tape.encoding.values();
    int at = tape.encoding.index(rows.from());
    layer.multiply(
        observations.values(),
        observations.index(rows.from()),
        rows.count(),
        encoding,
        at,
        scratch.products);
    layer.activate(encoding, at, encoding, at, rows.count(), encoding, at, tape.layer, rows.from());
  }

  /**
   * Overwrites the parameters' gradients with those of these rows.
   *
   * @param byEncoding {@code [batch, latent]}: the loss's gradient; overwritten
   */
  public void backward(
      float[] gradients,
      Matrix observations,
      Matrix byEncoding,
      BatchSlice rows,
      Tape tape,
      Scratch scratch) {
    int at = byEncoding.index(rows.from());
    layer.backward(byEncoding.values(), at, rows.count(), tape.layer, rows.from());
    layer.backwardParameters(
        gradients,
        observations.values(),
        observations.index(rows.from()),
        observations.values(),
        observations.index(rows.from()),
        byEncoding.values(),
        at,
        rows.count(),
        tape.layer,
        rows.from(),
        scratch.products);
  }

  /** Space that one thread needs. */
  public static final class Scratch {
    private final MatrixProduct.Scratch products = new MatrixProduct.Scratch();
  }
}
