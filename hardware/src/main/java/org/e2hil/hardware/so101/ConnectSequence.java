package org.e2hil.hardware.so101;

import java.util.ArrayList;
import java.util.List;
import org.e2hil.agent.env.EnvironmentFaultException;
import org.e2hil.hardware.feetech.FeetechBus;
import org.e2hil.hardware.feetech.Register;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * From a cable to an arm that holds itself: look before writing, write only what differs, and give
 * torque only to a motor whose goal is where it stands. LeRobot switches torque off to configure;
 * an arm that is found under torque is left under torque here, for it may be aloft.
 */
final class ConnectSequence {

  private static final Logger LOG = LoggerFactory.getLogger(ConnectSequence.class);

  /** P of the position loop, where the factory has 32. */
  static final int LEROBOTS_GAIN = 16;

  private static final int LIMP = 0;
  private static final int HOLDING = 1;
  private static final int LOCKED = 1;
  private static final int OPEN = 0;
  private static final int STEADY_TICKS = 8;
  private static final int STEADY_TRIES = 20;
  private static final int OUTSIDE_RANGE_TICKS = 45; // 4°

  private final FeetechBus bus;
  private final Calibration calibration;
  private final int positionGain;

  /** With the gains that LeRobot gives its motors. */
  ConnectSequence(FeetechBus bus, Calibration calibration) {
    this(bus, calibration, LEROBOTS_GAIN);
  }

  ConnectSequence(FeetechBus bus, Calibration calibration, int positionGain) {
    this.bus = bus;
    this.calibration = calibration;
    this.positionGain = positionGain;
  }

  /** Of {@link Register#PHASE}: positions count turns, instead of staying within one. */
  static final int COUNTS_TURNS = 0x10;

  private record Wanted(Motor motor, Register register, int value) {}

  /** Every motor is there, is the right kind and is where it can be. Reads only. */
  static void inspect(FeetechBus bus) {
    for (Motor motor : Motor.values()) {
      bus.ping(motor.id());
      int model = bus.read(motor.id(), Register.MODEL);
      if (model != Register.STS3215_MODEL) {
        throw new EnvironmentFaultException(
            bus.name(motor.id())
                + " is of model "
                + model
                + ", but this arm has STS3215 servos (model "
                + Register.STS3215_MODEL
                + "); check which arm is on this port");
      }
    }
  }

  /**
   * The motors hold the calibration of the file. Else they get it, or it is a fault.
   *
   * @param restore write the file's calibration where the motors hold another one
   * @param mayWrite false for a dry run
   */
  void calibrate(boolean restore, boolean mayWrite) {
    for (Motor motor : Motor.values()) {
      calibrate(motor, restore, mayWrite);
    }
  }

  private void calibrate(Motor motor, boolean restore, boolean mayWrite) {
    List<Wanted> differing = differing(calibrationOfFile(motor));
    if (differing.isEmpty()) {
      return;
    }
    if (!restore || !mayWrite) {
      Wanted first = differing.get(0);
      throw new CalibrationException(
          bus.name(first.motor().id())
              + " holds another calibration than the file ("
              + first.register()
              + " is "
              + bus.read(first.motor().id(), first.register())
              + ", not "
              + first.value()
              + "); check that this is the right arm and the right file, and set restoreCalibration"
              + " to write the file's into the motors");
    }
    write(differing);
  }

  /** Lets no motor count turns, as LeRobot does when it connects. */
  void forgetTurns() {
    for (Motor motor : Motor.values()) {
      write(countingTurns(motor));
    }
  }

  private List<Wanted> countingTurns(Motor motor) {
    int phase = bus.read(motor.id(), Register.PHASE);
    return (phase & COUNTS_TURNS) == 0
        ? List.of()
        : List.of(new Wanted(motor, Register.PHASE, phase & ~COUNTS_TURNS));
  }

  /** Where the motors stand makes sense. Reads only. */
  void checkPositions() {
    for (Motor motor : Motor.values()) {
      checkPosition(motor, bus.read(motor.id(), Register.PRESENT_POSITION));
    }
  }

  private void checkPosition(Motor motor, int ticks) {
    MotorCalibration range = calibration.of(motor);
    if (ticks < 0 || ticks > MotorCalibration.MAX_TICKS) {
      throw new CalibrationException(
          bus.name(motor.id())
              + " stands at "
              + ticks
              + ", outside one turn of 0 to 4095: "
              + (countingTurns(motor).isEmpty()
                  ? "its homing offset wraps around, so calibrate again and begin with the joint in"
                      + " the middle of its range"
                  : "it counts turns (bit 10h of its Phase, register 18, is set), which connecting"
                      + " without a dry run ends"));
    }
    int outside = Math.max(range.rangeMin() - ticks, ticks - range.rangeMax());
    if (outside > OUTSIDE_RANGE_TICKS) {
      throw new CalibrationException(
          bus.name(motor.id())
              + " stands at "
              + ticks
              + ", outside its calibrated range of "
              + range.rangeMin()
              + " to "
              + range.rangeMax()
              + "; move it back by hand, or calibrate again");
    }
  }

  /** True for a motor that holds, with the configuration and calibration that it should have. */
  boolean isReady(Motor motor) {
    return bus.read(motor.id(), Register.TORQUE_ENABLE) == HOLDING
        && countingTurns(motor).isEmpty()
        && differing(lerobotConfiguration(motor)).isEmpty()
        && differing(calibrationOfFile(motor)).isEmpty();
  }

  /** Every motor holds where it stands. */
  void takeUpAll() {
    for (Motor motor : Motor.values()) {
      takeUp(motor);
    }
  }

  /**
   * A motor gets LeRobot's configuration where it has another one, and holds where it stands.
   *
   * @throws EnvironmentFaultException if it does not, which is read back
   */
  void takeUp(Motor motor) {
    calibrate(motor, /* restore= */ false, /* mayWrite= */ false);
    write(countingTurns(motor));
    write(differing(lerobotConfiguration(motor)));
    int ticks = steadyPosition(motor);
    checkPosition(motor, ticks);
    bus.write(motor.id(), Register.GOAL_POSITION, ticks);
    bus.write(motor.id(), Register.TORQUE_ENABLE, HOLDING);
    bus.write(motor.id(), Register.LOCK, LOCKED);
    if (bus.read(motor.id(), Register.TORQUE_ENABLE) != HOLDING) {
      throw new EnvironmentFaultException(
          bus.name(motor.id())
              + " was given torque and stays limp; support the arm, power-cycle it and rearm");
    }
  }

  private int steadyPosition(Motor motor) {
    int before = bus.read(motor.id(), Register.PRESENT_POSITION);
    for (int i = 0; i < STEADY_TRIES; i++) {
      int now = bus.read(motor.id(), Register.PRESENT_POSITION);
      if (Math.abs(now - before) <= STEADY_TICKS) {
        return now;
      }
      before = now;
    }
    throw new EnvironmentFaultException(
        bus.name(motor.id()) + " is moving; keep the arm still while it is being connected");
  }

  private List<Wanted> calibrationOfFile(Motor motor) {
    MotorCalibration values = calibration.of(motor);
    return List.of(
        new Wanted(motor, Register.HOMING_OFFSET, values.homingOffset()),
        new Wanted(motor, Register.MIN_POSITION, values.rangeMin()),
        new Wanted(motor, Register.MAX_POSITION, values.rangeMax()));
  }

  private List<Wanted> lerobotConfiguration(Motor motor) {
    List<Wanted> wanted = new ArrayList<>();
    wanted.add(new Wanted(motor, Register.RETURN_DELAY, 0));
    wanted.add(new Wanted(motor, Register.MODE, 0));
    wanted.add(new Wanted(motor, Register.P_GAIN, positionGain));
    wanted.add(new Wanted(motor, Register.I_GAIN, 0));
    wanted.add(new Wanted(motor, Register.D_GAIN, 32));
    wanted.add(new Wanted(motor, Register.MAX_ACCELERATION, 254));
    wanted.add(new Wanted(motor, Register.ACCELERATION, 254));
    if (motor == Motor.GRIPPER) {
      wanted.add(new Wanted(motor, Register.MAX_TORQUE, 500));
      // without it the new maximum would wait for the next power-up
      wanted.add(new Wanted(motor, Register.TORQUE_LIMIT, 500));
      wanted.add(new Wanted(motor, Register.PROTECTION_CURRENT, 250));
      wanted.add(new Wanted(motor, Register.OVERLOAD_TORQUE, 25));
    }
    return wanted;
  }

  private List<Wanted> differing(List<Wanted> wanted) {
    return wanted.stream()
        .filter(one -> bus.read(one.motor().id(), one.register()) != one.value())
        .toList();
  }

  private void write(List<Wanted> differing) {
    if (!differing.isEmpty()) {
      LOG.info("Writing {} registers that hold other values than they should", differing.size());
    }
    for (Wanted one : differing) {
      int id = one.motor().id();
      if (one.register().isPersistent()) {
        if (bus.read(id, Register.TORQUE_ENABLE) != LIMP) {
          throw new EnvironmentFaultException(
              bus.name(id)
                  + " is under torque and needs another "
                  + one.register()
                  + ", which is only written to a limp motor; support the arm, power-cycle it and"
                  + " connect again");
        }
        bus.write(id, Register.LOCK, OPEN);
      }
      bus.write(id, one.register(), one.value());
      LOG.debug("{}: {} is now {}", bus.name(id), one.register(), one.value());
    }
  }
}
