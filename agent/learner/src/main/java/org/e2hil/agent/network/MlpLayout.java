package org.e2hil.agent.network;

import java.util.random.RandomGenerator;
import org.apiguardian.api.API;

/**
 * The network behind the encoding that actor, critics and gripper critic share in shape: [Linear →
 * LayerNorm → SiLU] twice, then a linear head. A critic has the action as a side input.
 *
 * <p>A trunk is only a plan of where its parameters lie. {@link Mlp} computes it with one parameter
 * vector, the learned one or the targets.
 */
@API(status = API.Status.INTERNAL)
public final class MlpLayout {

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
  public MlpLayout(
      ParameterLayout layout, int latentSize, int sideInputs, int hiddenSize, int outputs) {
    from = layout.end();
    first = new NormalisedLayer(layout, latentSize, sideInputs, hiddenSize, Activation.SILU);
    second = new NormalisedLayer(layout, hiddenSize, 0, hiddenSize, Activation.SILU);
    head = new Linear(layout, hiddenSize, outputs);
    to = layout.end();
  }

  private MlpLayout(MlpLayout trunk, int distance) {
    first = trunk.first.movedBy(distance);
    second = trunk.second.movedBy(distance);
    head = trunk.head.movedBy(distance);
    from = trunk.from + distance;
    to = trunk.to + distance;
  }

  /** The same network in a vector that begins elsewhere. */
  public MlpLayout movedBy(int distance) {
    return new MlpLayout(this, distance);
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
  public void initialise(float[] parameters, double headBound, RandomGenerator random) {
    first.initialise(parameters, random);
    second.initialise(parameters, random);
    head.initialise(parameters, headBound, random);
  }
}
