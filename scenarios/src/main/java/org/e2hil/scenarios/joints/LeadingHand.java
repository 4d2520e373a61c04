package org.e2hil.scenarios.joints;

import java.util.random.RandomGenerator;
import org.e2hil.agent.env.Action;
import org.e2hil.agent.env.ActionScale;
import org.e2hil.agent.env.Expert;
import org.e2hil.agent.robot.CartesianController;
import org.e2hil.agent.robot.JointCommand;
import org.e2hil.agent.robot.Kinematics;
import org.e2hil.agent.robot.Robot;
import org.e2hil.agent.robot.Rotation;
import org.e2hil.agent.robot.TaskSpec;
import org.e2hil.agent.robot.ToolPose;
import org.e2hil.agent.task.TaskSetup;

/**
 * The hand on the leader arm: each action takes the tool's goal to where the leader held the tool a
 * control period later. Where the hand went further than one action may, the recording goes on so
 * much slower that it does not, and the tool's path stays what it was.
 */
final class LeadingHand implements Expert {

  /**
   * Share of a step from which on the gripper is moved. From half a step on it would open and close
   * by turns where the hand trembles halfway.
   */
  private static final double GRIPPER_MOVES = 0.6;

  /** More of the gripper's steps than this are not left to be made up for. */
  private static final double GRIPPER_BEHIND = 1.5;

  /** A recording need not be slower than this: a motion so fast is an error of the recording. */
  private static final int SLOWEST = 100;

  /** What a rounded time or place may be over. */
  private static final double ROUNDING = 1e-6;

  private final RecordedArm arm;
  private final JointRecording recording;
  private final CartesianController controller;
  private final ActionScale scale;
  private final boolean[] turns;
  private final int ticks;
  private final Kinematics kinematics;
  private final ToolPose from = new ToolPose();
  private final ToolPose to = new ToolPose();
  private final double[] turn = new double[3];
  private int slowed;
  private double farthestM;
  private double farthestTurnRad;

  LeadingHand(
      RecordedArm arm,
      JointRecording recording,
      CartesianController controller,
      TaskSpec task,
      TaskSetup place) {
    this.arm = arm;
    this.recording = recording;
    this.controller = controller;
    scale = task.actionScale();
    boolean may = scale.rotationRad() > 0;
    boolean tilts = may && place.tiltRad() > 0;
    turns = new boolean[] {tilts, tilts, may && place.yawRad() > 0};
    ticks = (int) Math.round(Robot.TICKS_PER_SECOND / task.controlHz());
    kinematics = new Kinematics(arm.arm());
  }

  /** Control periods in which the recording went slower than it was. */
  int slowed() {
    return slowed;
  }

  /** Farthest that the commanded tool was from where the leader held the tool, m. */
  double farthestM() {
    return farthestM;
  }

  /** Farthest that the commanded tool was turned from how the leader held the tool, rad. */
  double farthestTurnRad() {
    return farthestTurnRad;
  }

  @Override
  public void begin(RandomGenerator random, double noise) {
    slowed = 0;
    farthestM = 0;
    farthestTurnRad = 0;
  }

  @Override
  public Action act() {
    double fromS = arm.atS();
    kinematics.forward(recording.asked(fromS).positionsRad(), from);
    look();
    int share = 1;
    while (share < SLOWEST && !fits(later(fromS, share))) {
      share++;
    }
    slowed += share > 1 ? 1 : 0;
    double toS = later(fromS, share);
    arm.play(toS, ticks);
    return action(recording.asked(toS));
  }

  /** A share of a control period later; what is left at the end belongs to the last step. */
  private double later(double fromS, int share) {
    double laterS = fromS + (double) ticks / Robot.TICKS_PER_SECOND / share;
    return laterS > recording.endS() - ROUNDING ? recording.endS() : laterS;
  }

  /** What the actions up to now did not follow. */
  private void look() {
    farthestM = Math.max(farthestM, controller.commandedTool().distanceM(from));
    farthestTurnRad = Math.max(farthestTurnRad, controller.commandedTool().angleRad(from));
  }

  private boolean fits(double toS) {
    JointCommand asked = recording.asked(toS);
    kinematics.forward(asked.positionsRad(), to);
    double most = 1 + ROUNDING;
    Rotation.vectorBetween(from.quaternion(), to.quaternion(), turn);
    for (int axis = 0; axis < 3; axis++) {
      double move = to.positionM(axis) - from.positionM(axis);
      if (Math.abs(move) > most * scale.translationM()
          || (turns[axis] && Math.abs(turn[axis]) > most * scale.rotationRad())) {
        return false;
      }
    }
    double grip = Math.abs(asked.gripperOpening() - controller.gripperGoal());
    return scale.gripperFraction() == 0 || grip <= GRIPPER_BEHIND * scale.gripperFraction();
  }

  private Action action(JointCommand asked) {
    kinematics.forward(asked.positionsRad(), to);
    double[] values = new double[Action.SIZE];
    Rotation.vectorBetween(controller.goal().quaternion(), to.quaternion(), turn);
    for (int axis = 0; axis < 3; axis++) {
      double move = to.positionM(axis) - controller.goal().positionM(axis);
      values[axis] = move / scale.translationM();
      values[3 + axis] = turns[axis] ? turn[axis] / scale.rotationRad() : 0;
    }
    values[Action.GRIPPER] = grip(asked.gripperOpening());
    return Action.of(values);
  }

  /** A policy opens, closes or stays, so the gripper follows in whole steps. */
  private int grip(double opening) {
    double missing = opening - controller.gripperGoal();
    return Math.abs(missing) <= GRIPPER_MOVES * scale.gripperFraction() ? 0 : missing > 0 ? 1 : -1;
  }

  @Override
  public Action advice() {
    return Action.hold();
  }

  @Override
  public double progress() {
    return arm.atS() / recording.endS();
  }
}
