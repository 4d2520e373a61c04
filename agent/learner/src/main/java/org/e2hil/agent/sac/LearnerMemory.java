package org.e2hil.agent.sac;

import org.apiguardian.api.API;
import org.e2hil.agent.network.BatchSlice;
import org.e2hil.agent.selection.SelectionConfig;

/** What a learner takes of Java's memory at least, known before anything is made. */
@API(status = API.Status.INTERNAL)
public final class LearnerMemory {

  /** The parameters, those of targets and acting policy, and Adam's two moments. */
  private static final int VECTORS = 4;

  private LearnerMemory() {}

  /**
   * Bytes of the largest arrays; the learner has more of them.
   *
   * @param observationSize numbers in an observation
   * @param actionSize continuous action dimensions, without the gripper
   */
  public static long bytes(
      SacConfig config, SelectionConfig selection, int observationSize, int actionSize) {
    long batch = config.batchSize();
    // each part of the batch has a gradient of its own
    long vectors = VECTORS + BatchSlice.parts(config.batchSize());
    long seen = 2L * observationSize + 3L * config.latentSize();
    long samples = (long) selection.samples() * (config.critics() + 2);
    return Float.BYTES
        * (vectors * parameters(config, observationSize, actionSize) + batch * (seen + samples));
  }

  /** Weights of all networks, without their biases and gains. */
  static long parameters(SacConfig config, int observationSize, int actionSize) {
    long hidden = config.hiddenSize();
    long latent = config.latentSize();
    long trunk = hidden * (latent + hidden);
    return latent * observationSize
        + config.critics() * (trunk + hidden * (actionSize + 1))
        + trunk
        + hidden * SacNetworks.GRIPPER_ACTIONS
        + trunk
        + hidden * 2 * actionSize;
  }
}
