package org.e2hil.agent.env;

import org.apiguardian.api.API;

/**
 * Stops whatever could hurt somebody in a world, at once. It latches: nothing moves again before
 * somebody who has seen the reason lets the next reset arm the robot again. Any thread.
 */
@API(status = API.Status.MAINTAINED)
@FunctionalInterface
public interface EmergencyStop {

  /** For a world in which nothing can hurt anybody: ending its episode is enough. */
  EmergencyStop NONE = reason -> {};

  /**
   * Stops.
   *
   * @param reason a few words for a person
   */
  void stop(String reason);
}
