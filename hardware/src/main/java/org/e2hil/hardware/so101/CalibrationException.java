package org.e2hil.hardware.so101;

import org.apiguardian.api.API;
import org.e2hil.agent.env.EnvironmentFaultException;

/** A calibration is missing, cannot be read, or does not fit the arm. */
@API(status = API.Status.EXPERIMENTAL)
public final class CalibrationException extends EnvironmentFaultException {

  private static final long serialVersionUID = 1L;

  /** A problem with a sentence that says where, and how to mend it. */
  public CalibrationException(String message) {
    super(message);
  }

  /** A problem with its technical cause. */
  public CalibrationException(String message, Throwable cause) {
    super(message, cause);
  }
}
