package org.e2hil.agent.sac;

import java.util.Arrays;
import java.util.List;
import org.apiguardian.api.API;
import org.e2hil.agent.network.BatchSlice;
import org.e2hil.agent.network.Encoder;
import org.e2hil.agent.network.Matrix;
import org.e2hil.agent.network.Mlp;

/**
 * An immutable snapshot of the critics' ensemble, with scratch space for one answer at a time. Not
 * thread-safe.
 */
@API(status = API.Status.INTERNAL)
public final class Critics {

  private static final BatchSlice ALONE = new BatchSlice(0, 1);

  private final boolean followed;
  private final Encoder encoder;
  private final List<Mlp> critics;
  private final Matrix observation;
  private final Matrix action;
  private final Encoder.Tape encoded;
  private final Encoder.Scratch scratch = new Encoder.Scratch();
  private final Mlp.Tape tape;

  /**
   * @param followed whether they have learned, and the actor learns from them
   */
  Critics(SacNetworks networks, float[] parameters, boolean followed) {
    this.followed = followed;
    float[] copy = Arrays.copyOf(parameters, networks.encoderTo);
    encoder = new Encoder(networks.encoder, copy);
    critics = networks.critics.stream().map(critic -> new Mlp(critic, copy, false)).toList();
    observation = Matrix.zeros(1, networks.observationSize);
    action = Matrix.zeros(1, networks.actionSize);
    encoded = new Encoder.Tape(1, networks.latentSize);
    tape = new Mlp.Tape(1, networks.hiddenSize, 1);
  }

  /** How many critics there are. */
  public int count() {
    return critics.size();
  }

  /**
   * The least Q(s, a) of all critics, as in the actor's loss.
   *
   * @param seen {@code [observation]}
   * @param done {@code [action]}
   * @return NaN before the first learner step, and where the actor does not learn from critics
   */
  public double least(float[] seen, float[] done) {
    if (!followed) {
      return Double.NaN;
    }
    double[] values = new double[count()];
    values(seen, done, values);
    return Arrays.stream(values).min().orElseThrow();
  }

  /**
   * Q(s, a) of every critic.
   *
   * @param seen {@code [observation]}
   * @param done {@code [action]}
   * @param values {@code [count]}: overwritten
   */
  public void values(float[] seen, float[] done, double[] values) {
    System.arraycopy(seen, 0, observation.values(), 0, observation.columns());
    System.arraycopy(done, 0, action.values(), 0, action.columns());
    encoder.forward(observation, ALONE, encoded, scratch);
    for (int i = 0; i < values.length; i++) {
      critics.get(i).forward(encoded.encoding(), action, ALONE, tape);
      values[i] = tape.output().at(0, 0);
    }
  }
}
