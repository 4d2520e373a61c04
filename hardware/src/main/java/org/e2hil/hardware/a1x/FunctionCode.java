package org.e2hil.hardware.a1x;

import org.apiguardian.api.API;

/**
 * What an A1X can be told to do, other than to move. The numbers that are missing here must never
 * be sent: 3 is a calibration of the whole arm, and those above 6 have left an arm locked for good.
 */
@API(status = API.Status.EXPERIMENTAL)
public enum FunctionCode {
  /** Gives torque. The arm goes wherever it was last sent, so that must be where it stands. */
  ENABLE(1),
  /** Takes torque away: the arm has no brakes and falls. */
  DISABLE(2),
  /** Forgets errors, and lets go of the motors like {@link #DISABLE}. */
  CLEAR_ERROR(4);

  private final int code;

  FunctionCode(int code) {
    this.code = code;
  }

  /** The number that is sent. */
  public int code() {
    return code;
  }
}
