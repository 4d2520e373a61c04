package org.e2hil.agent.sac;

import java.util.random.RandomGenerator;
import org.e2hil.agent.network.Activation;
import org.e2hil.agent.network.Floats;
import org.e2hil.agent.network.SingleRow;
import org.e2hil.agent.network.Trunk;

/**
 * An immutable snapshot of the encoder, actor and gripper critic at one learner step. May be handed
 * to any thread; each thread takes an {@link Actor} of its own from it.
 */
public final class Policy {

  private final SacNetworks networks;
  private final float[] parameters;
  private final float lowest;
  private final float highest;
  private final long step;

  Policy(SacNetworks networks, SacConfig config, Floats parameters, long step) {
    this.networks = networks;
    this.step = step;
    lowest = (float) Math.log(config.minimumDeviation());
    highest = (float) Math.log(config.maximumDeviation());
    this.parameters = new float[networks.size - networks.encoderFrom];
    parameters.read(networks.encoderFrom, this.parameters, 0, this.parameters.length);
  }

  /** Numbers in an observation. */
  public int observationSize() {
    return networks.observationSize;
  }

  /** Continuous action dimensions. */
  public int actionSize() {
    return networks.actionSize;
  }

  /** The learner steps that made this policy. */
  public long step() {
    return step;
  }

  /** A new actor with scratch space of its own. */
  public Actor actor() {
    return new Actor();
  }

  SacNetworks networks() {
    return networks;
  }

  /** The parameter at {@code index} of the learner's flat vector. */
  float parameter(int index) {
    return parameters[index - networks.encoderFrom];
  }

  double lowestLogDeviation() {
    return lowest;
  }

  double highestLogDeviation() {
    return highest;
  }

  /**
   * Answers one observation at a time, without allocating. Not thread-safe; make one per thread.
   *
   * <p>The gripper's answer is an index: 0 close, 1 stay, 2 open.
   */
  public final class Actor {

    private final float[] encoding = new float[networks.latentSize];
    private final float[] hidden = new float[networks.hiddenSize];
    private final float[] output = new float[networks.hiddenSize];
    private final float[] head = new float[2 * networks.actionSize];
    private final float[] gripperValues = new float[SacNetworks.GRIPPER_ACTIONS];

    private Actor() {}

    /**
     * Draws an action, as the policy does while it trains.
     *
     * @param observation {@code [observation]}
     * @param random one standard normal number a dimension is drawn from it
     * @param action {@code [action]}: overwritten with numbers in [−1, 1]
     * @return the gripper action of the highest value
     */
    public int sample(float[] observation, RandomGenerator random, float[] action) {
      int best = forward(observation);
      int dimensions = networks.actionSize;
      for (int k = 0; k < dimensions; k++) {
        double deviation = Math.exp(logDeviation(k));
        action[k] = (float) Math.tanh(head[k] + deviation * random.nextGaussian());
      }
      return best;
    }

    /**
     * The action at the mean of the Gaussian, without chance.
     *
     * @return the gripper action of the highest value
     */
    public int mean(float[] observation, float[] action) {
      int best = forward(observation);
      for (int k = 0; k < networks.actionSize; k++) {
        action[k] = (float) Math.tanh(head[k]);
      }
      return best;
    }

    /**
     * The Gaussian before tanh.
     *
     * @param mean {@code [action]}: overwritten with μ
     * @param deviation {@code [action]}: overwritten with σ
     * @return the gripper action of the highest value
     */
    public int distribution(float[] observation, float[] mean, float[] deviation) {
      int best = forward(observation);
      for (int k = 0; k < networks.actionSize; k++) {
        mean[k] = head[k];
        deviation[k] = (float) Math.exp(logDeviation(k));
      }
      return best;
    }

    /** Copies the gripper critic's values of the last answer, {@code [3]}, to {@code values}. */
    public void gripperValues(float[] values) {
      System.arraycopy(gripperValues, 0, values, 0, gripperValues.length);
    }

    private double logDeviation(int dimension) {
      return Math.max(lowest, Math.min(highest, head[networks.actionSize + dimension]));
    }

    private int forward(float[] observation) {
      int origin = networks.encoderFrom;
      SingleRow.normalised(
          networks.encoder.layer(), Activation.TANH, parameters, origin, observation, encoding);
      answer(networks.actor, head);
      answer(networks.gripper, gripperValues);
      int best = 0;
      for (int k = 1; k < gripperValues.length; k++) {
        if (gripperValues[k] > gripperValues[best]) {
          best = k;
        }
      }
      return best;
    }

    private void answer(Trunk trunk, float[] result) {
      int origin = networks.encoderFrom;
      SingleRow.normalised(trunk.first(), Activation.SILU, parameters, origin, encoding, hidden);
      SingleRow.normalised(trunk.second(), Activation.SILU, parameters, origin, hidden, output);
      SingleRow.linear(trunk.head(), parameters, origin, output, result);
    }
  }
}
