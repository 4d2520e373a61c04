package org.e2hil.hardware.a1x;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import org.e2hil.agent.env.EnvironmentFaultException;
import org.e2hil.agent.robot.ArmModel;
import org.e2hil.agent.robot.Clock;
import org.e2hil.hardware.link.LinkCounts;
import org.e2hil.hardware.stream.Feedback;
import org.e2hil.hardware.stream.Motors;

/** The seven motors of an A1X, and everything that is known to go wrong with them. One thread. */
final class A1xMotors implements Motors {

  private static final int GRIPPER = A1xFrames.JOINTS;
  private static final double NANOS_PER_S = 1e9;

  // a quarter of a second of set-points before torque and another one after it
  private static final int STEPS_BEFORE_TORQUE = 25;
  private static final int STEPS_OF_ARMING = 50;
  // the maker's software falls silent for some 100 ms when the motors get torque
  private static final long ARMING_PAUSE_NANOS = 1_000_000_000;
  // and may tell zeros then; a real arm hardly moves
  private static final double MOVE_ON_TORQUE_RAD = 0.05;

  /** A live arm's numbers differ from one reading to the next; 50 take it a quarter of a second. */
  static final int FROZEN_READINGS = 50;

  // of a gripper that does not tell; it is left alone until it is asked for something else
  private static final double GUESSED_SHARE = 0.5;
  private static final double ASKED_SHARE = 0.01;

  private static final double BEYOND_LIMIT_RAD = 0.35;
  private static final double READINGS_APART_S = 0.005;
  private static final double JUMP_RAD = 0.05;
  private static final double FARTHEST_BEHIND_RAD = 0.3;
  private static final double LONGEST_BEHIND_S = 1;

  private final A1xLink link;
  private final ArmModel arm;
  private final A1xSettings.Gripper gripper;
  private final Clock clock;

  private Optional<A1xReading> newest = Optional.empty();
  private long newestNanos;
  private int alike;
  private long readings;
  private long implausible;
  private int armingStep;
  private long armingNanos;
  private double gripperTarget;
  private double gripperShare = GUESSED_SHARE;
  private boolean gripperAsked;
  private long behindSinceNanos;
  private int behind = -1;

  A1xMotors(A1xLink link, ArmModel arm, A1xSettings.Gripper gripper, Clock clock) {
    this.link = link;
    this.arm = arm;
    this.gripper = gripper;
    this.clock = clock;
    gripperTarget = gripper.closedAt();
  }

  @Override
  public String name(int motor) {
    return A1xStatus.name(motor);
  }

  @Override
  public Feedback measure(Feedback before) {
    long now = clock.nanoTime();
    Feedback.News news = before.news(now);
    link.receive(reading -> take(reading, news, now));
    return news.build();
  }

  private void take(A1xReading reading, Feedback.News news, long now) {
    if (!isPlausible(reading, now)) {
      implausible++;
      return;
    }
    alike = newest.filter(reading::equals).isPresent() ? alike + 1 : 0;
    if (newest.isEmpty()) {
      gripperTarget = reading.position(GRIPPER);
    }
    newest = Optional.of(reading);
    newestNanos = now;
    readings++;
    for (int i = 0; i < A1xFrames.JOINTS; i++) {
      news.joint(i, reading.position(i), reading.velocity(i));
    }
    news.gripper(gripper.measured() ? gripper.share(reading.position(GRIPPER)) : gripperShare);
  }

  /** No joint is where it cannot be, and none has come there faster than it can. */
  private boolean isPlausible(A1xReading reading, long now) {
    if (!reading.isFinite()) {
      return false;
    }
    boolean gainingTorque = armingStep > STEPS_BEFORE_TORQUE;
    double elapsedS = (now - newestNanos) / NANOS_PER_S + READINGS_APART_S;
    for (int i = 0; i < A1xFrames.JOINTS; i++) {
      ArmModel.Joint joint = arm.joints().get(i);
      double positionRad = reading.position(i);
      int index = i;
      double jumpRad =
          newest.map(before -> Math.abs(positionRad - before.position(index))).orElse(0.0);
      if (positionRad < joint.lowerRad() - BEYOND_LIMIT_RAD
          || positionRad > joint.upperRad() + BEYOND_LIMIT_RAD
          || jumpRad
              > (gainingTorque
                  ? MOVE_ON_TORQUE_RAD
                  : joint.maxSpeedRadPerS() * elapsedS + JUMP_RAD)) {
        return false;
      }
    }
    return true;
  }

  /** Readings that were believed so far. */
  long readings() {
    return readings;
  }

  @Override
  public boolean arm() {
    long now = clock.nanoTime();
    if (now - armingNanos > ARMING_PAUSE_NANOS) {
      armingStep = 0;
    }
    armingNanos = now;
    armingStep++;
    if (armingStep == STEPS_BEFORE_TORQUE) {
      link.call(FunctionCode.ENABLE);
    }
    behind = -1;
    if (armingStep < STEPS_OF_ARMING) {
      return false;
    }
    armingStep = 0;
    return true;
  }

  @Override
  public Optional<EnvironmentFaultException> complaint() {
    Optional<String> wrong = link.trouble();
    if (alike >= FROZEN_READINGS) {
      wrong =
          Optional.of(
              "the arm repeats one and the same feedback: it was let go of, or its emergency stop is"
                  + " pressed, and nobody knows where it stands; support it, release the stop and"
                  + " power-cycle it");
    } else if (wrong.isEmpty()) {
      wrong = notFollowing();
    }
    return wrong.map(EnvironmentFaultException::new);
  }

  private Optional<String> notFollowing() {
    long now = clock.nanoTime();
    if (behind < 0 || now - behindSinceNanos <= LONGEST_BEHIND_S * NANOS_PER_S) {
      return Optional.empty();
    }
    // told once: an arm that is armed anew stands where it is, and is behind no more
    behindSinceNanos = now;
    return Optional.of(
        name(behind)
            + " does not go where it is sent: free what blocks it and rearm; an arm that follows"
            + " nothing at all must be power-cycled, supported");
  }

  @Override
  public void command(double[] setpoint) {
    watchDistance(setpoint);
    gripperShare = setpoint[GRIPPER];
    double asked = gripper.at(gripperShare);
    boolean closing =
        Math.abs(asked - gripper.closedAt()) < Math.abs(gripperTarget - gripper.closedAt());
    boolean pushing =
        newest.filter(r -> Math.abs(r.effort(GRIPPER)) >= gripper.maxEffort()).isPresent();
    // on contact the target stays: closing on would crush what it holds
    if (!(closing && pushing)) {
      gripperTarget = asked;
    }
    gripperAsked |= gripper.measured() || Math.abs(gripperShare - GUESSED_SHARE) > ASKED_SHARE;
    link.move(
        Arrays.copyOf(setpoint, A1xFrames.JOINTS),
        gripperAsked ? OptionalDouble.of(gripperTarget) : OptionalDouble.empty());
  }

  private void watchDistance(double[] setpoint) {
    int farthest = -1;
    for (int i = 0; i < A1xFrames.JOINTS && newest.isPresent(); i++) {
      if (Math.abs(setpoint[i] - newest.get().position(i)) > FARTHEST_BEHIND_RAD) {
        farthest = i;
      }
    }
    if (behind < 0) {
      behindSinceNanos = clock.nanoTime();
    }
    behind = farthest;
  }

  @Override
  public void release() {
    link.call(FunctionCode.DISABLE);
  }

  @Override
  public LinkCounts counts() {
    LinkCounts counts = link.counts();
    return new LinkCounts(
        counts.sent(), counts.retries(), counts.damaged() + implausible, counts.stray());
  }
}
