package org.e2hil.sim.mujoco;

import org.apiguardian.api.API;

/** There is no way to draw on this machine. Its message names the packages to install. */
@API(status = API.Status.EXPERIMENTAL)
public final class RenderingUnavailableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  RenderingUnavailableException(String message) {
    super(message);
  }
}
