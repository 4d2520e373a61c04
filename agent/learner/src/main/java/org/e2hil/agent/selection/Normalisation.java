package org.e2hil.agent.selection;

import org.apiguardian.api.API;

/** What the weighted sum of the actor's losses is divided by. */
@API(status = API.Status.MAINTAINED)
public enum Normalisation {
  /** The sum of the weights (Eq. 12): the step keeps its size. */
  KEPT,
  /** The batch size (Eq. 36 and 40): the step shrinks with what is dropped. */
  BATCH
}
