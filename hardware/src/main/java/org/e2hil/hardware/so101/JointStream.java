package org.e2hil.hardware.so101;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.e2hil.agent.env.EnvironmentFaultException;
import org.e2hil.agent.robot.Clock;
import org.e2hil.agent.robot.JointCommand;
import org.e2hil.hardware.feetech.BusCounts;
import org.e2hil.hardware.link.LinkLostException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What keeps an arm safe without its caller: one cycle reads all motors, decides whether to follow
 * or to hold, moves the set-points within their limits and writes them. Nothing that the caller
 * does or fails to do can make it skip a check.
 *
 * <p>{@link #cycle} belongs to the streaming thread, all else to any thread.
 */
final class JointStream {

  private static final Logger LOG = LoggerFactory.getLogger(JointStream.class);
  private static final long NANOS_PER_MS = 1_000_000;
  private static final double NANOS_PER_S = 1e9;

  private final Servos servos;
  private final Clock clock;
  private final So101Settings settings;
  private final long periodNanos;
  private final SetpointLimiter[] limiters = new SetpointLimiter[Motor.COUNT];
  private final AtomicReference<Optional<Goal>> goal = new AtomicReference<>(Optional.empty());
  private final AtomicReference<Optional<Stop>> stop = new AtomicReference<>(Optional.empty());

  private final AtomicLong cycles = new AtomicLong();
  private final AtomicLong silenceHolds = new AtomicLong();
  private final AtomicLong staleHolds = new AtomicLong();

  private volatile Feedback feedback;
  private volatile double[] setpoint;
  private volatile BusCounts busCounts;
  private volatile Optional<Stop> forgiven = Optional.empty();
  private volatile boolean linkLost;
  private boolean silent;
  private boolean stale;
  private long lastCycleNanos;

  /**
   * @param patient false if it is forgotten when no newer one comes
   */
  private record Goal(JointCommand target, long givenNanos, boolean patient) {}

  private record Stop(EnvironmentFaultException cause, boolean atOnce) {}

  /** A stream that holds where the arm stands. */
  JointStream(Servos servos, Feedback measured, Clock clock, So101Settings settings) {
    this.servos = servos;
    this.clock = clock;
    this.settings = settings;
    feedback = measured;
    busCounts = servos.counts();
    periodNanos = Math.round(NANOS_PER_S / settings.streamHz());
    lastCycleNanos = clock.nanoTime() - periodNanos;
    So101Settings.Limits limits = settings.limits();
    for (Motor motor : Motor.values()) {
      limiters[motor.index()] =
          motor == Motor.GRIPPER
              // it reaches its speed in the time that a joint takes
              ? new SetpointLimiter(
                  limits.gripperPerS(),
                  limits.gripperPerS()
                      * limits.maxAccelerationRadPerS2()
                      / limits.maxSpeedRadPerS())
              : new SetpointLimiter(limits.maxSpeedRadPerS(), limits.maxAccelerationRadPerS2());
    }
    standWhereMeasured();
  }

  /** Follows a command until the next one comes, or none comes for too long. */
  void follow(JointCommand command) {
    give(command, /* patient= */ false);
  }

  /** Goes somewhere slowly, without being told again and again. */
  void park(JointCommand pose) {
    give(pose, /* patient= */ true);
  }

  private void give(JointCommand command, boolean patient) {
    goal.set(Optional.of(new Goal(command, clock.nanoTime(), patient)));
  }

  /** Forgets the goal: the arm slows down and holds. */
  void hold() {
    goal.set(Optional.empty());
  }

  /** Stops the set-points where they are, at once, and latches. */
  void emergencyStop(String reason) {
    latch(
        new Stop(
            new EnvironmentFaultException(
                "the emergency stop is latched (" + reason + "); see that all is well and rearm"),
            /* atOnce= */ true));
  }

  /** Asks to be armed anew; a later cycle does it once the motors answer and are well. */
  void rearm() {
    hold();
    // only the stop that somebody has seen: another one may latch at any moment
    forgiven = stop.get();
  }

  /** Takes back {@link #rearm}, so that it does not happen when nobody expects it any more. */
  void cancelRearm() {
    forgiven = Optional.empty();
  }

  /** Why it does not follow commands any more, if so. */
  Optional<EnvironmentFaultException> stopped() {
    return stop.get().map(Stop::cause);
  }

  /** True once there is nobody to talk to any more. */
  boolean isLinkLost() {
    return linkLost;
  }

  Feedback feedback() {
    return feedback;
  }

  /** Where the motors are asked to be: {@code [joint]} in rad, then the gripper's opening. */
  double[] setpoint() {
    return setpoint.clone();
  }

  long periodNanos() {
    return periodNanos;
  }

  StreamCounts counts(long lateCycles, long worstLateNanos, long refusedCommands) {
    return new StreamCounts(
        cycles.get(),
        lateCycles,
        worstLateNanos,
        silenceHolds.get(),
        staleHolds.get(),
        refusedCommands,
        busCounts);
  }

  /** One cycle. Whatever goes wrong in it stops the arm and is told to the caller. */
  void cycle() {
    try {
      long begin = clock.nanoTime();
      // after a pause the arm goes on where it was, it does not catch up
      double dtS = Math.min(begin - lastCycleNanos, 2 * periodNanos) / NANOS_PER_S;
      lastCycleNanos = begin;
      if (!linkLost) {
        feedback = servos.measure(feedback, clock.nanoTime());
        servos.complaint().ifPresent(complaint -> latch(new Stop(complaint, false)));
      }
      watchFeedback();
      rearmIfAsked();
      move(dtS);
      if (!linkLost && !settings.dryRun()) {
        servos.command(setpoint);
      }
      busCounts = servos.counts();
    } catch (LinkLostException e) {
      linkLost = true;
      latch(
          new Stop(
              new EnvironmentFaultException(
                  e.getMessage() + "; the motors hold their last goal by themselves", e),
              false));
    } catch (RuntimeException e) {
      latch(
          new Stop(
              new EnvironmentFaultException(
                  "the driver failed and the arm holds (" + e + "); please report this", e),
              false));
    } finally {
      cycles.incrementAndGet();
    }
  }

  private void watchFeedback() {
    long now = clock.nanoTime();
    long age = feedback.ageNanos(now);
    long fault = settings.watchdogs().faultMs() * NANOS_PER_MS;
    if (age > fault) {
      latch(
          new Stop(
              new EnvironmentFaultException(
                  "no answer from "
                      + names(feedback.silentFor(fault, now))
                      + " for "
                      + settings.watchdogs().faultMs()
                      + " ms, and the arm holds; check the plugs and the power, then rearm"),
              false));
    }
    boolean nowStale = age > settings.watchdogs().staleMs() * NANOS_PER_MS;
    if (nowStale && !stale) {
      staleHolds.incrementAndGet();
      LOG.warn("No news of every motor for {} ms: holding", age / NANOS_PER_MS);
    }
    stale = nowStale;
  }

  private String names(Set<Motor> motors) {
    return motors.size() == Motor.COUNT
        ? "any motor"
        : motors.stream().map(servos::name).collect(Collectors.joining(", "));
  }

  private void rearmIfAsked() {
    Optional<Stop> seen = forgiven;
    if (seen.isPresent() && !linkLost && !stale && servos.complaint().isEmpty()) {
      forgiven = Optional.empty();
      goal.set(Optional.empty());
      standWhereMeasured();
      if (stop.compareAndSet(seen, Optional.empty())) {
        LOG.info("Armed anew where the arm stands");
      }
    }
  }

  private void move(double dtS) {
    Optional<Goal> wanted = stop.get().isPresent() || stale ? Optional.empty() : freshGoal();
    boolean atOnce = stop.get().map(Stop::atOnce).orElse(false);
    double[] next = new double[Motor.COUNT];
    for (Motor motor : Motor.values()) {
      SetpointLimiter limiter = limiters[motor.index()];
      if (wanted.isPresent()) {
        pursue(limiter, motor, wanted.get(), dtS);
      } else if (atOnce) {
        limiter.freeze();
      } else {
        limiter.brake(dtS);
      }
      next[motor.index()] = limiter.position();
    }
    setpoint = next;
  }

  private void pursue(SetpointLimiter limiter, Motor motor, Goal wanted, double dtS) {
    if (motor == Motor.GRIPPER) {
      limiter.step(wanted.target().gripperOpening(), dtS);
    } else {
      limiter.limitSpeed(
          wanted.patient() ? settings.park().speedRadPerS() : settings.limits().maxSpeedRadPerS());
      limiter.step(wanted.target().positionRad(motor.index()), dtS);
    }
  }

  private Optional<Goal> freshGoal() {
    Optional<Goal> newest = goal.get();
    long limit = settings.watchdogs().commandMs() * NANOS_PER_MS;
    boolean expired =
        newest.filter(g -> !g.patient() && clock.nanoTime() - g.givenNanos() > limit).isPresent();
    if (expired && !silent) {
      silenceHolds.incrementAndGet();
      LOG.info("No command for {} ms: holding", settings.watchdogs().commandMs());
    }
    silent = expired;
    return expired ? Optional.empty() : newest;
  }

  private void standWhereMeasured() {
    Feedback measured = feedback;
    double[] at = new double[Motor.COUNT];
    for (Motor motor : Motor.values()) {
      int i = motor.index();
      at[i] = motor == Motor.GRIPPER ? measured.gripperOpening() : measured.positionRad(i);
      limiters[i].start(at[i]);
    }
    setpoint = at;
  }

  private void latch(Stop reason) {
    // the first reason is the one to tell, but an emergency stop outranks a fault
    Optional<Stop> before =
        stop.getAndUpdate(
            old ->
                old.isEmpty() || (reason.atOnce() && !old.get().atOnce())
                    ? Optional.of(reason)
                    : old);
    if (before.isEmpty()) {
      LOG.error("Holding: {}", reason.cause().getMessage());
    }
  }
}
