package org.e2hil.hardware.a1x;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.e2hil.agent.env.EnvironmentFaultException;
import org.e2hil.agent.robot.ArmModel;
import org.e2hil.agent.robot.Clock;
import org.e2hil.hardware.link.LinkCounts;
import org.e2hil.hardware.stream.Feedback;
import org.e2hil.hardware.stream.Motors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The seven motors of an A1X, and everything that is known to go wrong with them. One thread. */
final class A1xMotors implements Motors {

  private static final Logger LOG = LoggerFactory.getLogger(A1xMotors.class);

  private static final int GRIPPER = A1xFrames.JOINTS;

  // a quarter of a second of set-points before torque and another one after it
  private static final int STEPS_BEFORE_TORQUE = 25;
  private static final int STEPS_OF_ARMING = 50;
  // the maker's software falls silent for some 100 ms when the motors get torque
  private static final long ARMING_PAUSE_NANOS = 1_000_000_000;
  // and may tell zeros then; a real arm hardly moves
  private static final double MOVE_ON_TORQUE_RAD = 0.05;

  /** A live arm's numbers differ from one reading to the next; 50 take it a quarter of a second. */
  static final int FROZEN_READINGS = 50;

  // of a gripper that does not tell; any is left alone until it is asked for something else, lest a
  // wrong range in the settings closes it when the arm is only connected to
  private static final double GUESSED_SHARE = 0.5;
  private static final double ASKED_SHARE = 0.01;

  private static final double BEYOND_LIMIT_RAD = 0.35;
  // a tenth of a second, and longer than the zeros when the motors get torque
  private static final int SENSELESS_BELIEVED = 40;

  // it comes once a second, and the way to it may take some
  private static final long STATUS_LIMIT_NANOS = 5_000_000_000L;
  private static final long LIMP_LIMIT_NANOS = 2_000_000_000;
  private static final long LOOK_NANOS = 5_000_000;
  // by chance a live arm does not repeat itself so often
  private static final int LIMP_READINGS = 10;

  private final A1xLink link;
  private final ArmModel arm;
  private final A1xSettings.Gripper gripper;
  private final Clock clock;

  private Optional<A1xReading> newest = Optional.empty();
  private int alike;
  private long readings;
  private Optional<String> senseless = Optional.empty();
  private int senselessInARow;
  private long implausible;
  private final long beganNanos;
  private boolean statusAwaited;
  private int armingStep;
  private long armingNanos;
  private double gripperTarget;
  private double gripperShare = GUESSED_SHARE;
  private OptionalDouble gripperShareAtFirst = OptionalDouble.empty();
  private boolean gripperAsked;

  A1xMotors(A1xLink link, ArmModel arm, A1xSettings.Gripper gripper, Clock clock) {
    this.link = link;
    this.arm = arm;
    this.gripper = gripper;
    this.clock = clock;
    gripperTarget = gripper.closedAt();
    beganNanos = clock.nanoTime();
  }

  @Override
  public String name(int motor) {
    return A1xStatus.name(motor);
  }

  @Override
  public Feedback measure(Feedback before) {
    Feedback.News news = before.news(clock.nanoTime());
    link.receive(reading -> take(reading, news));
    if (!statusAwaited && clock.nanoTime() - beganNanos > STATUS_LIMIT_NANOS) {
      statusAwaited = true;
      link.statusMissing().ifPresent(LOG::warn);
    }
    return news.build();
  }

  private void take(A1xReading reading, Feedback.News news) {
    Optional<String> why = whySenseless(reading);
    senselessInARow = why.isPresent() ? senselessInARow + 1 : 0;
    if (why.isPresent()) {
      senseless = why;
      implausible++;
      return;
    }
    alike = newest.filter(reading::equals).isPresent() ? alike + 1 : 0;
    if (newest.isEmpty()) {
      gripperTarget = gripper.at(gripper.share(reading.position(GRIPPER)));
    }
    newest = Optional.of(reading);
    readings++;
    for (int i = 0; i < A1xFrames.JOINTS; i++) {
      news.joint(i, reading.position(i), reading.velocity(i));
    }
    news.gripper(gripper.measured() ? gripper.share(reading.position(GRIPPER)) : gripperShare);
  }

  /** Why a reading cannot be true of the arm itself; how fast it came about is for the stream. */
  private Optional<String> whySenseless(A1xReading reading) {
    Optional<String> notFinite = reading.notFinite();
    if (notFinite.isPresent()) {
      return Optional.of(
          "the arm tells no number as "
              + notFinite.get()
              + ": that sensor, or the software that reads it, has failed; support the arm,"
              + " power-cycle it and restart the maker's nodes");
    }
    boolean gainingTorque = armingStep > STEPS_BEFORE_TORQUE;
    for (int i = 0; i < A1xFrames.JOINTS; i++) {
      ArmModel.Joint joint = arm.joints().get(i);
      double atRad = reading.position(i);
      double before = newest.isPresent() ? newest.get().position(i) : atRad;
      if (atRad < joint.lowerRad() - BEYOND_LIMIT_RAD
          || atRad > joint.upperRad() + BEYOND_LIMIT_RAD
          || (gainingTorque && Math.abs(atRad - before) > MOVE_ON_TORQUE_RAD)) {
        return Optional.of(
            String.format(
                Locale.ROOT,
                "%s tells %.2f rad, where it cannot be; check that this is the right arm, its cable"
                    + " and its encoder",
                joint.name(),
                atRad));
      }
    }
    return Optional.empty();
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
              "the arm repeats one and the same feedback: it was let go of, or its emergency stop"
                  + " is pressed, and nobody knows where it stands; support it, release the stop"
                  + " and power-cycle it");
    } else if (wrong.isEmpty() && senselessInARow >= SENSELESS_BELIEVED) {
      wrong = senseless;
    }
    return wrong.map(EnvironmentFaultException::new);
  }

  @Override
  public void command(double[] setpoint) {
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
    if (gripperShareAtFirst.isEmpty()) {
      gripperShareAtFirst = OptionalDouble.of(gripperShare);
    }
    gripperAsked |= Math.abs(gripperShare - gripperShareAtFirst.getAsDouble()) > ASKED_SHARE;
    link.move(
        Arrays.copyOf(setpoint, A1xFrames.JOINTS),
        gripperAsked ? OptionalDouble.of(gripperTarget) : OptionalDouble.empty());
  }

  /** An arm that was let go of repeats one and the same feedback, which is its only word for it. */
  @Override
  public void release() {
    link.call(FunctionCode.DISABLE);
    long limit = clock.nanoTime() + LIMP_LIMIT_NANOS;
    Feedback heard = Feedback.none(A1xFrames.JOINTS, clock.nanoTime());
    alike = 0;
    while (alike < LIMP_READINGS && link.trouble().isEmpty() && limit - clock.nanoTime() > 0) {
      try {
        clock.sleepUntil(clock.nanoTime() + LOOK_NANOS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        break;
      }
      heard = measure(heard);
    }
    if (alike < LIMP_READINGS) {
      throw new EnvironmentFaultException(
          "the arm was told to go limp and does not say that it is; "
              + link.trouble().map(why -> why + "; ").orElse("")
              + "support it and cut its power");
    }
  }

  @Override
  public LinkCounts counts() {
    LinkCounts counts = link.counts();
    return new LinkCounts(
        counts.sent(), counts.retries(), counts.damaged() + implausible, counts.stray());
  }
}
