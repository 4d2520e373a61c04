package org.e2hil.agent.network;

import org.apiguardian.api.API;

/** What follows the normalisation. */
@API(status = API.Status.INTERNAL)
public enum Activation {
  /** x·σ(x). */
  SILU,
  /** tanh x. */
  TANH
}
