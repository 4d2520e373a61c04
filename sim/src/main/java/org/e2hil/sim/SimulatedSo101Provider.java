package org.e2hil.sim;

import org.apiguardian.api.API;
import org.e2hil.agent.robot.Arms;
import org.e2hil.agent.robot.ControllerConfig;

/** Worlds with a simulated SO-101. */
@API(status = API.Status.EXPERIMENTAL)
public final class SimulatedSo101Provider extends SimulatedProvider {

  /** For the service loader. */
  public SimulatedSo101Provider() {
    super(
        Arms.so101(),
        ControllerConfig.so101(),
        "SO-101",
        "LeRobot SO-101 follower, simulated by MuJoCo");
  }
}
