package org.e2hil.agent.robot;

import org.apiguardian.api.API;
import org.e2hil.agent.env.Action;
import org.e2hil.agent.env.ActionScale;
import org.e2hil.agent.env.Limit;
import org.e2hil.agent.env.LimitCounts;

/**
 * Makes any action safe to ask for: what is not finite moves nothing, what is too large is clipped,
 * what would leave the workspace stops at its wall. Out of reach of the box only the way back is
 * open. What comes out is what a learner must take for the action. Immutable; any thread.
 */
@API(status = API.Status.EXPERIMENTAL)
public final class SafetyGate {

  private final Workspace workspace;
  private final TurnLimits turns;
  private final ActionScale scale;

  /** A gate for goals within {@code workspace}, turned at will. */
  public SafetyGate(Workspace workspace, ActionScale scale) {
    this(workspace, TurnLimits.none(), scale);
  }

  /**
   * A gate for goals within {@code workspace}, turned within {@code turns}, moved in steps of
   * {@code scale}.
   */
  public SafetyGate(Workspace workspace, TurnLimits turns, ActionScale scale) {
    this.workspace = workspace;
    this.turns = turns;
    this.scale = scale;
  }

  /**
   * The motion that may be asked of the robot.
   *
   * @param chosen any seven numbers
   * @param goal where the tool's goal is now
   * @param counts receives each limit at most once
   * @return each number in [−1, 1], and 0 where the scale or a limit of 0 locks it
   */
  public Action apply(Action chosen, ToolPose goal, LimitCounts counts) {
    if (!chosen.isFinite()) {
      // one broken number casts doubt on the others too
      counts.add(Limit.NON_FINITE);
      return Action.hold();
    }
    double[] values = chosen.toArray();
    lock(values);
    if (clip(values)) {
      counts.add(Limit.ACTION_RANGE);
    }
    boolean stopped = stopAtWalls(values, goal);
    stopped |= scale.rotationRad() > 0 && stopTurning(values, goal);
    if (stopped) {
      counts.add(Limit.WORKSPACE);
    }
    return Action.of(values);
  }

  private void lock(double[] values) {
    boolean turnsNot = scale.rotationRad() == 0;
    for (int axis = 0; axis < 3; axis++) {
      if (turnsNot || turns.limitRad(axis) == 0) {
        values[3 + axis] = 0;
      }
    }
    if (scale.gripperFraction() == 0) {
      values[Action.GRIPPER] = 0;
    }
  }

  private static boolean clip(double[] values) {
    boolean clipped = false;
    for (int i = 0; i < Action.SIZE; i++) {
      double within = Math.max(-1, Math.min(1, values[i]));
      clipped |= within != values[i];
      values[i] = within;
    }
    return clipped;
  }

  private boolean stopAtWalls(double[] values, ToolPose goal) {
    boolean stopped = false;
    for (int axis = 0; axis < 3; axis++) {
      double upM = Math.max(0, workspace.highM(axis) - goal.positionM(axis));
      double downM = Math.max(0, goal.positionM(axis) - workspace.lowM(axis));
      stopped |= stop(values, axis, upM / scale.translationM(), downM / scale.translationM());
    }
    return stopped;
  }

  /** Stops each axis of the turn at its limit, as a wall does; the way back is open. */
  private boolean stopTurning(double[] values, ToolPose goal) {
    double[] awayRad = new double[3];
    Rotation.vectorBetween(turns.home(), goal.quaternion(), awayRad);
    boolean stopped = false;
    for (int axis = 0; axis < 3; axis++) {
      double limitRad = turns.limitRad(axis);
      double onRad = Math.max(0, limitRad - awayRad[axis]);
      double backRad = Math.max(0, limitRad + awayRad[axis]);
      stopped |= stop(values, 3 + axis, onRad / scale.rotationRad(), backRad / scale.rotationRad());
    }
    return stopped;
  }

  /** Keeps one number within the steps that are left each way; true if it had to be edited. */
  private static boolean stop(double[] values, int index, double stepsOn, double stepsBack) {
    double asked = values[index];
    double allowed = asked > 0 ? Math.min(asked, stepsOn) : Math.max(asked, 0.0 - stepsBack);
    values[index] = allowed;
    return allowed != asked;
  }
}
