package org.e2hil.sim.mujoco;

import org.e2hil.agent.env.EnvironmentFaultException;

/** MuJoCo could not carry out a call; its message carries MuJoCo's own words. */
public final class MujocoException extends EnvironmentFaultException {

  private static final long serialVersionUID = 1L;

  MujocoException(String message) {
    super(message);
  }
}
