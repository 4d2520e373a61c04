package org.e2hil.sim.mujoco;

import org.apiguardian.api.API;

/** MJCF that MuJoCo refuses. Its message carries MuJoCo's own words, with element and line. */
@API(status = API.Status.EXPERIMENTAL)
public final class ModelException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  ModelException(String message) {
    super(message);
  }
}
