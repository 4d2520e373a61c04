package org.e2hil.hardware.stream;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.e2hil.agent.env.EnvironmentFaultException;
import org.e2hil.agent.robot.ArmModel;

/**
 * What the feedback of a healthy arm never does: it does not fall silent, no joint jumps faster
 * than it can turn, and none stays far from where it is sent. A gripper may, for it stops at what
 * it holds. One thread.
 */
final class FeedbackWatch {

  private static final long NANOS_PER_MS = 1_000_000;
  private static final double NANOS_PER_S = 1e9;

  // on top of what its speed allows: resolution, noise, and news that were under way together
  private static final double JUMP_RAD = 0.1;
  // a joint that is led is slower, and so is one that falls; some motors could turn far faster
  private static final double FASTEST_RAD_PER_S = 10;
  // one or two may be damaged bytes whose checksum happens to fit
  private static final int JUMPS_BELIEVED = 3;
  private static final double FARTHEST_AWAY_RAD = 0.3;
  private static final long LONGEST_AWAY_NANOS = 1_000_000_000;

  private final ArmModel arm;
  private final IntFunction<String> names;
  private final Watchdogs watchdogs;
  private final int[] jumpsInARow;
  private final long[] awaySinceNanos;
  private final boolean[] away;
  private Optional<String> jump = Optional.empty();

  /**
   * A watch over one arm.
   *
   * @param names what a person calls each motor
   */
  FeedbackWatch(ArmModel arm, IntFunction<String> names, Watchdogs watchdogs) {
    this.arm = arm;
    this.names = names;
    this.watchdogs = watchdogs;
    int joints = arm.joints().size();
    jumpsInARow = new int[joints];
    awaySinceNanos = new long[joints];
    away = new boolean[joints];
  }

  /** What is believed of the news: a joint that cannot have come there keeps its old place. */
  Feedback believed(Feedback before, Feedback told) {
    Feedback believed = told;
    for (int i = 0; i < jumpsInARow.length; i++) {
      double wayRad = Math.abs(told.positionRad(i) - before.positionRad(i));
      double elapsedS = (told.heardNanos(i) - before.heardNanos(i)) / NANOS_PER_S;
      double radPerS = Math.min(arm.joints().get(i).maxSpeedRadPerS(), FASTEST_RAD_PER_S);
      if (wayRad <= radPerS * elapsedS + JUMP_RAD) {
        jumpsInARow[i] = 0;
      } else {
        believed = believed.withJointOf(i, before);
        jumpsInARow[i]++;
        if (jumpsInARow[i] == JUMPS_BELIEVED) {
          jump = Optional.of(jump(i, before.positionRad(i), told.positionRad(i), elapsedS));
        }
      }
    }
    return believed;
  }

  private String jump(int joint, double fromRad, double toRad, double elapsedS) {
    return String.format(
        Locale.ROOT,
        "%s tells of a jump from %.2f to %.2f rad within %.0f ms, which it cannot do, and the arm"
            + " holds; check its cable, its encoder and its id, then rearm",
        names.apply(joint),
        fromRad,
        toRad,
        elapsedS * 1e3);
  }

  /** A sentence on a joint that has jumped, told once. */
  Optional<EnvironmentFaultException> jumped() {
    Optional<String> told = jump;
    jump = Optional.empty();
    return told.map(EnvironmentFaultException::new);
  }

  /**
   * A sentence on a joint that is far from where it has been sent for a second.
   *
   * @param setpoint {@code [joint]}, rad; what follows is passed over
   */
  Optional<EnvironmentFaultException> astray(double[] setpoint, Feedback feedback, long nowNanos) {
    for (int i = 0; i < away.length; i++) {
      double apartRad = Math.abs(setpoint[i] - feedback.positionRad(i));
      boolean far = apartRad > FARTHEST_AWAY_RAD;
      if (far && !away[i]) {
        awaySinceNanos[i] = nowNanos;
      }
      away[i] = far;
      if (far && nowNanos - awaySinceNanos[i] > LONGEST_AWAY_NANOS) {
        return Optional.of(
            new EnvironmentFaultException(
                String.format(
                    Locale.ROOT,
                    "%s does not go where it is sent and is %.2f rad away from it, and the arm"
                        + " holds: free what blocks it, check its power and its encoder, and rearm;"
                        + " an arm that follows nothing at all must be power-cycled, supported",
                    names.apply(i),
                    apartRad)));
      }
    }
    return Optional.empty();
  }

  /** Forgets how far the joints were away: the arm stands where it was measured. */
  void standsWhereMeasured() {
    Arrays.fill(away, false);
  }

  /** A sentence on motors that have been silent for too long. */
  Optional<EnvironmentFaultException> silence(Feedback feedback, long nowNanos) {
    long limit = watchdogs.faultMs() * NANOS_PER_MS;
    if (feedback.ageNanos(nowNanos) <= limit) {
      return Optional.empty();
    }
    return Optional.of(
        new EnvironmentFaultException(
            "no answer from "
                + names(feedback.silentFor(limit, nowNanos), feedback.motors())
                + " for "
                + watchdogs.faultMs()
                + " ms, and the arm holds; check the plugs and the power, then rearm"));
  }

  /** A sentence on motors that were not asked for so long that their silence means nothing. */
  EnvironmentFaultException notAsked() {
    return new EnvironmentFaultException(
        "the motors have not been asked for more than "
            + watchdogs.faultMs()
            + " ms, for the machine is too busy; end other programs, then rearm");
  }

  private String names(Set<Integer> silent, int motors) {
    return silent.size() == motors
        ? "any motor"
        : silent.stream().map(names::apply).collect(Collectors.joining(", "));
  }
}
