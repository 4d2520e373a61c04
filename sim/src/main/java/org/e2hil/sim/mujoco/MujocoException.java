package org.e2hil.sim.mujoco;

import org.apiguardian.api.API;
import org.e2hil.agent.env.EnvironmentFaultException;

/** MuJoCo could not carry out a call; its message carries MuJoCo's own words. */
@API(status = API.Status.EXPERIMENTAL)
public final class MujocoException extends EnvironmentFaultException {

  private static final long serialVersionUID = 1L;

  MujocoException(String message) {
    super(message);
  }
}
