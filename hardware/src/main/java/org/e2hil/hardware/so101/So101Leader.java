package org.e2hil.hardware.so101;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.apiguardian.api.API;
import org.e2hil.agent.env.EnvironmentFaultException;
import org.e2hil.agent.robot.ArmModel;
import org.e2hil.agent.robot.Arms;
import org.e2hil.agent.robot.Clock;
import org.e2hil.agent.robot.RobotState;
import org.e2hil.agent.system.UserFiles;
import org.e2hil.hardware.feetech.BusSettings;
import org.e2hil.hardware.feetech.FeetechBus;
import org.e2hil.hardware.feetech.NoReplyException;
import org.e2hil.hardware.feetech.Register;
import org.e2hil.hardware.feetech.Reply;
import org.e2hil.hardware.link.ByteLink;
import org.e2hil.hardware.link.SerialLink;

/** An SO-101 or SO-100 leader: a limp arm in a person's hand that is only ever read. One thread. */
@API(status = API.Status.INTERNAL)
public final class So101Leader implements AutoCloseable {

  private static final int BAUD = 1_000_000;
  // it is read once a control period, and nothing falls down while it is waited for
  private static final BusSettings PATIENT = new BusSettings(50, 30, 2);
  private static final int READS_BELIEVED = 3;
  private static final int[] IDS = Motor.ids();

  private final ByteLink link;
  private final FeetechBus bus;
  private final Calibration calibration;
  private final Clock clock;
  private final double[] positionsRad = new double[Motor.JOINTS.size()];
  private final double[] velocitiesRadPerS = new double[Motor.JOINTS.size()];
  private final int[] silentReads = new int[Motor.COUNT];
  private double gripperOpening;

  private So101Leader(ByteLink link, FeetechBus bus, Calibration calibration, Clock clock) {
    this.link = link;
    this.bus = bus;
    this.calibration = calibration;
    this.clock = clock;
  }

  /**
   * Connects to the leader at a serial port.
   *
   * @param port of its adapter, such as {@code /dev/ttyACM1}
   * @param id what it was called when it was calibrated
   * @param calibration a calibration file; LeRobot's own places are searched where empty
   * @throws EnvironmentFaultException if anything is amiss, saying what to mend
   */
  public static So101Leader connect(String port, String id, Optional<String> calibration) {
    Path file =
        calibration
            .map(UserFiles::path)
            .orElseGet(() -> CalibrationFiles.ofUser().find(CalibrationFiles.Role.LEADER, id));
    Clock clock = Clock.system();
    return connect(CalibrationFiles.read(file), SerialLink.open(port, BAUD, clock), clock);
  }

  /**
   * Connects to the leader at the other end of a link, which belongs to the result.
   *
   * @param clock the link's own
   * @throws EnvironmentFaultException if anything is amiss, saying what to mend
   */
  public static So101Leader connect(Calibration calibration, ByteLink link, Clock clock) {
    try {
      CalibrationCheck.requirePossible(calibration);
      FeetechBus bus = new FeetechBus(link, clock, Motor.labelsById(), PATIENT);
      ConnectSequence.inspect(bus);
      ConnectSequence sequence = new ConnectSequence(bus, calibration);
      sequence.calibrate(/* restore= */ false, /* mayWrite= */ false);
      sequence.checkPositions();
      for (int id : IDS) {
        if (bus.read(id, Register.TORQUE_ENABLE) != 0) {
          throw new EnvironmentFaultException(
              bus.name(id)
                  + " of the leader arm is under torque, so that no hand can lead it; support the"
                  + " arm and power-cycle it, and check that it is the leader on this port");
        }
      }
      So101Leader leader = new So101Leader(link, bus, calibration, clock);
      leader.read();
      return leader;
    } catch (RuntimeException e) {
      link.close();
      throw e;
    }
  }

  /** What a person would call it. */
  public String name() {
    return "the leader arm on " + link.name();
  }

  /** Its joints, which are those of the follower. */
  public ArmModel arm() {
    return Arms.so101();
  }

  /**
   * Where the person holds it. A motor that does not answer keeps its numbers for two reads.
   *
   * @throws NoReplyException if a motor stays silent
   * @throws org.e2hil.hardware.link.LinkLostException if the cable was pulled
   */
  public RobotState read() {
    Map<Integer, Reply> replies =
        bus.sweep(Register.PRESENT_POSITION, Register.PRESENT_VELOCITY, IDS);
    for (Motor motor : Motor.values()) {
      Reply reply = replies.get(motor.id());
      silentReads[motor.index()] = reply == null ? silentReads[motor.index()] + 1 : 0;
      if (reply != null) {
        take(motor, reply);
      } else if (silentReads[motor.index()] >= READS_BELIEVED) {
        throw new NoReplyException(
            bus.name(motor.id())
                + " of "
                + name()
                + " does not answer any more; check its plugs and its power");
      }
    }
    return new RobotState(clock.nanoTime() * 1e-9, positionsRad, velocitiesRadPerS, gripperOpening);
  }

  private void take(Motor motor, Reply reply) {
    MotorCalibration scale = calibration.of(motor);
    int ticks = reply.value(Register.PRESENT_POSITION);
    if (motor == Motor.GRIPPER) {
      gripperOpening = scale.share(ticks);
    } else {
      positionsRad[motor.index()] = scale.radians(ticks);
      velocitiesRadPerS[motor.index()] =
          reply.value(Register.PRESENT_VELOCITY) * 2 * Math.PI / MotorCalibration.MAX_TICKS;
    }
  }

  /** Lets go of the link. Closing twice does nothing. */
  @Override
  public void close() {
    link.close();
  }
}
