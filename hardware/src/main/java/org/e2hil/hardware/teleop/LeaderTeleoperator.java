package org.e2hil.hardware.teleop;

import java.util.Arrays;
import org.e2hil.agent.env.Action;
import org.e2hil.agent.env.ActionScale;
import org.e2hil.agent.env.EnvironmentFaultException;
import org.e2hil.agent.robot.Kinematics;
import org.e2hil.agent.robot.RobotState;
import org.e2hil.agent.robot.Rotation;
import org.e2hil.agent.robot.ToolPose;
import org.e2hil.hardware.so101.So101Leader;

/**
 * A leader arm whose tool the robot's tool follows, by as much as it has moved since the takeover.
 * Where the two stand and how they differ in size does not matter, so that nothing jumps; their
 * bases must only look the same way. What the robot could not follow, at a wall or a contact, is
 * forgotten: it turns back as soon as the leader does.
 */
final class LeaderTeleoperator implements Teleoperator {

  // more than half a step, or the gripper would open and close by turns
  private static final double GRIPPER_SNAP = 0.75;

  private final So101Leader leader;
  private final Controls keys;
  private final ControlMap map;
  private final ActionScale scale;
  private final double reach;
  private final Kinematics kinematics;
  private final ToolPose tool = new ToolPose();
  private double gripperOpening;

  // where the leader stood at the takeover, and how far the robot was sent since then
  private final ToolPose origin = new ToolPose();
  private final double[] sentM = new double[3];
  private double[] sentTurn = {1, 0, 0, 0};
  private double sentOpening;
  private boolean engaged;

  /**
   * A leader and the keyboard beside it, which belong to this from now on.
   *
   * @param map of the keys; only who has the robot and what is said of an episode counts
   * @param scale of the robot's world
   * @param reach metres of the robot's tool for one of the leader's
   * @param emergencyStop done on the keyboard's own thread as soon as the key for it goes down
   */
  LeaderTeleoperator(
      So101Leader leader,
      Controls keys,
      ControlMap map,
      ActionScale scale,
      double reach,
      Runnable emergencyStop) {
    this.leader = leader;
    this.keys = keys;
    this.map = map;
    this.scale = scale;
    this.reach = reach;
    kinematics = new Kinematics(leader.arm());
    try {
      map.requireOn(keys);
    } catch (IllegalArgumentException e) {
      close();
      throw e;
    }
    MappedTeleoperator.watch(keys, map, emergencyStop);
  }

  @Override
  public String name() {
    return leader.name();
  }

  @Override
  public ControlMap map() {
    return map;
  }

  @Override
  public Intent read() {
    ControlState state = keys.poll();
    try {
      RobotState joints = leader.read();
      kinematics.forward(joints.positionsRad(), tool);
      gripperOpening = joints.gripperOpening();
    } catch (EnvironmentFaultException e) {
      throw new DeviceLostException(e.getMessage(), e);
    }
    return MappedTeleoperator.intent(state, map, engaged ? follow() : Action.hold());
  }

  @Override
  public Action engage(Intent first) {
    origin.set(tool);
    Arrays.fill(sentM, 0);
    sentTurn = new double[] {1, 0, 0, 0};
    sentOpening = gripperOpening;
    engaged = true;
    return Action.hold();
  }

  private Action follow() {
    double[] values = new double[Action.SIZE];
    for (int axis = 0; axis < 3; axis++) {
      double wantedM = (tool.positionM(axis) - origin.positionM(axis)) * reach;
      values[axis] = steps(wantedM - sentM[axis], scale.translationM());
      sentM[axis] += values[axis] * scale.translationM();
    }
    turn(values);
    double opening = steps(gripperOpening - sentOpening, scale.gripperFraction());
    values[Action.GRIPPER] = Math.abs(opening) >= GRIPPER_SNAP ? Math.signum(opening) : 0;
    sentOpening += values[Action.GRIPPER] * scale.gripperFraction();
    return Action.of(values);
  }

  private void turn(double[] values) {
    double[] wantedRad = new double[3];
    double[] wantedTurn = new double[4];
    double[] missingRad = new double[3];
    Rotation.vectorBetween(origin.quaternion(), tool.quaternion(), wantedRad);
    Rotation.fromVector(wantedRad, 1, wantedTurn);
    Rotation.vectorBetween(sentTurn, wantedTurn, missingRad);
    double[] sendRad = new double[3];
    for (int axis = 0; axis < 3; axis++) {
      values[3 + axis] = steps(missingRad[axis], scale.rotationRad());
      sendRad[axis] = values[3 + axis] * scale.rotationRad();
    }
    double[] step = new double[4];
    Rotation.fromVector(sendRad, 1, step);
    Rotation.multiply(step, sentTurn, sentTurn);
  }

  /** A way in steps, at most one; none where the scale locks it. */
  private static double steps(double way, double step) {
    return step == 0 ? 0 : Math.max(-1, Math.min(1, way / step));
  }

  @Override
  public void close() {
    try {
      leader.close();
    } finally {
      keys.close();
    }
  }
}
