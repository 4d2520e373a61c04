package org.e2hil.agent.env;

/** A world that a contract opens as often as it needs to. */
public interface OpenedForContract {

  /** Opens the world with the task's own horizon and all its groups of numbers. */
  Workcell open();

  /** Opens the same world with this time limit, in control periods. */
  Workcell open(int horizon);
}
