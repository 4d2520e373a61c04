package org.e2hil.agent.robot;

import java.util.Optional;
import org.apiguardian.api.API;

/**
 * A robot that stops by itself when something is amiss, and stays stopped until somebody who has
 * seen the reason arms it again.
 */
@API(status = API.Status.MAINTAINED)
public interface RearmableRobot extends Robot {

  /** Why it does not follow commands, as a sentence; empty while it does. */
  Optional<String> stopped();

  /** Stops at once and stays stopped until {@link #rearm}. Any thread. */
  void emergencyStop(String reason);

  /**
   * Forgives a fault or an emergency stop: the robot holds where it stands and takes commands
   * again.
   *
   * @throws org.e2hil.agent.env.EnvironmentFaultException if the reason has not gone away
   */
  void rearm();
}
