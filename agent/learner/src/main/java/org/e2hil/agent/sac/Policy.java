package org.e2hil.agent.sac;

import java.io.IOException;
import java.util.random.RandomGenerator;
import org.apiguardian.api.API;
import org.e2hil.agent.network.BatchSlice;
import org.e2hil.agent.network.Encoder;
import org.e2hil.agent.network.Matrix;
import org.e2hil.agent.network.Mlp;
import org.e2hil.agent.state.StateReader;

/**
 * An immutable snapshot of the encoder, actor and gripper critic at one learner step. May be handed
 * to any thread; each thread takes an {@link Actor} of its own from it.
 */
@API(status = API.Status.EXPERIMENTAL)
public final class Policy {

  private static final BatchSlice ALONE = new BatchSlice(0, 1);

  private final SacNetworks networks;
  private final float[] parameters;
  private final Encoder encoder;
  private final Mlp actor;
  private final Mlp gripper;
  private final float lowest;
  private final float highest;
  private final long step;

  /**
   * @param parameters of encoder, gripper critic and actor; a copy is kept
   */
  Policy(SacNetworks networks, SacConfig config, float[] parameters, long step) {
    this.networks = networks;
    this.step = step;
    lowest = (float) Math.log(config.minimumDeviation());
    highest = (float) Math.log(config.maximumDeviation());
    int origin = networks.encoderFrom;
    this.parameters = parameters.clone();
    encoder = new Encoder(networks.encoder.movedBy(-origin), this.parameters);
    actor = new Mlp(networks.actor.movedBy(-origin), this.parameters, false);
    gripper = new Mlp(networks.gripper.movedBy(-origin), this.parameters, false);
  }

  /**
   * The policy that {@link SacLearner#save} wrote.
   *
   * @param config of that learner
   * @param observationSize numbers in an observation
   * @param actionSize continuous action dimensions
   * @throws IllegalArgumentException if it had networks of another size
   */
  @API(status = API.Status.INTERNAL)
  public static Policy read(StateReader in, SacConfig config, int observationSize, int actionSize)
      throws IOException {
    SacNetworks networks = new SacNetworks(config, observationSize, actionSize);
    float[] acting = new float[networks.size - networks.encoderFrom];
    LearnerNetworks.loadActing(in, acting);
    return new Policy(networks, config, acting, SacLearner.loadSteps(in));
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

    private final Matrix observation = Matrix.zeros(1, networks.observationSize);
    private final Encoder.Tape encoded = new Encoder.Tape(1, networks.latentSize);
    private final Encoder.Scratch scratch = new Encoder.Scratch();
    private final Mlp.Tape actorTape =
        new Mlp.Tape(1, networks.hiddenSize, 2 * networks.actionSize);
    private final Mlp.Tape gripperTape =
        new Mlp.Tape(1, networks.hiddenSize, SacNetworks.GRIPPER_ACTIONS);
    private final float[] head = actorTape.output().values();
    private final float[] gripperValues = gripperTape.output().values();

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
        double std = Math.exp(logStd(k));
        action[k] = (float) StrictMath.tanh(head[k] + std * random.nextGaussian());
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
        action[k] = (float) StrictMath.tanh(head[k]);
      }
      return best;
    }

    /**
     * The Gaussian before tanh.
     *
     * @param mean {@code [action]}: overwritten with μ
     * @param std {@code [action]}: overwritten with σ
     * @return the gripper action of the highest value
     */
    public int distribution(float[] observation, float[] mean, float[] std) {
      int best = forward(observation);
      for (int k = 0; k < networks.actionSize; k++) {
        mean[k] = head[k];
        std[k] = (float) Math.exp(logStd(k));
      }
      return best;
    }

    /** Copies the gripper critic's values of the last answer, {@code [3]}, to {@code values}. */
    public void gripperValues(float[] values) {
      System.arraycopy(gripperValues, 0, values, 0, gripperValues.length);
    }

    private double logStd(int dimension) {
      return Math.max(lowest, Math.min(highest, head[networks.actionSize + dimension]));
    }

    private int forward(float[] seen) {
      System.arraycopy(seen, 0, observation.values(), 0, networks.observationSize);
      encoder.forward(observation, ALONE, encoded, scratch);
      Matrix encoding = encoded.encoding();
      actor.forward(encoding, encoding, ALONE, actorTape);
      gripper.forward(encoding, encoding, ALONE, gripperTape);
      int best = 0;
      for (int k = 1; k < gripperValues.length; k++) {
        if (gripperValues[k] > gripperValues[best]) {
          best = k;
        }
      }
      return best;
    }
  }
}
