package org.e2hil.hardware.emulator;

import org.apiguardian.api.API;

/**
 * What an emulated arm's motors move: first-order joints, or a physics engine's arm. It is called
 * by the caller of the emulator, one call at a time.
 */
@API(status = API.Status.EXPERIMENTAL)
public interface EmulatedBody {

  /** Where the shafts are now, {@code [motor]}, rad; m for one that slides. */
  double[] positionsRad();

  /**
   * What the motors want from now on.
   *
   * @param goalsRad {@code [motor]}
   * @param underTorque {@code [motor]}, false for a motor that is limp
   */
  void drive(double[] goalsRad, boolean[] underTorque);

  /** Lets time pass, s. */
  void advance(double seconds);
}
