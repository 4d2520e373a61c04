package org.e2hil.sim.mujoco;

import org.apiguardian.api.API;

/** A model has nothing of the wanted kind and name. Its message lists near names. */
@API(status = API.Status.EXPERIMENTAL)
public final class UnknownNameException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  UnknownNameException(String message) {
    super(message);
  }
}
