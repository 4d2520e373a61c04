package org.e2hil.agent.experience;

import org.apiguardian.api.API;

/** Who chose the action of a transition. */
@API(status = API.Status.EXPERIMENTAL)
public enum Source {
  /** Recorded before training, by an expert or a person. */
  DEMONSTRATION,
  /** The policy, or the uniform random actions of the warm-up. */
  POLICY,
  /** A person or a scripted expert that took over during an episode. */
  INTERVENTION
}
