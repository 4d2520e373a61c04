package org.e2hil.hardware.emulator;

import java.util.EnumMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.apiguardian.api.API;
import org.e2hil.agent.robot.ArmModel;
import org.e2hil.agent.robot.Arms;
import org.e2hil.hardware.feetech.Register;
import org.e2hil.hardware.so101.Calibration;
import org.e2hil.hardware.so101.Motor;
import org.e2hil.hardware.so101.MotorCalibration;

/**
 * An SO-101 that somebody has built and calibrated, but not yet configured: six factory-fresh
 * servos with a calibration in their memory and in {@link #calibration()}.
 */
@API(status = API.Status.EXPERIMENTAL)
public final class EmulatedSo101 {

  private static final double TICKS_PER_RAD = MotorCalibration.MAX_TICKS / (2 * Math.PI);
  private static final int MIDDLE_TICKS = 2047;
  private static final int[] HOMING_OFFSETS = {-312, 640, 95, -1204, 18, 1533};

  private final Calibration calibration;
  private final FeetechEmulator emulator;

  private EmulatedSo101(Calibration calibration, FeetechEmulator emulator) {
    this.calibration = calibration;
    this.emulator = emulator;
  }

  /** With first-order joints, standing at home with a half open jaw. */
  public static EmulatedSo101 atHome(RandomGenerator random) {
    return of(FirstOrderBody.atHome(Arms.so101()), random);
  }

  /**
   * The same with motors as they come in their boxes: each is called 1, and none is calibrated. The
   * calibration is what a person would find out.
   */
  public static EmulatedSo101 fromTheBox(RandomGenerator random) {
    EmulatedSo101 arm = atHome(random);
    for (Motor motor : Motor.values()) {
      FeetechEmulator bus = arm.emulator;
      bus.setRegister(motor.id(), Register.HOMING_OFFSET, 0);
      bus.setRegister(motor.id(), Register.MIN_POSITION, 0);
      bus.setRegister(motor.id(), Register.MAX_POSITION, MotorCalibration.MAX_TICKS);
      bus.setRegister(motor.id(), Register.ID, 1);
    }
    return arm;
  }

  /**
   * With a body of one's own.
   *
   * @param body five joints in rad from the middle of their range, then the jaw in rad as in {@link
   *     Arms#so101()}
   * @param random decides which frames a fault hits
   */
  public static EmulatedSo101 of(EmulatedBody body, RandomGenerator random) {
    Map<Motor, MotorCalibration> motors = new EnumMap<>(Motor.class);
    double[] encoderTicksAtZero = new double[Motor.values().length];
    for (Motor motor : Motor.values()) {
      int i = motor.index();
      MotorCalibration one = calibrationOf(motor);
      motors.put(motor, one);
      double ticksAtZero =
          motor == Motor.GRIPPER
              ? one.rangeMin() - Arms.so101().gripper().closed() * TICKS_PER_RAD
              : one.ticksAtRadians(0);
      encoderTicksAtZero[i] = ticksAtZero + one.homingOffset();
    }
    var emulator = new FeetechEmulator(encoderTicksAtZero, body, new BusFaults(random));
    motors.forEach(
        (motor, one) -> {
          emulator.setRegister(motor.id(), Register.HOMING_OFFSET, one.homingOffset());
          emulator.setRegister(motor.id(), Register.MIN_POSITION, one.rangeMin());
          emulator.setRegister(motor.id(), Register.MAX_POSITION, one.rangeMax());
        });
    return new EmulatedSo101(new Calibration(motors), emulator);
  }

  private static MotorCalibration calibrationOf(Motor motor) {
    ArmModel arm = Arms.so101();
    int min = 0;
    int max = MotorCalibration.MAX_TICKS;
    if (motor == Motor.GRIPPER) {
      double travelRad = arm.gripper().open() - arm.gripper().closed();
      min = MIDDLE_TICKS;
      max = min + (int) Math.round(travelRad * TICKS_PER_RAD);
    } else if (motor != Motor.WRIST_ROLL) {
      // a little further than the limits, as far as a hand can turn it
      double reachRad = arm.joints().get(motor.index()).upperRad() + 0.02;
      int reach = (int) Math.round(reachRad * TICKS_PER_RAD);
      min = MIDDLE_TICKS - reach;
      max = MIDDLE_TICKS + reach;
    }
    return new MotorCalibration(motor.id(), 0, HOMING_OFFSETS[motor.index()], min, max);
  }

  /** What its owner's calibration file holds. */
  public Calibration calibration() {
    return calibration;
  }

  /** Its bus. */
  public FeetechEmulator emulator() {
    return emulator;
  }

  /** What goes wrong with it. */
  public BusFaults faults() {
    return emulator.faults();
  }
}
