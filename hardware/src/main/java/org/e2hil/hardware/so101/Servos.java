package org.e2hil.hardware.so101;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.e2hil.agent.env.EnvironmentFaultException;
import org.e2hil.agent.robot.Clock;
import org.e2hil.hardware.feetech.FeetechBus;
import org.e2hil.hardware.feetech.MotorFaultException;
import org.e2hil.hardware.feetech.Register;
import org.e2hil.hardware.feetech.Reply;
import org.e2hil.hardware.feetech.StatusBit;
import org.e2hil.hardware.link.LinkCounts;
import org.e2hil.hardware.stream.Feedback;
import org.e2hil.hardware.stream.Motors;

/** The six motors as one: all are read at once and all are written at once. One thread. */
final class Servos implements Motors {

  // a single complaint may be a damaged byte whose checksum happens to fit
  private static final int COMPLAINTS_BELIEVED = 3;
  private static final int[] IDS = Motor.ids();

  private final FeetechBus bus;
  private final Calibration calibration;
  private final Clock clock;
  private final int[] goals = new int[Motor.COUNT];
  private final Map<Motor, Set<StatusBit>> complaints = new EnumMap<>(Motor.class);
  private final int[] complaintsInARow = new int[Motor.COUNT];

  Servos(FeetechBus bus, Calibration calibration, Clock clock) {
    this.bus = bus;
    this.calibration = calibration;
    this.clock = clock;
  }

  @Override
  public String name(int motor) {
    return bus.name(Motor.values()[motor].id());
  }

  /** Asks all motors; those that stay silent keep their old numbers in the feedback. */
  @Override
  public Feedback measure(Feedback before) {
    Feedback.News news = before.news(clock.nanoTime());
    bus.sweep(Register.PRESENT_POSITION, Register.PRESENT_TEMPERATURE, IDS)
        .values()
        .forEach(reply -> take(reply, news));
    return news.build();
  }

  private void take(Reply reply, Feedback.News news) {
    Motor motor = Motor.values()[reply.id() - 1];
    note(motor, reply.complaints());
    MotorCalibration scale = calibration.of(motor);
    int ticks = reply.value(Register.PRESENT_POSITION);
    if (motor == Motor.GRIPPER) {
      news.gripper(scale.share(ticks));
    } else {
      double radPerS =
          reply.value(Register.PRESENT_VELOCITY) * 2 * Math.PI / MotorCalibration.MAX_TICKS;
      news.joint(motor.index(), scale.radians(ticks), radPerS);
    }
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

  /** They have had torque since the connection was made. */
  @Override
  public boolean arm() {
    return true;
  }

  /** What the first motor that insists on it complains of. */
  @Override
  public Optional<EnvironmentFaultException> complaint() {
    return complaints.keySet().stream()
        .filter(motor -> complaintsInARow[motor.index()] >= COMPLAINTS_BELIEVED)
        .findFirst()
        .<EnvironmentFaultException>map(
            motor -> new MotorFaultException(bus.name(motor.id()), complaints.get(motor)));
  }

  @Override
  public void command(double[] setpoint) {
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

  @Override
  public void release() {
    for (int id : IDS) {
      bus.write(id, Register.TORQUE_ENABLE, 0);
    }
  }

  @Override
  public LinkCounts counts() {
    return bus.counts();
  }
}
