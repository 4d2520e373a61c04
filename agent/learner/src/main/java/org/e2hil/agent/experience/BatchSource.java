package org.e2hil.agent.experience;

import org.apiguardian.api.API;

/** Where the learner's minibatches come from. */
@API(status = API.Status.INTERNAL)
@FunctionalInterface
public interface BatchSource {

  /** Overwrites every row of {@code batch} with a fresh sample. */
  void fill(Batch batch);
}
