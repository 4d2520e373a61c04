package org.e2hil.hardware.stream;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.apiguardian.api.API;
import org.e2hil.agent.env.EnvironmentFaultException;
import org.e2hil.agent.robot.ArmModel;
import org.e2hil.agent.robot.JointCommand;
import org.e2hil.agent.robot.RearmableRobot;
import org.e2hil.agent.robot.RobotState;
import org.e2hil.hardware.link.Link;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A robot arm behind a link. Commands are goals for a thread of its own, which streams set-points
 * within limits and holds the arm when the caller, the link or a motor fails. However it ends — a
 * normal end, an exception, Ctrl-C — the arm holds, then parks, and goes limp only when somebody
 * confirms that it may.
 *
 * <p>{@link #emergencyStop} may be called from any thread, the rest from one.
 */
@API(status = API.Status.EXPERIMENTAL)
public final class StreamedArm implements RearmableRobot {

  private static final Logger LOG = LoggerFactory.getLogger(StreamedArm.class);

  private static final long TICK_NANOS = 1_000_000_000L / TICKS_PER_SECOND;
  private static final double OUTSIDE_RAD = 0.01;
  private static final double OUTSIDE_SHARE = 1e-6;
  private static final double ARRIVED_RAD = 1e-3;
  private static final double PARK_GRACE_S = 1;
  private static final long REST_NANOS = 300_000_000;
  private static final long HEAR_LIMIT_NANOS = 3_000_000_000L;
  private static final long HEAR_AGAIN_NANOS = 2_000_000;
  private static final long REARM_LIMIT_NANOS = 2_000_000_000L;
  private static final long ARM_LIMIT_NANOS = 10_000_000_000L;
  private static final Cycles NOT_BEGUN =
      new Cycles() {
        private final Lateness none = new Lateness();

        @Override
        public void stop() {}

        @Override
        public Lateness lateness() {
          return none;
        }
      };

  private final StreamSettings settings;
  private final ArmModel arm;
  private final Motors motors;
  private final Link link;
  private final Pace pace;
  private final JointStream stream;
  private final Confirmation release;
  private final long epochNanos;
  private final AtomicLong refusedCommands = new AtomicLong();
  private final Object episodeEnd = new Object();
  private long nextTickNanos;
  private Cycles cycles = NOT_BEGUN;
  private volatile boolean settled;
  private volatile boolean closed;

  /**
   * An arm whose motors answer. Nothing is sent to them before {@link #start}.
   *
   * @param link the way to the motors, which belongs to the result
   * @param pace by the link's own clock
   * @param release asked before the arm goes limp at the end
   * @throws EnvironmentFaultException if a motor tells nothing
   */
  public StreamedArm(
      StreamSettings settings,
      ArmModel arm,
      Motors motors,
      Link link,
      Pace pace,
      Confirmation release) {
    this.settings = settings;
    this.arm = arm;
    this.motors = motors;
    this.link = link;
    this.pace = pace;
    this.release = release;
    stream = new JointStream(arm, motors, hear(), pace, settings);
    epochNanos = pace.nanoTime();
    nextTickNanos = epochNanos;
    link.beforeShutdown(this::settle);
  }

  /** Everything that the motors tell, before anything is asked of them. */
  private Feedback hear() {
    long begin = pace.nanoTime();
    Feedback measured = motors.measure(Feedback.none(arm.joints().size(), begin - 1));
    while (measured.ageNanos(begin) > 0 && pace.nanoTime() - begin < HEAR_LIMIT_NANOS) {
      try {
        pace.sleepUntil(pace.nanoTime() + HEAR_AGAIN_NANOS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new EnvironmentFaultException("the program was asked to stop while connecting", e);
      }
      measured = motors.measure(measured);
    }
    if (measured.ageNanos(begin) > 0) {
      throw new EnvironmentFaultException(
          measured.silentFor(0, begin).stream().map(motors::name).collect(Collectors.joining(", "))
              + " does not answer when all motors are asked at once; check the plugs");
    }
    return measured;
  }

  /**
   * Begins to stream and waits until the arm holds where it stands, or would in a dry run.
   *
   * @throws EnvironmentFaultException if it does not come to that
   */
  public void start() {
    cycles = pace.begin(arm.name() + "-stream", stream.periodNanos(), stream::cycle);
    try {
      awaitArmed();
    } catch (RuntimeException e) {
      settled = true;
      cycles.stop();
      throw e;
    }
  }

  private void awaitArmed() {
    long limit = pace.nanoTime() + ARM_LIMIT_NANOS;
    while (!stream.isArmed() && stream.stopped().isEmpty() && limit - pace.nanoTime() > 0) {
      sleepUntil(pace.nanoTime() + TICK_NANOS);
    }
    throwIfStopped();
    if (!stream.isArmed()) {
      throw new EnvironmentFaultException(
          "the motors did not take up their work within "
              + ARM_LIMIT_NANOS / 1_000_000_000L
              + " s; end other programs, or power-cycle the arm and connect again");
    }
    nextTickNanos = pace.nanoTime();
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
    requireFresh();
    return stream.feedback().state(epochNanos);
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
    refuseOutside("gripper", command.gripperOpening(), -OUTSIDE_SHARE, 1 + OUTSIDE_SHARE, "");
    stream.follow(command);
  }

  private void refuseOutside(String name, double asked, double low, double high, String unit) {
    if (!(asked >= low && asked <= high)) {
      refusedCommands.incrementAndGet();
      stream.hold();
      throw new EnvironmentFaultException(
          String.format(
              Locale.ROOT,
              "%s was asked for %s%s, which is not within %.3f to %.3f; the command was refused and"
                  + " the arm holds",
              name,
              asked,
              unit,
              low,
              high));
    }
  }

  @Override
  public void awaitTick() {
    requireOpen();
    throwIfStopped();
    long now = pace.nanoTime();
    nextTickNanos += TICK_NANOS;
    if (now - nextTickNanos > TICK_NANOS) {
      // a little delay is made up for, a pause is not: ticks in a burst would be a jump
      nextTickNanos = now + TICK_NANOS;
    }
    sleepUntil(nextTickNanos);
    throwIfStopped();
    requireFresh();
  }

  private void sleepUntil(long nanos) {
    try {
      pace.sleepUntil(nanos);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      stream.hold();
      throw new EnvironmentFaultException("the program was asked to stop, and the arm holds", e);
    }
  }

  @Override
  public void emergencyStop(String reason) {
    stream.emergencyStop(reason);
  }

  @Override
  public Optional<String> stopped() {
    return stream.stopped().map(Throwable::getMessage);
  }

  @Override
  public void rearm() {
    requireOpen();
    stream.rearm();
    long limit = pace.nanoTime() + REARM_LIMIT_NANOS;
    while (stream.stopped().isPresent() && limit - pace.nanoTime() > 0) {
      sleepUntil(pace.nanoTime() + TICK_NANOS);
    }
    stream.cancelRearm();
    throwIfStopped();
    awaitArmed();
  }

  /** Where the motors are asked to be, or would be in a dry run. Any thread. */
  public JointCommand setpoint() {
    double[] all = stream.setpoint();
    int joints = all.length - 1;
    return new JointCommand(Arrays.copyOf(all, joints), all[joints]);
  }

  /** What has happened so far. Any thread. */
  public StreamCounts counts() {
    return stream.counts(cycles.lateness(), refusedCommands.get());
  }

  /** How late the cycles began. */
  public Lateness lateness() {
    return cycles.lateness();
  }

  /** Holds, parks, lets the arm go limp if somebody confirms it, and lets go of the link. */
  @Override
  public void close() {
    synchronized (episodeEnd) {
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
        letGo();
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

  private void letGo() {
    try {
      motors.release();
      LOG.info("The arm is limp");
    } catch (EnvironmentFaultException e) {
      LOG.error("The arm may not be limp: {}", e.getMessage());
    }
  }

  /** Hold, then park, then no more cycles: the motors hold the last goal by themselves. */
  private void settle() {
    synchronized (episodeEnd) {
      if (!settled) {
        settled = true;
        stream.hold();
        try {
          park();
        } catch (RuntimeException e) {
          LOG.warn("Holding instead of parking: {}", e.getMessage());
        }
        stream.hold();
        comeToRest();
        cycles.stop();
      }
    }
  }

  /** The set-points slow down, and the arm reaches the last of them. */
  private void comeToRest() {
    if (!settings.dryRun() && !stream.isLinkLost()) {
      try {
        sleepUntil(pace.nanoTime() + REST_NANOS);
      } catch (RuntimeException e) {
        LOG.warn("Not waiting for the arm to come to rest: {}", e.getMessage());
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
    stream.park(new JointCommand(target, stream.setpoint()[target.length]));
    double limitS = 2 * distanceRad(target) / settings.park().speedRadPerS() + PARK_GRACE_S;
    long limit = pace.nanoTime() + (long) (limitS * 1e9);
    while (distanceRad(target) > ARRIVED_RAD && limit - pace.nanoTime() > 0) {
      sleepUntil(pace.nanoTime() + TICK_NANOS);
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

  private void requireFresh() {
    stream
        .unheard()
        .ifPresent(
            cause -> {
              throw new EnvironmentFaultException(cause.getMessage(), cause);
            });
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("this arm has been put to rest; connect again");
    }
    if (settled) {
      // no mistake of the caller's, who has not yet heard of it
      throw new EnvironmentFaultException("the program is ending, and the arm is put to rest");
    }
  }
}
