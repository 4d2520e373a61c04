package org.e2hil.agent.sac;

import org.e2hil.agent.network.Activation;
import org.e2hil.agent.network.Floats;
import org.e2hil.agent.network.SingleRow;
import org.e2hil.agent.network.Trunk;

/**
 * An immutable snapshot of the critics' ensemble, with scratch space for one answer at a time. Not
 * thread-safe.
 */
public final class Critics {

  private final SacNetworks networks;
  private final float[] parameters;
  private final float[] encoding;
  private final float[] hidden;
  private final float[] output;
  private final float[] head;

  Critics(SacNetworks networks, Floats parameters) {
    this.networks = networks;
    this.parameters = new float[networks.encoderTo];
    parameters.read(0, this.parameters, 0, this.parameters.length);
    encoding = new float[networks.latentSize];
    hidden = new float[networks.hiddenSize];
    output = new float[networks.hiddenSize];
    head = new float[1];
  }

  /** How many critics there are. */
  public int count() {
    return networks.critics.size();
  }

  /**
   * Q(s, a) of every critic.
   *
   * @param observation {@code [observation]}
   * @param action {@code [action]}
   * @param values {@code [count]}: overwritten
   */
  public void values(float[] observation, float[] action, double[] values) {
    SingleRow.normalised(
        networks.encoder.layer(), Activation.TANH, parameters, 0, observation, encoding);
    for (int i = 0; i < values.length; i++) {
      Trunk critic = networks.critics.get(i);
      SingleRow.normalised(
          critic.first(), Activation.SILU, parameters, 0, encoding, action, hidden);
      SingleRow.normalised(critic.second(), Activation.SILU, parameters, 0, hidden, output);
      SingleRow.linear(critic.head(), parameters, 0, output, head);
      values[i] = head[0];
    }
  }
}
