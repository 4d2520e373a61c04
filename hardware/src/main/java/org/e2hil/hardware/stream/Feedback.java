package org.e2hil.hardware.stream;

import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import org.apiguardian.api.API;
import org.e2hil.agent.robot.RobotState;

/**
 * The newest that each motor has told, and when. Motors are counted from 0: the joints, then the
 * gripper. Immutable.
 */
@API(status = API.Status.EXPERIMENTAL)
public final class Feedback {

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
  public static Feedback none(int joints, long nowNanos) {
    long[] heard = new long[joints + 1];
    Arrays.fill(heard, nowNanos);
    return new Feedback(heard, new double[joints], new double[joints], 0, nowNanos);
  }

  /** This, with what some motors tell now. */
  public News news(long nowNanos) {
    return new News(nowNanos);
  }

  /** What some motors tell at one moment, on top of what was known before. */
  public final class News {

    private final long nowNanos;
    private final long[] heard = heardNanos.clone();
    private final double[] positions = positionsRad.clone();
    private final double[] velocities = velocitiesRadPerS.clone();
    private double opening = gripperOpening;
    private long newest = newestNanos;

    private News(long nowNanos) {
      this.nowNanos = nowNanos;
    }

    /** A joint has told where it is. */
    public News joint(int joint, double positionRad, double velocityRadPerS) {
      positions[joint] = positionRad;
      velocities[joint] = velocityRadPerS;
      hear(joint);
      return this;
    }

    /** The gripper has told its opening, 0 closed, 1 open. */
    public News gripper(double share) {
      opening = share;
      hear(positions.length);
      return this;
    }

    private void hear(int motor) {
      heard[motor] = nowNanos;
      newest = nowNanos;
    }

    /** All that is known now; ends this object's use. */
    public Feedback build() {
      return new Feedback(heard, positions, velocities, opening, newest);
    }
  }

  /** Joints and gripper. */
  public int motors() {
    return heardNanos.length;
  }

  /** When a motor told something last. */
  long heardNanos(int motor) {
    return heardNanos[motor];
  }

  /** The same, with a joint as it was known before. */
  Feedback withJointOf(int joint, Feedback before) {
    long[] heard = heardNanos.clone();
    double[] positions = positionsRad.clone();
    double[] velocities = velocitiesRadPerS.clone();
    heard[joint] = before.heardNanos[joint];
    positions[joint] = before.positionsRad[joint];
    velocities[joint] = before.velocitiesRadPerS[joint];
    return new Feedback(heard, positions, velocities, gripperOpening, newestNanos);
  }

  /** Where a joint is, rad. */
  public double positionRad(int joint) {
    return positionsRad[joint];
  }

  /** How open the gripper is, 0 closed, 1 open. */
  public double gripperOpening() {
    return gripperOpening;
  }

  /** Where all motors are: {@code [joint]} in rad, then the gripper's opening. */
  double[] positions() {
    double[] all = Arrays.copyOf(positionsRad, motors());
    all[positionsRad.length] = gripperOpening;
    return all;
  }

  /** Age of the oldest news, ns. */
  public long ageNanos(long nowNanos) {
    long oldest = 0;
    for (long heard : heardNanos) {
      oldest = Math.max(oldest, nowNanos - heard);
    }
    return oldest;
  }

  /** The motors that have been silent for longer. */
  public Set<Integer> silentFor(long nanos, long nowNanos) {
    Set<Integer> silent = new TreeSet<>();
    for (int motor = 0; motor < motors(); motor++) {
      if (nowNanos - heardNanos[motor] > nanos) {
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
