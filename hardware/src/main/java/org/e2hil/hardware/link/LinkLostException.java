package org.e2hil.hardware.link;

import org.apiguardian.api.API;
import org.e2hil.agent.env.EnvironmentFaultException;

/** The device at the other end of a link cannot be reached any more. */
@API(status = API.Status.EXPERIMENTAL)
public final class LinkLostException extends EnvironmentFaultException {

  private static final long serialVersionUID = 1L;

  /** A loss with a sentence that says which link, and how to mend it. */
  public LinkLostException(String message) {
    super(message);
  }
}
