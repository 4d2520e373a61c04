package org.e2hil.agent.training;

import org.apiguardian.api.API;
import org.e2hil.agent.env.Action;
import org.e2hil.agent.experience.ReplayBuffer;
import org.e2hil.agent.sac.LearnerMemory;
import org.e2hil.agent.sac.SacConfig;
import org.e2hil.agent.selection.SelectionConfig;

/**
 * Whether a training fits into memory, asked before anything is made: an hour of training is a high
 * price for the answer. What it needs is reckoned from its largest arrays, so that a training which
 * would fit is never refused.
 */
@API(status = API.Status.INTERNAL)
public final class MemoryNeed {

  private static final long MIB = 1 << 20;

  private MemoryNeed() {}

  /**
   * Refuses a training that needs more memory than there is.
   *
   * @param observationSize numbers that the policy sees; 1 while that is not known
   * @param availableBytes of memory, such as {@link Runtime#maxMemory}
   * @throws IllegalArgumentException saying what to make smaller
   */
  public static void require(
      SacConfig agent,
      SelectionConfig selection,
      TrainingConfig training,
      int observationSize,
      long availableBytes) {
    long learner = LearnerMemory.bytes(agent, selection, observationSize, Action.CONTINUOUS);
    int rows = Math.min(training.onlineCapacity(), training.steps());
    long experience = ReplayBuffer.bytes(rows, observationSize, training.pictureViews());
    long needed = learner + experience;
    if (needed > availableBytes) {
      String smaller =
          learner > experience
              ? "agent.batchSize, agent.hiddenSize, agent.latentSize, agent.critics or"
                  + " selection.samples"
              : "training.onlineCapacity";
      throw new IllegalArgumentException(
          "%s: this training needs %,d MiB of memory at least, and Java may use %,d; ask for less, or give Java more with E2HIL_JAVA_OPTIONS=-Xmx%dg"
              .formatted(
                  smaller, needed / MIB, availableBytes / MIB, 1 + needed / (1024 * MIB) * 3 / 2));
    }
  }
}
