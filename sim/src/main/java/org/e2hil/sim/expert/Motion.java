package org.e2hil.sim.expert;

import org.apiguardian.api.API;

/**
 * What a hand wants for one control period. Who is given its arrays leaves them as they are.
 *
 * @param moveM metres along x, y, z
 * @param turnRad rotation vector in the base frame, rad
 * @param gripper −1 close, 0 stay, 1 open
 */
@API(status = API.Status.MAINTAINED)
public record Motion(double[] moveM, double[] turnRad, int gripper) {

  /** Nothing. */
  public static Motion stay() {
    return new Motion(new double[3], new double[3], 0);
  }
}
