package org.e2hil.hardware.so101;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.e2hil.agent.env.EnvironmentFaultException;
import org.e2hil.agent.robot.ArmModel;
import org.e2hil.agent.robot.Clock;
import org.e2hil.agent.robot.JointCommand;
import org.e2hil.agent.robot.Robot;
import org.e2hil.agent.robot.RobotState;
import org.e2hil.hardware.feetech.BusSettings;
import org.e2hil.hardware.feetech.FeetechBus;
import org.e2hil.hardware.link.ByteLink;
import org.e2hil.hardware.link.SerialLink;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A LeRobot SO-101 or SO-100. Commands are goals for a thread of its own, which streams set-points
 * within limits and holds the arm when the caller, the link or a motor fails. However it ends — a
 * normal end, an exception, Ctrl-C — the arm holds, then parks, and goes limp only when somebody
 * confirms that it may.
 *
 * <p>{@link #emergencyStop} may be called from any thread, the rest from one.
 */
public final class So101 implements Robot {

  private static final Logger LOG = LoggerFactory.getLogger(So101.class);

  private static final int BAUD = 1_000_000;
  private static final long TICK_NANOS = 1_000_000_000L / TICKS_PER_SECOND;
  private static final double OUTSIDE_RAD = 0.01;
  private static final double OUTSIDE_SHARE = 1e-6;
  private static final double ARRIVED_RAD = 1e-3;
  private static final double PARK_GRACE_S = 1;
  private static final long REARM_LIMIT_NANOS = 2_000_000_000L;

  private final So101Settings settings;
  private final ArmModel arm;
  private final ByteLink link;
  private final Clock clock;
  private final Servos servos;
  private final JointStream stream;
  private final StreamThread thread;
  private final Confirmation release;
  private final long epochNanos;
  private final AtomicLong refusedCommands = new AtomicLong();
  private final Object ending = new Object();
  private long nextTickNanos;
  private volatile boolean settled;
  private volatile boolean closed;

  private So101(
      So101Settings settings,
      ArmModel arm,
      ByteLink link,
      Clock clock,
      Servos servos,
      JointStream stream,
      Confirmation release) {
    this.settings = settings;
    this.arm = arm;
    this.link = link;
    this.clock = clock;
    this.servos = servos;
    this.stream = stream;
    this.release = release;
    thread = new StreamThread(stream, clock);
    epochNanos = clock.nanoTime();
    nextTickNanos = epochNanos;
  }

  /**
   * Connects to the arm at a serial port. It holds where it stands from then on, or stays as it is
   * in a dry run.
   *
   * @param release asked before the arm goes limp at the end
   * @throws EnvironmentFaultException if anything is amiss, saying what to mend
   */
  public static So101 connect(So101Settings settings, Confirmation release) {
    Path file =
        settings
            .calibration()
            .map(Path::of)
            .orElseGet(
                () ->
                    CalibrationFiles.ofUser().find(CalibrationFiles.Role.FOLLOWER, settings.id()));
    Calibration calibration = CalibrationFiles.read(file);
    Clock clock = Clock.system();
    ByteLink link = SerialLink.open(settings.port(), BAUD, clock);
    return connect(settings, calibration, link, clock, release);
  }

  /**
   * Connects to the arm at the other end of a link, which belongs to the result.
   *
   * @param clock the link's own
   * @param release asked before the arm goes limp at the end
   * @throws EnvironmentFaultException if anything is amiss, saying what to mend
   */
  public static So101 connect(
      So101Settings settings,
      Calibration calibration,
      ByteLink link,
      Clock clock,
      Confirmation release) {
    So101 robot = prepare(settings, calibration, link, clock, release);
    robot.thread.start();
    return robot;
  }

  /** All of {@link #connect} but the thread: whoever calls this runs the stream's cycles. */
  static So101 prepare(
      So101Settings settings,
      Calibration calibration,
      ByteLink link,
      Clock clock,
      Confirmation release) {
    try {
      ArmModel arm = CalibratedArm.of(calibration, settings.park());
      FeetechBus bus = new FeetechBus(link, clock, Motor.labelsById(), BusSettings.DEFAULT);
      ConnectSequence sequence = new ConnectSequence(bus, calibration);
      sequence.inspect();
      sequence.calibrate(settings.restoreCalibration(), !settings.dryRun());
      sequence.checkPositions();
      if (!settings.dryRun()) {
        sequence.configure();
        sequence.holdWhereItStands();
      }
      Servos servos = new Servos(bus, calibration);
      JointStream stream = new JointStream(servos, hear(servos, clock), clock, settings);
      So101 robot = new So101(settings, arm, link, clock, servos, stream, release);
      link.beforeShutdown(robot::settle);
      LOG.info(
          "Connected to {}{}", link.name(), settings.dryRun() ? ", dry run: it only reads" : "");
      return robot;
    } catch (RuntimeException e) {
      // motors that already hold go on holding
      link.close();
      throw e;
    }
  }

  private static Feedback hear(Servos servos, Clock clock) {
    long begin = clock.nanoTime();
    Feedback measured = servos.measure(Feedback.none(begin - 1), begin);
    for (int tries = 0; tries < 5 && measured.ageNanos(begin) > 0; tries++) {
      measured = servos.measure(measured, begin);
    }
    if (measured.ageNanos(begin) > 0) {
      throw new EnvironmentFaultException(
          measured.silentFor(0, begin).stream().map(servos::name).collect(Collectors.joining(", "))
              + " does not answer when all motors are asked at once; check the plugs");
    }
    return measured;
  }

  @Override
  public ArmModel arm() {
    return arm;
  }

  /**
   * {@inheritDoc}
   *
   * @throws EnvironmentFaultException if a motor has been silent for so long that it would be news
   *     of another time
   */
  @Override
  public RobotState state() {
    requireOpen();
    Feedback newest = stream.feedback();
    requireFresh(newest);
    return newest.state(epochNanos);
  }

  /**
   * {@inheritDoc}
   *
   * @throws EnvironmentFaultException if the arm is stopped, or for a command that is not finite or
   *     lies outside the limits, which is counted and makes the arm hold
   */
  @Override
  public void command(JointCommand command) {
    requireOpen();
    throwIfStopped();
    if (command.joints() != arm.joints().size()) {
      throw new IllegalArgumentException(
          "this arm has "
              + arm.joints().size()
              + " joints, but the command has "
              + command.joints());
    }
    double[] setpoint = stream.setpoint();
    for (int i = 0; i < command.joints(); i++) {
      ArmModel.Joint joint = arm.joints().get(i);
      double measured = stream.feedback().positionRad(i);
      // an arm that stands outside its limits may come in, and may stay, but not go further out
      double low = Math.min(joint.lowerRad(), Math.min(setpoint[i], measured)) - OUTSIDE_RAD;
      double high = Math.max(joint.upperRad(), Math.max(setpoint[i], measured)) + OUTSIDE_RAD;
      refuseOutside(joint.name(), command.positionRad(i), low, high, " rad");
    }
    refuseOutside(
        Motor.GRIPPER.label(), command.gripperOpening(), -OUTSIDE_SHARE, 1 + OUTSIDE_SHARE, "");
    stream.follow(command);
  }

  private void refuseOutside(String name, double asked, double low, double high, String unit) {
    if (!(asked >= low && asked <= high)) {
      refusedCommands.incrementAndGet();
      stream.hold();
      throw new EnvironmentFaultException(
          String.format(
              "%s was asked for %s%s, which is not within %.3f to %.3f; the command was refused and"
                  + " the arm holds",
              name, asked, unit, low, high));
    }
  }

  @Override
  public void awaitTick() {
    requireOpen();
    throwIfStopped();
    long now = clock.nanoTime();
    nextTickNanos += TICK_NANOS;
    if (now - nextTickNanos > TICK_NANOS) {
      // a little delay is made up for, a pause is not: ticks in a burst would be a jump
      nextTickNanos = now + TICK_NANOS;
    }
    sleepUntil(nextTickNanos);
    throwIfStopped();
    requireFresh(stream.feedback());
  }

  private void sleepUntil(long nanos) {
    try {
      clock.sleepUntil(nanos);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      stream.hold();
      throw new EnvironmentFaultException("the program was asked to stop, and the arm holds", e);
    }
  }

  /** Stops at once and stays stopped until {@link #rearm}. Any thread. */
  public void emergencyStop(String reason) {
    stream.emergencyStop(reason);
  }

  /** Why the arm does not follow commands, if it does not. */
  public Optional<String> stopped() {
    return stream.stopped().map(Throwable::getMessage);
  }

  /**
   * Forgives a fault or an emergency stop: the arm holds where it stands and takes commands again.
   *
   * @throws EnvironmentFaultException if the reason has not gone away
   */
  public void rearm() {
    requireOpen();
    stream.rearm();
    long limit = clock.nanoTime() + REARM_LIMIT_NANOS;
    while (stream.stopped().isPresent() && limit - clock.nanoTime() > 0) {
      sleepUntil(clock.nanoTime() + TICK_NANOS);
    }
    stream.cancelRearm();
    throwIfStopped();
  }

  /** Where the motors are asked to be, or would be in a dry run. Any thread. */
  public JointCommand setpoint() {
    double[] all = stream.setpoint();
    return new JointCommand(Arrays.copyOf(all, Motor.JOINTS.size()), all[Motor.GRIPPER.index()]);
  }

  /** What has happened so far. Any thread. */
  public StreamCounts counts() {
    return stream.counts(thread.lateCycles(), thread.worstLateNanos(), refusedCommands.get());
  }

  /** The stream, for a test that runs its cycles. */
  JointStream stream() {
    return stream;
  }

  /** Holds, parks, lets the arm go limp if somebody confirms it, and lets go of the link. */
  @Override
  public void close() {
    synchronized (ending) {
      if (closed) {
        return;
      }
      closed = true;
    }
    // somebody who interrupts a program wants the arm to come to rest, not to be left half-way
    boolean interrupted = Thread.interrupted();
    try {
      settle();
      boolean reachable = !settings.dryRun() && !stream.isLinkLost();
      if (reachable
          && release.confirmed("Is somebody supporting the arm, so that it may go limp?")) {
        servos.release();
        LOG.info("The arm is limp");
      } else if (!settings.dryRun()) {
        LOG.warn("The arm is left holding under torque; support it before its power is cut");
      }
    } finally {
      link.close();
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Hold, then park, then no more cycles: the motors hold the last goal by themselves. */
  private void settle() {
    synchronized (ending) {
      if (!settled) {
        settled = true;
        stream.hold();
        try {
          park();
        } catch (RuntimeException e) {
          LOG.warn("Holding instead of parking: {}", e.getMessage());
        }
        stream.hold();
        thread.stop();
      }
    }
  }

  private void park() {
    List<Double> pose = settings.park().poseRad();
    if (pose.isEmpty() || settings.dryRun()) {
      return;
    }
    throwIfStopped();
    double[] target = pose.stream().mapToDouble(Double::doubleValue).toArray();
    stream.park(new JointCommand(target, stream.setpoint()[Motor.GRIPPER.index()]));
    double limitS = 2 * distanceRad(target) / settings.park().speedRadPerS() + PARK_GRACE_S;
    long limit = clock.nanoTime() + (long) (limitS * 1e9);
    while (distanceRad(target) > ARRIVED_RAD && limit - clock.nanoTime() > 0) {
      sleepUntil(clock.nanoTime() + TICK_NANOS);
      throwIfStopped();
    }
  }

  private double distanceRad(double[] target) {
    double[] setpoint = stream.setpoint();
    double farthest = 0;
    for (int i = 0; i < target.length; i++) {
      farthest = Math.max(farthest, Math.abs(setpoint[i] - target[i]));
    }
    return farthest;
  }

  private void throwIfStopped() {
    stream
        .stopped()
        .ifPresent(
            cause -> {
              throw new EnvironmentFaultException(cause.getMessage(), cause);
            });
  }

  private void requireFresh(Feedback newest) {
    if (newest.ageNanos(clock.nanoTime()) > settings.watchdogs().faultMs() * 1_000_000L) {
      throw new EnvironmentFaultException(
          "the arm has told nothing for more than "
              + settings.watchdogs().faultMs()
              + " ms; "
              + stopped().orElse("the machine may be too busy: end other programs and rearm"));
    }
  }

  private void requireOpen() {
    if (closed || settled) {
      throw new IllegalStateException("this arm has been put to rest; connect again");
    }
  }
}
