package org.e2hil.agent.env;

import java.util.Optional;
import org.apiguardian.api.API;

/**
 * An opened world and what comes with it.
 *
 * @param environment the world
 * @param expert its scripted hand, where it has one; a real robot has none
 * @param emergencyStop past the control step, straight to the robot's driver
 */
@API(status = API.Status.MAINTAINED)
public record Workcell(
    Environment environment, Optional<Expert> expert, EmergencyStop emergencyStop)
    implements AutoCloseable {

  /** A world in which nothing can hurt anybody. */
  public Workcell(Environment environment, Optional<Expert> expert) {
    this(environment, expert, EmergencyStop.NONE);
  }

  @Override
  public void close() {
    environment.close();
  }
}
