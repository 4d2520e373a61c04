package org.e2hil.hardware.so101;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.e2hil.agent.robot.ArmModel;
import org.e2hil.agent.robot.Arms;

/**
 * Whether a calibration can be that of an arm whose joints were moved from end to end: each spans
 * about the travel of its joint. Angles count from the middle of the range, so that one that was
 * swept by half would move the arm wrongly.
 */
final class CalibrationCheck {

  private static final double DOUBTFUL_SHARE = 0.2;
  private static final double IMPOSSIBLE_SHARE = 0.4;
  private static final int FEWEST_GRIPPER_TICKS = 100; // 9°

  /** Of a gripper's travel: they are built in many ways, but none of them turns so far. */
  static final double MOST_OF_GRIPPER = 2.4;

  private CalibrationCheck() {}

  /**
   * Refuses what would move the arm wrongly.
   *
   * @throws CalibrationException naming the motor
   */
  static void requirePossible(Calibration calibration) {
    Stream.of(Motor.values())
        .flatMap(motor -> beyond(motor, calibration, IMPOSSIBLE_SHARE).stream())
        .findFirst()
        .ifPresent(
            sentence -> {
              throw new CalibrationException(sentence);
            });
  }

  /** Sentences on motors that span another range than they should, but would do. */
  static List<String> doubts(Calibration calibration) {
    return Stream.of(Motor.values())
        .flatMap(motor -> beyond(motor, calibration, DOUBTFUL_SHARE).stream())
        .toList();
  }

  private static Optional<String> beyond(Motor motor, Calibration calibration, double share) {
    MotorCalibration range = calibration.of(motor);
    return beyond(motor, range.rangeMax() - range.rangeMin(), share);
  }

  /** What is wrong with a motor that was moved so far, if it cannot be from end to end. */
  static Optional<String> impossible(Motor motor, int ticks) {
    return beyond(motor, ticks, IMPOSSIBLE_SHARE);
  }

  private static Optional<String> beyond(Motor motor, int ticks, double share) {
    double travel = travelTicks(motor);
    if (motor == Motor.GRIPPER) {
      return gripper(ticks, travel);
    }
    return Math.abs(ticks - travel) <= share * travel
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "%s spans %d ticks, but the joint travels about %.0f: it was not moved from end to"
                    + " end, or went over the seam of its encoder; calibrate again and begin with"
                    + " the joint in the middle of its range",
                motor.label(),
                ticks,
                travel));
  }

  private static Optional<String> gripper(int ticks, double travel) {
    String label = Motor.GRIPPER.label();
    if (ticks < FEWEST_GRIPPER_TICKS) {
      return Optional.of(
          String.format(
              Locale.ROOT,
              "%s spans %d ticks, between which it cannot be told how open it is; calibrate"
                  + " again and open and close it all the way",
              label,
              ticks));
    }
    return ticks <= MOST_OF_GRIPPER * travel
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "%s spans %d ticks, but it travels about %.0f, so that it would be driven into its"
                    + " stop; calibrate again and begin with it half open",
                label,
                ticks,
                travel));
  }

  /** How far a motor goes from end to end, about. */
  static double travelTicks(Motor motor) {
    ArmModel arm = Arms.so101();
    if (motor == Motor.WRIST_ROLL) {
      // it has no end, and LeRobot writes a whole turn
      return MotorCalibration.MAX_TICKS;
    }
    double travelRad =
        motor == Motor.GRIPPER
            ? arm.gripper().open() - arm.gripper().closed()
            : arm.joints().get(motor.index()).upperRad()
                - arm.joints().get(motor.index()).lowerRad();
    return travelRad * MotorCalibration.MAX_TICKS / (2 * Math.PI);
  }
}
