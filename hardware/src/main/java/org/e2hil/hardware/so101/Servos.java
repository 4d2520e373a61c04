package org.e2hil.hardware.so101;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.e2hil.hardware.feetech.BusCounts;
import org.e2hil.hardware.feetech.FeetechBus;
import org.e2hil.hardware.feetech.MotorFaultException;
import org.e2hil.hardware.feetech.Register;
import org.e2hil.hardware.feetech.Reply;
import org.e2hil.hardware.feetech.StatusBit;

/** The six motors as one: all are read at once and all are written at once. One thread. */
final class Servos {

  // a single complaint may be a damaged byte whose checksum happens to fit
  private static final int COMPLAINTS_BELIEVED = 3;
  private static final int[] IDS = Motor.ids();

  private final FeetechBus bus;
  private final Calibration calibration;
  private final int[] goals = new int[Motor.COUNT];
  private final Map<Motor, Set<StatusBit>> complaints = new EnumMap<>(Motor.class);
  private final int[] complaintsInARow = new int[Motor.COUNT];

  Servos(FeetechBus bus, Calibration calibration) {
    this.bus = bus;
    this.calibration = calibration;
  }

  /** Asks all motors; those that stay silent keep their old numbers in the feedback. */
  Feedback measure(Feedback before, long nowNanos) {
    Map<Integer, Reply> replies =
        bus.sweep(Register.PRESENT_POSITION, Register.PRESENT_TEMPERATURE, IDS);
    for (Motor motor : Motor.values()) {
      Reply reply = replies.get(motor.id());
      if (reply != null) {
        note(motor, reply.complaints());
      }
    }
    return before.with(replies, calibration, nowNanos);
  }

  private void note(Motor motor, Set<StatusBit> found) {
    if (found.isEmpty()) {
      complaintsInARow[motor.index()] = 0;
      complaints.remove(motor);
    } else {
      complaintsInARow[motor.index()]++;
      complaints.put(motor, EnumSet.copyOf(found));
    }
  }

  /** What the first motor that insists on it complains of. */
  Optional<MotorFaultException> complaint() {
    return complaints.keySet().stream()
        .filter(motor -> complaintsInARow[motor.index()] >= COMPLAINTS_BELIEVED)
        .findFirst()
        .map(motor -> new MotorFaultException(bus.name(motor.id()), complaints.get(motor)));
  }

  /** Sends all motors to a set-point: {@code [joint]} in rad, then the gripper's opening. */
  void command(double[] setpoint) {
    for (Motor motor : Motor.values()) {
      MotorCalibration scale = calibration.of(motor);
      double wanted = setpoint[motor.index()];
      double ticks =
          motor == Motor.GRIPPER ? scale.ticksAtShare(wanted) : scale.ticksAtRadians(wanted);
      goals[motor.index()] =
          (int) Math.round(Math.max(scale.rangeMin(), Math.min(scale.rangeMax(), ticks)));
    }
    bus.syncWrite(Register.GOAL_POSITION, IDS, goals);
  }

  /** Lets all motors go limp. */
  void release() {
    for (int id : IDS) {
      bus.write(id, Register.TORQUE_ENABLE, 0);
    }
  }

  String name(Motor motor) {
    return bus.name(motor.id());
  }

  BusCounts counts() {
    return bus.counts();
  }
}
