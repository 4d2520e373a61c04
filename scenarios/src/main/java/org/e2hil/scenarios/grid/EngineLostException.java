package org.e2hil.scenarios.grid;

import org.apiguardian.api.API;

/** The machines that do an experiment's runs cannot be reached; no run is to blame. */
@API(status = API.Status.INTERNAL)
public final class EngineLostException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Says what to mend. */
  public EngineLostException(String message) {
    super(message);
  }
}
