package org.e2hil.agent.robot;

import java.util.Optional;
import java.util.function.Consumer;
import org.apiguardian.api.API;
import org.e2hil.agent.env.Action;
import org.e2hil.agent.env.ActionScale;
import org.e2hil.agent.env.EnvironmentFaultException;
import org.e2hil.agent.env.Limit;
import org.e2hil.agent.env.LimitCounts;

/**
 * Turns motions of the tool into joint angles. Each control period {@link #moveGoal} moves a goal
 * pose; each tick {@link #tick} takes the set-point a share of the way to it and lets the commanded
 * joints follow. The goal adds up on what was commanded, not on what was measured, so that gravity
 * and friction make no drift; a leash round the measured tool keeps it from winding up against a
 * contact.
 *
 * <p>Nothing but a {@link JointCommand} is allocated while it runs. One thread.
 */
@API(status = API.Status.EXPERIMENTAL)
public final class CartesianController {

  private static final int SOLVE_APPROACH_STEPS = 100;
  private static final int SOLVE_STEPS = 1000;
  private static final double SOLVED_MOTION_RAD = 1e-9;
  private static final double SOLVED_M = 1e-4;
  private static final double SOLVED_RAD = 2e-3;

  private final ArmModel arm;
  private final ControllerConfig config;
  private final ActionScale scale;
  private final Kinematics kinematics;
  private final JointFollower follower;
  private Optional<LeashWatch> watch = Optional.empty();
  private final ToolPose goal = new ToolPose();
  private final ToolPose setPoint = new ToolPose();
  private final ToolPose measured = new ToolPose();
  private final ToolPose asked = new ToolPose();
  private final double[] move = new double[3];
  private final double[] turn = new double[3];
  private double gripperGoal;
  private double gripperOpening;
  private int periodsOutOfReach;
  private boolean started;

  /**
   * A controller that stands until {@link #reset}.
   *
   * @throws IllegalArgumentException for an arm of fewer than five joints, or of five of which one
   *     slides
   */
  public CartesianController(ArmModel arm, ControllerConfig config, ActionScale scale) {
    this.arm = arm;
    this.config = config;
    this.scale = scale;
    kinematics = new Kinematics(arm);
    follower = new JointFollower(arm, config);
  }

  /**
   * Refuses from now on to follow a wrong measurement: the leash would take the goal along with it,
   * the arm would follow the goal and the measurement the arm, up to the limits. For an arm whose
   * measurements may be wrong and that nobody leads by hand.
   *
   * @param stop stops the robot for a reason, before {@link #moveGoal} throws it
   */
  public void watchMeasurements(Consumer<String> stop) {
    watch = Optional.of(new LeashWatch(arm, config, stop));
  }

  /**
   * Begins where the arm stands: goal, set-point and command are all what was measured.
   *
   * @param measuredRad {@code [joint]}
   * @param measuredOpening of the gripper, from 0 closed to 1 open
   * @throws EnvironmentFaultException if an angle is not finite, or further outside its limits than
   *     the configuration allows
   */
  public void reset(double[] measuredRad, double measuredOpening) {
    checkFinite(measuredRad);
    for (int i = 0; i < measuredRad.length; i++) {
      ArmModel.Joint joint = arm.joints().get(i);
      double outside =
          Math.max(joint.lowerRad() - measuredRad[i], measuredRad[i] - joint.upperRad());
      if (outside > config.startOutsideRad() * joint.perRad()) {
        throw new EnvironmentFaultException(
            joint.name()
                + " stands "
                + outside
                + " "
                + joint.unit()
                + " outside its limits; move the arm by hand to where it may begin");
      }
    }
    if (!Double.isFinite(measuredOpening)) {
      throw new EnvironmentFaultException(
          "the gripper of "
              + arm.name()
              + " measured "
              + measuredOpening
              + "; check its cable and its calibration");
    }
    follower.start(measuredRad);
    goal.set(follower.tool());
    setPoint.set(follower.tool());
    gripperGoal = clipShare(measuredOpening);
    gripperOpening = gripperGoal;
    periodsOutOfReach = 0;
    watch.ifPresent(LeashWatch::begin);
    started = true;
  }

  /**
   * Moves the goal at the start of a control period.
   *
   * @param applied what the {@link SafetyGate} let through
   * @param measuredRad {@code [joint]}, what the arm measured just now
   * @param counts receives {@link Limit#LEASH} at most once
   * @throws IllegalArgumentException for an action that never passed the gate
   * @throws EnvironmentFaultException if an angle is not finite, or if what is measured leads the
   *     arm on by itself and {@link #watchMeasurements} was asked for
   */
  public void moveGoal(Action applied, double[] measuredRad, LimitCounts counts) {
    requireStarted();
    for (int i = 0; i < Action.SIZE; i++) {
      if (!(Math.abs(applied.value(i)) <= 1)) {
        throw new IllegalArgumentException(
            "an applied action lies in [−1, 1], but this is "
                + applied
                + "; pass it through the safety gate first");
      }
    }
    checkFinite(measuredRad);
    for (int i = 0; i < 3; i++) {
      move[i] = applied.value(i) * scale.translationM();
      goal.position[i] += move[i];
      turn[i] = applied.value(3 + i) * scale.rotationRad();
    }
    goal.turnBy(turn);
    gripperGoal = clipShare(gripperGoal + applied.gripper() * scale.gripperFraction());

    kinematics.forward(measuredRad, measured);
    asked.set(goal);
    boolean pulled = goal.pullWithin(measured, config.leashM());
    boolean turned = goal.turnWithin(measured, config.leashRad());
    if (pulled || turned) {
      counts.add(Limit.LEASH);
    }
    if (watch.isPresent()) {
      watch.get().moved(move, turn);
      watch.get().leashed(asked, goal, follower.tool(), measured);
      watch.get().check(follower.positionsRad(), measuredRad);
    }
  }

  /**
   * Moves the command by one tick.
   *
   * @param ticksLeft of the control period, this one counted: 1 arrives at the goal
   * @param counts receives each limit at most once
   */
  public void tick(int ticksLeft, LimitCounts counts) {
    requireStarted();
    if (ticksLeft < 1) {
      throw new IllegalArgumentException(
          "at least this tick is left of a control period, but ticksLeft is " + ticksLeft);
    }
    double share = 1.0 / ticksLeft;
    setPoint.moveToward(goal, share);
    gripperOpening =
        ticksLeft == 1 ? gripperGoal : gripperOpening + (gripperGoal - gripperOpening) * share;
    follower.step(setPoint);
    if (follower.blocked()) {
      counts.add(Limit.JOINT_POSITION);
    }
    if (follower.capped()) {
      counts.add(Limit.JOINT_STEP);
    }
    if (ticksLeft == 1) {
      takeBackWhatIsOutOfReach(counts);
    }
  }

  /** The joint angles and the gripper opening to ask of the robot now. */
  public JointCommand command() {
    requireStarted();
    return new JointCommand(follower.positionsRad(), gripperOpening);
  }

  /** Angle asked of one joint now, rad. */
  public double positionRad(int joint) {
    return follower.positionsRad()[joint];
  }

  /** Opening asked of the gripper now, from 0 closed to 1 open. */
  public double gripperOpening() {
    return gripperOpening;
  }

  /** Opening that the gripper will be asked for at the end of the control period. */
  public double gripperGoal() {
    return gripperGoal;
  }

  /** Where the tool shall be at the end of the control period; a live view. */
  public ToolPose goal() {
    return goal;
  }

  /** Where the tool would be if the joints were where they are asked to be; a live view. */
  public ToolPose commandedTool() {
    return follower.tool();
  }

  /**
   * Joint angles that bring the tool to a pose, for a task's start. It approaches the pose in a
   * straight line from the start and leaves this controller as it is. Where an arm of five joints
   * cannot turn its tool as asked, that part of the orientation is free.
   *
   * @param positionM {@code [3]}, m
   * @param quaternion {@code [w, x, y, z]}
   * @param startRad {@code [joint]}, which of several solutions is found depends on it
   * @return {@code [joint]}, rad, within the limits
   * @throws UnreachablePoseException if it ends more than 0.1 mm or 2 mrad away
   */
  public double[] solve(double[] positionM, double[] quaternion, double[] startRad) {
    checkFinite(startRad);
    var target = new ToolPose();
    target.set(positionM, quaternion);
    var way = new JointFollower(arm, config);
    way.start(startRad);
    var point = new ToolPose();
    point.set(way.tool());
    for (int left = SOLVE_APPROACH_STEPS; left > 0; left--) {
      point.moveToward(target, 1.0 / left);
      way.step(point);
    }
    for (int i = 0; i < SOLVE_STEPS; i++) {
      way.step(target);
      if (way.largestMotion() < SOLVED_MOTION_RAD) {
        break;
      }
    }
    double residualM = way.tool().distanceM(target);
    double residualRad = way.angleToRad(target);
    if (!(residualM <= SOLVED_M && residualRad <= SOLVED_RAD)) {
      throw new UnreachablePoseException(arm.name(), residualM, residualRad);
    }
    return way.positionsRad().clone();
  }

  /** Without it, a goal behind a joint limit would wind up and the way back would feel dead. */
  private void takeBackWhatIsOutOfReach(LimitCounts counts) {
    boolean near = follower.tool().distanceM(goal) <= config.unreachableM();
    periodsOutOfReach = near ? 0 : periodsOutOfReach + 1;
    if (periodsOutOfReach >= config.unreachablePeriods()) {
      goal.set(follower.tool());
      setPoint.set(follower.tool());
      periodsOutOfReach = 0;
      counts.add(Limit.UNREACHABLE);
    }
  }

  private void checkFinite(double[] anglesRad) {
    if (anglesRad.length != arm.joints().size()) {
      throw new IllegalArgumentException(
          "the arm "
              + arm.name()
              + " has "
              + arm.joints().size()
              + " joints, but "
              + anglesRad.length
              + " angles were given");
    }
    for (int i = 0; i < anglesRad.length; i++) {
      if (!Double.isFinite(anglesRad[i])) {
        throw new EnvironmentFaultException(
            arm.joints().get(i).name()
                + " measured "
                + anglesRad[i]
                + " "
                + arm.joints().get(i).unit()
                + "; check its cable and its calibration");
      }
    }
  }

  private void requireStarted() {
    if (!started) {
      throw new IllegalStateException("reset the controller to the measured joints first");
    }
  }

  private static double clipShare(double opening) {
    return Math.max(0, Math.min(1, opening));
  }
}
