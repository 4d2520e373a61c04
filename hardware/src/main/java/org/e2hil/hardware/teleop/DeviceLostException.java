package org.e2hil.hardware.teleop;

import org.apiguardian.api.API;
import org.e2hil.agent.env.EnvironmentFaultException;

/** A device that was there is gone: unplugged, out of power, out of reach. */
@API(status = API.Status.EXPERIMENTAL)
public final class DeviceLostException extends EnvironmentFaultException {

  private static final long serialVersionUID = 1L;

  /** A loss with a sentence that says which device, and how to mend it. */
  public DeviceLostException(String message) {
    super(message);
  }

  /** A loss with its technical cause. */
  public DeviceLostException(String message, Throwable cause) {
    super(message, cause);
  }
}
