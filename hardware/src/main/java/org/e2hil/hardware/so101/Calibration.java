package org.e2hil.hardware.so101;

import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apiguardian.api.API;

/** The calibration of all six motors. Immutable. */
@API(status = API.Status.EXPERIMENTAL)
public final class Calibration {

  private final Map<Motor, MotorCalibration> motors;

  /**
   * Copies the map.
   *
   * @throws IllegalArgumentException if a motor is missing, or has not the number that the arm's
   *     wiring gives it
   */
  public Calibration(Map<Motor, MotorCalibration> motors) {
    String missing =
        Stream.of(Motor.values())
            .filter(motor -> !motors.containsKey(motor))
            .map(Motor::label)
            .collect(Collectors.joining(", "));
    if (!missing.isEmpty()) {
      throw new IllegalArgumentException("there is no calibration for " + missing);
    }
    motors.forEach(
        (motor, calibration) -> {
          if (calibration.id() != motor.id()) {
            throw new IllegalArgumentException(
                motor.label()
                    + " must have the id "
                    + motor.id()
                    + ", but has "
                    + calibration.id());
          }
        });
    this.motors = new EnumMap<>(motors);
  }

  /** Of one motor. */
  public MotorCalibration of(Motor motor) {
    return motors.get(motor);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Calibration calibration && calibration.motors.equals(motors);
  }

  @Override
  public int hashCode() {
    return motors.hashCode();
  }

  @Override
  public String toString() {
    return motors.toString();
  }
}
