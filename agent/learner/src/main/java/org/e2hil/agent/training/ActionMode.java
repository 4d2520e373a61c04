package org.e2hil.agent.training;

/** How an action is taken from the policy's distribution. */
public enum ActionMode {
  /** A draw, as while training. */
  SAMPLED,
  /** The distribution's mean. */
  MEAN
}
