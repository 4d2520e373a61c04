package org.e2hil.sim.mujoco;

import org.apiguardian.api.API;
import org.e2hil.agent.env.EnvironmentFaultException;

/** The state left the numbers that mean anything: the episode is a fault, never a result. */
@API(status = API.Status.EXPERIMENTAL)
public final class DivergenceException extends EnvironmentFaultException {

  private static final long serialVersionUID = 1L;

  DivergenceException(String message) {
    super(message);
  }
}
