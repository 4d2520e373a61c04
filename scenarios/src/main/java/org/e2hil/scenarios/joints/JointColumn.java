package org.e2hil.scenarios.joints;

import java.util.ArrayList;
import java.util.List;
import org.e2hil.hardware.so101.Calibration;
import org.e2hil.hardware.so101.Motor;
import org.e2hil.hardware.so101.MotorCalibration;

/**
 * What one number of a recorded action or measurement means: {@code sign · factor · number} is the
 * joint's angle in rad, or the gripper's opening as a share. Zero is the middle of the joint's
 * range, as LeRobot's calibration and the driver have it.
 *
 * @param name in the dataset
 * @param unit of the recorded number, for a sentence
 * @param sign 1, or −1 where the recorded number grows the other way
 * @param factor of ours for one of theirs, above 0
 */
record JointColumn(String name, String unit, int sign, double factor) {

  private static final String DEGREES = "degrees";
  private static final String PERCENT = "percent";

  private static final double RAD_PER_DEGREE = Math.PI / 180;

  private static final JointColumn GRIPPER = new JointColumn("gripper.pos", PERCENT, 1, 0.01);

  /** What a driver gives in degrees. */
  private static final List<JointColumn> IN_DEGREES =
      List.of(
          new JointColumn("shoulder_pan.pos", DEGREES, 1, RAD_PER_DEGREE),
          new JointColumn("shoulder_lift.pos", DEGREES, 1, RAD_PER_DEGREE),
          new JointColumn("elbow_flex.pos", DEGREES, 1, RAD_PER_DEGREE),
          new JointColumn("wrist_flex.pos", DEGREES, 1, RAD_PER_DEGREE),
          new JointColumn("wrist_roll.pos", DEGREES, 1, RAD_PER_DEGREE),
          GRIPPER);

  /** The columns in degrees. */
  static List<JointColumn> degrees() {
    return IN_DEGREES;
  }

  /** The columns from −100 to 100, the ends of the range that a person found for each motor. */
  static List<JointColumn> normalised(Calibration calibration) {
    List<JointColumn> columns = new ArrayList<>();
    for (Motor motor : Motor.JOINTS) {
      MotorCalibration range = calibration.of(motor);
      columns.add(
          new JointColumn(
              IN_DEGREES.get(motor.index()).name(),
              PERCENT,
              range.driveMode() == 1 ? -1 : 1,
              range.radians(range.rangeMax()) / 100));
    }
    columns.add(GRIPPER);
    return columns;
  }

  /** The number in our unit. */
  double ours(double recorded) {
    return sign * factor * recorded;
  }

  /** A number of ours as it would be recorded. */
  double recorded(double ours) {
    return sign * ours / factor;
  }
}
