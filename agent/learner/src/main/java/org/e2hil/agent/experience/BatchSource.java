package org.e2hil.agent.experience;

/** Where the learner's minibatches come from. */
@FunctionalInterface
public interface BatchSource {

  /** Overwrites every row of {@code batch} with a fresh sample. */
  void fill(Batch batch);
}
