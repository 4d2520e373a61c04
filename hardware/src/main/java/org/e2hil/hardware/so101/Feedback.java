package org.e2hil.hardware.so101;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.e2hil.agent.robot.RobotState;
import org.e2hil.hardware.feetech.Register;
import org.e2hil.hardware.feetech.Reply;

/** The newest that each motor has told, and when. Immutable. */
final class Feedback {

  private final long[] heardNanos;
  private final double[] positionsRad;
  private final double[] velocitiesRadPerS;
  private final double gripperOpening;
  private final long newestNanos;

  private Feedback(
      long[] heardNanos,
      double[] positionsRad,
      double[] velocitiesRadPerS,
      double gripperOpening,
      long newestNanos) {
    this.heardNanos = heardNanos;
    this.positionsRad = positionsRad;
    this.velocitiesRadPerS = velocitiesRadPerS;
    this.gripperOpening = gripperOpening;
    this.newestNanos = newestNanos;
  }

  /** Nothing heard yet, as of {@code nowNanos}. */
  static Feedback none(long nowNanos) {
    long[] heard = new long[Motor.COUNT];
    Arrays.fill(heard, nowNanos);
    int joints = Motor.JOINTS.size();
    return new Feedback(heard, new double[joints], new double[joints], 0, nowNanos);
  }

  /** This, with what some motors have told now. */
  Feedback with(Map<Integer, Reply> replies, Calibration calibration, long nowNanos) {
    long[] heard = heardNanos.clone();
    double[] positions = positionsRad.clone();
    double[] velocities = velocitiesRadPerS.clone();
    double opening = gripperOpening;
    for (Motor motor : Motor.values()) {
      Reply reply = replies.get(motor.id());
      if (reply != null) {
        heard[motor.index()] = nowNanos;
        MotorCalibration scale = calibration.of(motor);
        int ticks = reply.value(Register.PRESENT_POSITION);
        if (motor == Motor.GRIPPER) {
          opening = scale.share(ticks);
        } else {
          positions[motor.index()] = scale.radians(ticks);
          velocities[motor.index()] =
              reply.value(Register.PRESENT_VELOCITY) * 2 * Math.PI / MotorCalibration.MAX_TICKS;
        }
      }
    }
    return new Feedback(
        heard, positions, velocities, opening, replies.isEmpty() ? newestNanos : nowNanos);
  }

  double positionRad(int joint) {
    return positionsRad[joint];
  }

  double gripperOpening() {
    return gripperOpening;
  }

  /** Age of the oldest news, ns. */
  long ageNanos(long nowNanos) {
    long oldest = 0;
    for (long heard : heardNanos) {
      oldest = Math.max(oldest, nowNanos - heard);
    }
    return oldest;
  }

  /** The motors that have been silent for longer. */
  Set<Motor> silentFor(long nanos, long nowNanos) {
    Set<Motor> silent = EnumSet.noneOf(Motor.class);
    for (Motor motor : Motor.values()) {
      if (nowNanos - heardNanos[motor.index()] > nanos) {
        silent.add(motor);
      }
    }
    return silent;
  }

  RobotState state(long epochNanos) {
    return new RobotState(
        (newestNanos - epochNanos) * 1e-9, positionsRad, velocitiesRadPerS, gripperOpening);
  }
}
