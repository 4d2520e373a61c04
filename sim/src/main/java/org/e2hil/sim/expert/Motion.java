package org.e2hil.sim.expert;

/** What a hand wants for one control period. Who is given its arrays leaves them as they are. */
final class Motion {

  private static final double[] NONE = new double[3];

  private final double[] moveM;
  private final double[] turnRad;
  private final int gripper;

  private Motion(double[] moveM, double[] turnRad, int gripper) {
    this.moveM = moveM;
    this.turnRad = turnRad;
    this.gripper = gripper;
  }

  static Motion stay() {
    return new Motion(NONE, NONE, 0);
  }

  static Motion move(double x, double y, double z) {
    return new Motion(new double[] {x, y, z}, NONE, 0);
  }

  static Motion move(double[] moveM, double[] turnRad) {
    return new Motion(moveM, turnRad, 0);
  }

  static Motion of(double[] moveM, double[] turnRad, int gripper) {
    return new Motion(moveM, turnRad, gripper);
  }

  static Motion grip(int gripper) {
    return new Motion(NONE, NONE, gripper);
  }

  /** Metres along x, y, z. */
  double[] moveM() {
    return moveM;
  }

  /** Rotation vector in the base frame, rad. */
  double[] turnRad() {
    return turnRad;
  }

  /** −1 close, 0 stay, 1 open. */
  int gripper() {
    return gripper;
  }
}
