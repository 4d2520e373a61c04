package org.e2hil.hardware.teleop;

import org.apiguardian.api.API;

/** What a person says of the running episode by pressing a button. */
@API(status = API.Status.EXPERIMENTAL)
public enum Signal {
  /** The task is done. */
  SUCCESS,
  /** The task is lost. */
  FAILURE,
  /** What was recorded shall not count. */
  RERECORD,
  /** Stop at once. */
  EMERGENCY_STOP,
  /** Said by the device itself: the person's hand is gone. */
  DEVICE_LOST
}
