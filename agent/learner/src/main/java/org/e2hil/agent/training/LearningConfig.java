package org.e2hil.agent.training;

import org.apiguardian.api.API;

/**
 * How acting and learning take turns.
 *
 * @param mode whether the control loop waits for the learner
 * @param maximumLag learner steps that the learner may owe where it is too slow: in real time more
 *     are forgiven, simulated time waits. Concurrent learning alone
 * @param maximumLead learner steps that it may be ahead of its experience, as during resets.
 *     Concurrent learning alone
 */
@API(status = API.Status.EXPERIMENTAL)
public record LearningConfig(Mode mode, int maximumLag, int maximumLead) {

  /** Whether the control loop waits for the learner. */
  public enum Mode {
    /** Concurrent where the world's time is real, in lock-step where it is simulated. */
    AUTO,
    /** The loop learns between two control periods: the same seed does the same bit for bit. */
    LOCK_STEP,
    /** The learner has a thread of its own, and the control loop never waits for it. */
    CONCURRENT
  }

  /** By the world's time. */
  public static final LearningConfig DEFAULT = new LearningConfig(Mode.AUTO, 300, 30);

  /** Checks the ranges. */
  public LearningConfig {
    TrainingConfig.atLeast("maximumLag", maximumLag, 0);
    TrainingConfig.atLeast("maximumLead", maximumLead, 0);
  }

  /** The same in one mode. */
  public LearningConfig in(Mode other) {
    return new LearningConfig(other, maximumLag, maximumLead);
  }

  /** What {@link Mode#AUTO} means in a world. */
  public LearningConfig resolved(boolean inRealTime) {
    return mode == Mode.AUTO ? in(inRealTime ? Mode.CONCURRENT : Mode.LOCK_STEP) : this;
  }
}
