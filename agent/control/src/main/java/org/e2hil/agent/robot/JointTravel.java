package org.e2hil.agent.robot;

import org.apiguardian.api.API;

/**
 * Slow moves from where a robot stands, such as to the start of an episode: straight in joint space
 * and smooth in time.
 */
@API(status = API.Status.INTERNAL)
public final class JointTravel {

  /** Ticks at the goal, in which servos come to rest. */
  private static final int ARRIVING_TICKS = 30;

  private static final int FEWEST_TICKS = 20;
  private static final double OPENINGS_PER_S = 1;

  private JointTravel() {}

  /**
   * Goes there and waits until the robot has come to rest.
   *
   * @param speedRadPerS of the joint with the longest way, at the fastest moment
   */
  public static void go(Robot robot, JointCommand target, double speedRadPerS) {
    RobotState from = robot.state();
    double longestS = Math.abs(target.gripperOpening() - from.gripperOpening()) / OPENINGS_PER_S;
    for (int i = 0; i < from.joints(); i++) {
      double way = Math.abs(target.positionRad(i) - from.positionRad(i));
      double wayRad = way / robot.arm().joints().get(i).perRad();
      longestS = Math.max(longestS, wayRad / speedRadPerS);
    }
    // half a cosine wave is π/2 times as fast in its middle as on average
    int ticks =
        Math.max(FEWEST_TICKS, (int) Math.ceil(longestS * Math.PI / 2 * Robot.TICKS_PER_SECOND));
    for (int tick = 1; tick <= ticks; tick++) {
      robot.command(between(from, target, (1 - Math.cos(Math.PI * tick / ticks)) / 2));
      robot.awaitTick();
    }
    for (int tick = 0; tick < ARRIVING_TICKS; tick++) {
      robot.command(target);
      robot.awaitTick();
    }
  }

  private static JointCommand between(RobotState from, JointCommand to, double share) {
    double[] positionsRad = from.positionsRad();
    for (int i = 0; i < positionsRad.length; i++) {
      positionsRad[i] += share * (to.positionRad(i) - positionsRad[i]);
    }
    // a gripper may measure a little beyond its range, which it must not be asked for
    double opening = Math.max(0, Math.min(1, from.gripperOpening()));
    return new JointCommand(positionsRad, opening + share * (to.gripperOpening() - opening));
  }
}
