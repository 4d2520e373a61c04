package org.e2hil.hardware.stream;

import java.util.Arrays;
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

  private static final double OUTSIDE_RAD = 0.01;
  private static final double OUTSIDE_SHARE = 1e-6;
  private static final long HEAR_LIMIT_NANOS = 3_000_000_000L;
  private static final long HEAR_AGAIN_NANOS = 2_000_000;
  private static final long REARM_LIMIT_NANOS = 2_000_000_000L;
  private static final long ARM_LIMIT_NANOS = 10_000_000_000L;
  private final ArmModel arm;
  private final Motors motors;
  private final Pace pace;
  private final JointStream stream;
  private final StreamWait wait;
  private final Shutdown shutdown;
  private final long epochNanos;
  private final AtomicLong refusedCommands = new AtomicLong();
  private long nextTickNanos;
  private Optional<Cycles> cycles = Optional.empty();

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
    this.arm = arm;
    this.motors = motors;
    this.pace = pace;
    arm.joints().stream()
        .filter(ArmModel.Joint::slides)
        .findFirst()
        .ifPresent(
            joint -> {
              throw new IllegalArgumentException(
                  "the joint %s of %s slides, but a streamed arm's limits and watches are in radians; implement RearmableRobot directly for it"
                      .formatted(joint.name(), arm.name()));
            });
    stream = new JointStream(arm, motors, hear(), pace, settings);
    wait = new StreamWait(stream, pace);
    shutdown = new Shutdown(settings, motors, link, pace, stream, release);
    epochNanos = pace.nanoTime();
    nextTickNanos = epochNanos;
    link.beforeShutdown(shutdown::settle);
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
    Cycles begun = pace.begin(arm.name() + "-stream", stream.periodNanos(), stream::cycle);
    cycles = Optional.of(begun);
    shutdown.ending(begun);
    try {
      awaitArmed();
    } catch (RuntimeException e) {
      shutdown.abandon();
      throw e;
    }
  }

  private void awaitArmed() {
    wait.until(() -> stream.isArmed() || wait.isStopped(), ARM_LIMIT_NANOS);
    wait.throwIfStopped();
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
    shutdown.requireOpen();
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
    shutdown.requireOpen();
    wait.throwIfStopped();
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
    shutdown.requireOpen();
    wait.throwIfStopped();
    long now = pace.nanoTime();
    nextTickNanos += StreamWait.TICK_NANOS;
    if (now - nextTickNanos > StreamWait.TICK_NANOS) {
      // a little delay is made up for, a pause is not: ticks in a burst would be a jump
      nextTickNanos = now + StreamWait.TICK_NANOS;
    }
    wait.until(nextTickNanos);
    wait.throwIfStopped();
    requireFresh();
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
    shutdown.requireOpen();
    stream.rearm();
    wait.until(() -> !wait.isStopped(), REARM_LIMIT_NANOS);
    stream.cancelRearm();
    wait.throwIfStopped();
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
    return stream.counts(lateness(), refusedCommands.get());
  }

  /** How late the cycles began. */
  public Lateness lateness() {
    return cycles.map(Cycles::lateness).orElseGet(Lateness::new);
  }

  /** Holds, parks, lets the arm go limp if somebody confirms it, and lets go of the link. */
  @Override
  public void close() {
    shutdown.close();
  }

  private void requireFresh() {
    stream
        .unheard()
        .ifPresent(
            cause -> {
              throw new EnvironmentFaultException(cause.getMessage(), cause);
            });
  }
}
