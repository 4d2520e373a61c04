package org.e2hil.hardware.so101;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.e2hil.agent.robot.ArmModel;
import org.e2hil.agent.robot.Arms;
import org.e2hil.hardware.stream.Park;

/** The SO-101 with its limits narrowed to what a person found within reach. */
final class CalibratedArm {

  private CalibratedArm() {}

  /**
   * The arm of a calibration.
   *
   * @throws CalibrationException if it does not reach home or its park pose
   */
  static ArmModel of(Calibration calibration, Park park) {
    ArmModel whole = Arms.so101();
    List<ArmModel.Joint> joints = new ArrayList<>();
    for (Motor motor : Motor.JOINTS) {
      ArmModel.Joint joint = whole.joints().get(motor.index());
      MotorCalibration range = calibration.of(motor);
      double lower = Math.max(joint.lowerRad(), range.radians(range.rangeMin()));
      double upper = Math.min(joint.upperRad(), range.radians(range.rangeMax()));
      requireWithin(motor, "home", whole.homeRad().get(motor.index()), lower, upper);
      if (!park.poseRad().isEmpty()) {
        requireWithin(motor, "park", park.poseRad().get(motor.index()), lower, upper);
      }
      joints.add(
          new ArmModel.Joint(
              joint.name(),
              joint.origin(),
              joint.axisX(),
              joint.axisY(),
              joint.axisZ(),
              lower,
              upper,
              joint.maxSpeedRadPerS(),
              joint.maxTorqueNm()));
    }
    return new ArmModel(whole.name(), joints, whole.tool(), whole.homeRad(), whole.gripper());
  }

  private static void requireWithin(
      Motor motor, String pose, double angleRad, double lowerRad, double upperRad) {
    if (!(angleRad >= lowerRad && angleRad <= upperRad)) {
      throw new CalibrationException(
          String.format(
              Locale.ROOT,
              "%s reaches from %.2f to %.2f rad, but the %s pose needs %.2f rad; calibrate again"
                  + " and move the joint from end to end",
              motor.label(),
              lowerRad,
              upperRad,
              pose,
              angleRad));
    }
  }
}
