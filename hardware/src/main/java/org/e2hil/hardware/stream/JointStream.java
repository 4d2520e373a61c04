package org.e2hil.hardware.stream;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.e2hil.agent.env.EnvironmentFaultException;
import org.e2hil.agent.robot.ArmModel;
import org.e2hil.agent.robot.Clock;
import org.e2hil.agent.robot.JointCommand;
import org.e2hil.hardware.link.LinkCounts;
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
  private static final double MOVED_BY_HAND = 0.03; // rad, or a share of the gripper's range

  private final Motors motors;
  private final FeedbackWatch watch;
  private final Clock clock;
  private final StreamSettings settings;
  private final long periodNanos;
  private final SetpointLimiter[] limiters;
  private final AtomicReference<Optional<Goal>> goal = new AtomicReference<>(Optional.empty());
  private final AtomicReference<Optional<Stop>> stop = new AtomicReference<>(Optional.empty());

  private final AtomicLong cycles = new AtomicLong();
  private final AtomicLong silenceHolds = new AtomicLong();
  private final AtomicLong staleHolds = new AtomicLong();

  private volatile Feedback feedback;
  private volatile double[] setpoint;
  private volatile LinkCounts linkCounts;
  private volatile Optional<Stop> forgiven = Optional.empty();
  private volatile boolean linkLost;
  private volatile boolean armed;
  private volatile long askedNanos;
  private long lastCycleNanos;
  private boolean silent;
  private boolean stale;

  /**
   * @param patient false if it is forgotten when no newer one comes
   */
  private record Goal(JointCommand target, long givenNanos, boolean patient) {}

  private record Stop(EnvironmentFaultException cause, boolean atOnce) {}

  /** A stream that holds where the arm stands. */
  JointStream(
      ArmModel arm, Motors motors, Feedback measured, Clock clock, StreamSettings settings) {
    this.motors = motors;
    watch = new FeedbackWatch(arm, motors::name, settings.watchdogs());
    this.clock = clock;
    this.settings = settings;
    feedback = measured;
    linkCounts = motors.counts();
    periodNanos = Math.round(NANOS_PER_S / settings.streamHz());
    askedNanos = clock.nanoTime();
    lastCycleNanos = askedNanos - periodNanos;
    limiters = new SetpointLimiter[measured.motors()];
    Limits limits = settings.limits();
    for (int i = 0; i < limiters.length; i++) {
      limiters[i] =
          isGripper(i)
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

  private boolean isGripper(int motor) {
    return motor == limiters.length - 1;
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

  /** Asks to be armed again; a later cycle does it once the motors answer and are well. */
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

  /**
   * Why there is no fresh feedback, if there is none: the first cause, be it latched already or
   * found here. Any thread.
   */
  Optional<EnvironmentFaultException> unheard() {
    Feedback newest = feedback;
    long now = clock.nanoTime();
    Optional<EnvironmentFaultException> silence = watch.silence(newest, now);
    if (silence.isEmpty()) {
      return Optional.empty();
    }
    // motors that nobody has asked are not the ones to blame
    boolean asked = now - askedNanos <= settings.watchdogs().staleMs() * NANOS_PER_MS;
    return stopped().or(() -> asked ? silence : Optional.of(watch.notAsked()));
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

  /** True while the motors follow set-points, or would if this were no dry run. */
  boolean isArmed() {
    return armed;
  }

  StreamCounts counts(Lateness lateness, long refusedCommands) {
    return new StreamCounts(
        cycles.get(),
        lateness.lateCycles(),
        lateness.worstNanos(),
        silenceHolds.get(),
        staleHolds.get(),
        refusedCommands,
        linkCounts);
  }

  /** One cycle. Whatever goes wrong in it stops the arm and is told to the caller. */
  void cycle() {
    try {
      long begin = clock.nanoTime();
      // after a pause the arm goes on where it was, it does not catch up
      double dtS = Math.min(begin - lastCycleNanos, 2 * periodNanos) / NANOS_PER_S;
      lastCycleNanos = begin;
      if (!linkLost) {
        feedback = watch.believed(feedback, motors.measure(feedback));
        askedNanos = clock.nanoTime();
        motors.complaint().ifPresent(this::latch);
        watch.jumped().ifPresent(this::latch);
      }
      watchFeedback();
      rearmIfAsked();
      move(dtS);
      if (!linkLost && !settings.dryRun()) {
        motors.command(setpoint);
      }
      linkCounts = motors.counts();
    } catch (LinkLostException e) {
      linkLost = true;
      latch(
          new EnvironmentFaultException(
              e.getMessage() + "; the motors hold their last goal by themselves", e));
    } catch (EnvironmentFaultException e) {
      latch(e);
    } catch (Throwable e) {
      // an Error too: a stream that ended without a word would pass for a machine that is too busy
      latch(
          new EnvironmentFaultException(
              "the driver failed and the arm holds (" + e + "); please report this", e));
    } finally {
      cycles.incrementAndGet();
    }
  }

  private void watchFeedback() {
    long now = clock.nanoTime();
    long age = feedback.ageNanos(now);
    watch.silence(feedback, now).ifPresent(this::latch);
    boolean nowStale = age > settings.watchdogs().staleMs() * NANOS_PER_MS;
    if (nowStale && !stale) {
      staleHolds.incrementAndGet();
      LOG.warn("No news of every motor for {} ms: holding", age / NANOS_PER_MS);
    }
    stale = nowStale;
    if (armed && !stale && !settings.dryRun()) {
      watch.astray(setpoint, feedback, now).ifPresent(this::latch);
    }
  }

  private void rearmIfAsked() {
    Optional<Stop> seen = forgiven;
    if (seen.isPresent() && !linkLost && !stale && motors.complaint().isEmpty()) {
      forgiven = Optional.empty();
      goal.set(Optional.empty());
      standWhereMeasured();
      if (stop.compareAndSet(seen, Optional.empty())) {
        armed = false;
        LOG.info("Armed again where the arm stands");
      }
    }
  }

  private void move(double dtS) {
    if (!isFollowing()) {
      // standing again in every cycle would let an arm that sags a little creep down
      if (hasBeenMoved()) {
        standWhereMeasured();
      }
      return;
    }
    Optional<Goal> wanted = stop.get().isPresent() || stale ? Optional.empty() : freshGoal();
    boolean atOnce = stop.get().map(Stop::atOnce).orElse(false);
    double[] next = new double[limiters.length];
    for (int i = 0; i < next.length; i++) {
      if (wanted.isPresent()) {
        pursue(i, wanted.get(), dtS);
      } else if (atOnce) {
        limiters[i].freeze();
      } else {
        limiters[i].brake(dtS);
      }
      next[i] = limiters[i].position();
    }
    setpoint = next;
  }

  /**
   * Arms the motors if need be. An arm that is stopped, silent or out of reach is not given torque.
   */
  private boolean isFollowing() {
    if (!armed && !linkLost && !stale && stop.get().isEmpty()) {
      armed = settings.dryRun() || motors.arm();
    }
    return armed;
  }

  private boolean hasBeenMoved() {
    double[] measured = feedback.positions();
    for (int i = 0; i < measured.length; i++) {
      if (Math.abs(measured[i] - limiters[i].position()) > MOVED_BY_HAND) {
        return true;
      }
    }
    return false;
  }

  private void pursue(int motor, Goal wanted, double dtS) {
    SetpointLimiter limiter = limiters[motor];
    if (isGripper(motor)) {
      limiter.step(wanted.target().gripperOpening(), dtS);
    } else {
      limiter.limitSpeed(
          wanted.patient() ? settings.park().speedRadPerS() : settings.limits().maxSpeedRadPerS());
      limiter.step(wanted.target().positionRad(motor), dtS);
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
    double[] at = feedback.positions();
    for (int i = 0; i < at.length; i++) {
      limiters[i].start(at[i]);
    }
    setpoint = at;
    watch.standsWhereMeasured();
  }

  private void latch(EnvironmentFaultException fault) {
    latch(new Stop(fault, /* atOnce= */ false));
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
