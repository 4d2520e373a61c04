package org.e2hil.agent.network;

/** What follows the normalisation. */
public enum Activation {
  /** x·σ(x). */
  SILU,
  /** tanh x. */
  TANH
}
