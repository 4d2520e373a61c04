package org.e2hil.hardware.so101;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.e2hil.agent.env.EnvironmentFaultException;
import org.e2hil.agent.robot.Clock;
import org.e2hil.hardware.feetech.FeetechBus;
import org.e2hil.hardware.feetech.MotorFaultException;
import org.e2hil.hardware.feetech.NoReplyException;
import org.e2hil.hardware.feetech.Register;
import org.e2hil.hardware.feetech.Reply;
import org.e2hil.hardware.feetech.StatusBit;
import org.e2hil.hardware.link.LinkCounts;
import org.e2hil.hardware.link.LinkLostException;
import org.e2hil.hardware.stream.Feedback;
import org.e2hil.hardware.stream.Motors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The six motors as one: all are read at once and all are written at once. One thread. */
final class Servos implements Motors {

  private static final Logger LOG = LoggerFactory.getLogger(Servos.class);

  // a single complaint may be a damaged byte whose checksum happens to fit
  private static final int COMPLAINTS_BELIEVED = 3;
  private static final int[] IDS = Motor.ids();

  private final FeetechBus bus;
  private final Calibration calibration;
  private final ConnectSequence sequence;
  private final Clock clock;
  private final int[] goals = new int[Motor.COUNT];
  private final Grip grip;
  private int gripperTicks;
  private int gripperTicksPerS;
  private int gripperLoad;
  private final Map<Motor, Set<StatusBit>> complaints = new EnumMap<>(Motor.class);
  private final int[] complaintsInARow = new int[Motor.COUNT];
  private final int[] limpInARow = new int[Motor.COUNT];
  // motors that have been read back to hold since they were armed last
  private int armedMotors;

  /**
   * The motors of one arm.
   *
   * @param sequence gives a motor torque where it stands
   */
  Servos(FeetechBus bus, Calibration calibration, ConnectSequence sequence, Clock clock) {
    this.bus = bus;
    this.calibration = calibration;
    this.sequence = sequence;
    this.clock = clock;
    grip = new Grip((int) Math.round(calibration.of(Motor.GRIPPER).ticksAtShare(0)));
  }

  @Override
  public String name(int motor) {
    return bus.name(Motor.values()[motor].id());
  }

  /** Asks all motors; those that stay silent keep their old numbers in the feedback. */
  @Override
  public Feedback measure(Feedback before) {
    Feedback.News news = before.news(clock.nanoTime());
    bus.sweep(Register.TORQUE_ENABLE, Register.PRESENT_TEMPERATURE, IDS)
        .values()
        .forEach(reply -> take(reply, news));
    return news.build();
  }

  private void take(Reply reply, Feedback.News news) {
    Motor motor = Motor.values()[reply.id() - 1];
    note(motor, reply.complaints());
    boolean limp = reply.value(Register.TORQUE_ENABLE) == 0;
    limpInARow[motor.index()] = limp ? limpInARow[motor.index()] + 1 : 0;
    MotorCalibration scale = calibration.of(motor);
    int ticks = reply.value(Register.PRESENT_POSITION);
    if (motor == Motor.GRIPPER) {
      gripperTicks = ticks;
      gripperTicksPerS = reply.value(Register.PRESENT_VELOCITY);
      gripperLoad = reply.value(Register.PRESENT_LOAD);
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

  /**
   * One motor a cycle is read back to hold as it should. One that does not, as after a loss of
   * power, is configured again and given torque where it stands.
   */
  @Override
  public boolean arm() {
    if (armedMotors == Motor.COUNT) {
      // armed again: what held before may have lost its power since
      armedMotors = 0;
    }
    Motor motor = Motor.values()[armedMotors];
    try {
      if (!sequence.isReady(motor)) {
        sequence.takeUp(motor);
        grip.forget();
      }
    } catch (NoReplyException e) {
      // a lossy wire; a motor that is gone is found by its silence
      return false;
    }
    limpInARow[motor.index()] = 0;
    armedMotors++;
    return armedMotors == Motor.COUNT;
  }

  /** What the first motor that insists on it complains of, or which of them went limp. */
  @Override
  public Optional<EnvironmentFaultException> complaint() {
    return complaints.keySet().stream()
        .filter(motor -> complaintsInARow[motor.index()] >= COMPLAINTS_BELIEVED)
        .findFirst()
        .<EnvironmentFaultException>map(
            motor -> new MotorFaultException(bus.name(motor.id()), complaints.get(motor)))
        .or(this::lostTorque);
  }

  /** Told once: motors that are armed again are given torque again. */
  private Optional<EnvironmentFaultException> lostTorque() {
    List<String> limp =
        Arrays.stream(Motor.values())
            .limit(armedMotors)
            .filter(motor -> limpInARow[motor.index()] >= COMPLAINTS_BELIEVED)
            .map(motor -> bus.name(motor.id()))
            .toList();
    if (limp.isEmpty()) {
      return Optional.empty();
    }
    armedMotors = 0;
    return Optional.of(
        new EnvironmentFaultException(
            (limp.size() == Motor.COUNT ? "every motor" : String.join(", ", limp))
                + " went limp, as after a loss of power, and the rest of the arm holds; support the"
                + " arm, check its power supply and the plugs from motor to motor, then rearm"));
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
    int gripper = Motor.GRIPPER.index();
    goals[gripper] = grip.toward(goals[gripper], gripperTicks, gripperTicksPerS, gripperLoad);
    // one reading of a hard push makes one step back, however long the next one takes
    gripperLoad = Math.min(Math.abs(gripperLoad), Grip.LITTLE_LOAD);
    bus.syncWrite(Register.GOAL_POSITION, IDS, goals);
  }

  @Override
  public void release() {
    for (int id : IDS) {
      try {
        bus.write(id, Register.TORQUE_ENABLE, 0);
      } catch (LinkLostException e) {
        throw e;
      } catch (EnvironmentFaultException e) {
        // a motor that complains may have obeyed, and the others shall not hold for it
        LOG.warn("While letting go: {}", e.getMessage());
      }
    }
    Map<Integer, Reply> replies = bus.sweep(Register.TORQUE_ENABLE, Register.TORQUE_ENABLE, IDS);
    List<String> holding =
        Arrays.stream(IDS)
            .filter(
                id ->
                    !replies.containsKey(id) || replies.get(id).value(Register.TORQUE_ENABLE) != 0)
            .mapToObj(bus::name)
            .toList();
    if (!holding.isEmpty()) {
      throw new EnvironmentFaultException(
          String.join(", ", holding)
              + " may still hold, for no answer says that it is limp; support the arm and cut its"
              + " power");
    }
  }

  @Override
  public LinkCounts counts() {
    return bus.counts();
  }
}
