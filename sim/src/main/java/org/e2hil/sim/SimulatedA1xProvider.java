package org.e2hil.sim;

import org.apiguardian.api.API;
import org.e2hil.agent.robot.Arms;
import org.e2hil.agent.robot.ControllerConfig;

/** Worlds with a simulated Galaxea A1X. */
@API(status = API.Status.EXPERIMENTAL)
public final class SimulatedA1xProvider extends SimulatedProvider {

  /** For the service loader. */
  public SimulatedA1xProvider() {
    super(
        Arms.a1x(),
        ControllerConfig.a1x(),
        "A1X",
        "Galaxea A1X with its G1 gripper, simulated by MuJoCo");
  }
}
