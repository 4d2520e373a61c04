package org.e2hil.agent.training;

import org.apiguardian.api.API;

/** How an action is taken from the policy's distribution. */
@API(status = API.Status.EXPERIMENTAL)
public enum ActionMode {
  /** A draw, as while training. */
  SAMPLED,
  /** The distribution's mean. */
  MEAN
}
