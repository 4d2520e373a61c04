package org.e2hil.sim.expert;

/**
 * What a hand wants for one control period.
 *
 * @param moveM metres along x, y, z
 * @param turnRad rotation vector in the base frame
 * @param gripper −1 close, 0 stay, 1 open
 */
record Motion(double[] moveM, double[] turnRad, int gripper) {

  private static final double[] NONE = new double[3];

  static Motion stay() {
    return new Motion(NONE, NONE, 0);
  }

  static Motion move(double x, double y, double z) {
    return new Motion(new double[] {x, y, z}, NONE, 0);
  }

  static Motion move(double[] moveM, double[] turnRad) {
    return new Motion(moveM, turnRad, 0);
  }

  static Motion grip(int gripper) {
    return new Motion(NONE, NONE, gripper);
  }
}
