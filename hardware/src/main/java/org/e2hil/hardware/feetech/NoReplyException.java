package org.e2hil.hardware.feetech;

import org.apiguardian.api.API;
import org.e2hil.agent.env.EnvironmentFaultException;

/** A motor did not answer, or never in a way that could be understood. */
@API(status = API.Status.INTERNAL)
public final class NoReplyException extends EnvironmentFaultException {

  private static final long serialVersionUID = 1L;

  /** A silence with a sentence that says whose, and what to check. */
  public NoReplyException(String message) {
    super(message);
  }
}
