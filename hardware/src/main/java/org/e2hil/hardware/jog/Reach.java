package org.e2hil.hardware.jog;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.e2hil.agent.robot.ArmModel;
import org.e2hil.agent.robot.Kinematics;
import org.e2hil.agent.robot.RobotState;
import org.e2hil.agent.robot.Rotation;
import org.e2hil.agent.robot.ToolPose;
import org.e2hil.agent.robot.Workspace;
import org.e2hil.agent.task.TaskSetup;

/** How far the joints and the tool of an arm were led. One thread. */
final class Reach {

  private static final double LEAST_WIDTH_M = 0.01;
  private static final double LEAST_TILT_RAD = 0.15;
  private static final double LEAST_YAW_RAD = 0.3;
  private static final double LEASH_M = 0.015;
  private static final String[] AXES = {"x", "y", "z"};

  private final ArmModel arm;
  private final Kinematics kinematics;
  private final ToolPose tool = new ToolPose();
  private final Range[] joints;
  private final Range opening = new Range();
  private final Range[] axes = {new Range(), new Range(), new Range()};
  private final List<double[]> orientations = new ArrayList<>();

  /** Nothing was seen of this arm yet. */
  public Reach(ArmModel arm) {
    this.arm = arm;
    kinematics = new Kinematics(arm);
    joints = new Range[arm.joints().size()];
    Arrays.setAll(joints, i -> new Range());
  }

  /** The lowest, the highest and the last of some numbers. */
  private static final class Range {

    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    double now;

    void take(double number) {
      low = Math.min(low, number);
      high = Math.max(high, number);
      now = number;
    }
  }

  /** Takes in where the arm stands now. */
  public void see(RobotState state) {
    for (int i = 0; i < joints.length; i++) {
      joints[i].take(state.positionRad(i));
    }
    opening.take(Math.max(0, Math.min(1, state.gripperOpening())));
    kinematics.forward(state.positionsRad(), tool);
    for (int axis = 0; axis < axes.length; axis++) {
      axes[axis].take(tool.positionM(axis));
    }
    orientations.add(tool.quaternion());
  }

  /** A table of the ranges, a line each. */
  public List<String> table() {
    List<String> lines = new ArrayList<>();
    lines.add(line("", "lowest", "now", "highest"));
    for (int i = 0; i < joints.length; i++) {
      lines.add(line(arm.joints().get(i).name() + ", rad", joints[i]));
    }
    lines.add(line("gripper, share", opening));
    for (int axis = 0; axis < axes.length; axis++) {
      lines.add(line("tool " + AXES[axis] + ", m", axes[axis]));
    }
    return lines;
  }

  private static String line(String name, Range range) {
    return line(name, number(range.low), number(range.now), number(range.high));
  }

  private static String line(String name, String low, String now, String high) {
    return String.format(Locale.ROOT, "  %-20s %8s %8s %8s", name, low, now, high);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }

  /**
   * A set-up that begins where the tool is now and lets it go as far as it was led, in whole mm and
   * mrad.
   *
   * @param pitchedRad how much further the tool points down at the start than it does now
   */
  public TaskSetup taskSetup(double pitchedRad) {
    double[] low = new double[3];
    double[] high = new double[3];
    for (int axis = 0; axis < 3; axis++) {
      double missingM = Math.max(0, LEAST_WIDTH_M - (axes[axis].high - axes[axis].low));
      low[axis] = Math.floor((axes[axis].low - missingM / 2) * 1000) / 1000;
      high[axis] = Math.ceil((axes[axis].high + missingM / 2) * 1000) / 1000;
    }
    Workspace box = new Workspace(low[0], low[1], low[2], high[0], high[1], high[2]);
    double pitchRad = Math.asin(Math.max(-1, Math.min(1, -tool.rotation(2, 0)))) + pitchedRad;
    TaskSetup start = start(box, pitchRad, rollRad(pitchRad), LEAST_TILT_RAD, LEAST_YAW_RAD);
    double tiltRad = LEAST_TILT_RAD;
    double yawRad = LEAST_YAW_RAD;
    double[] awayRad = new double[3];
    for (double[] orientation : orientations) {
      Rotation.vectorBetween(start.orientation(), orientation, awayRad);
      tiltRad = Math.max(tiltRad, Math.max(Math.abs(awayRad[0]), Math.abs(awayRad[1])));
      yawRad = Math.max(yawRad, Math.abs(awayRad[2]));
    }
    return start(
        box,
        start.pitchRad(),
        start.rollRad(),
        Math.min(round(tiltRad), 3.141),
        Math.min(round(yawRad), 3.141));
  }

  private TaskSetup start(
      Workspace box, double pitchRad, double rollRad, double tiltRad, double yawRad) {
    return new TaskSetup(
        round(axes[0].now),
        round(axes[1].now),
        round(axes[2].now),
        round(pitchRad),
        round(rollRad),
        Math.round(opening.now * 100) / 100.0,
        box,
        LEASH_M,
        tiltRad,
        yawRad);
  }

  /** The turn about the axis of approach that comes nearest, for a set-up has no yaw. */
  private double rollRad(double pitchRad) {
    double cos = Math.cos(pitchRad);
    double sin = Math.sin(pitchRad);
    // the middle and the right column of the orientation, seen from the pitched frame
    double up = sin * tool.rotation(0, 1) + cos * tool.rotation(2, 1);
    double side = tool.rotation(1, 2);
    double across = tool.rotation(1, 1);
    double along = sin * tool.rotation(0, 2) + cos * tool.rotation(2, 2);
    return Math.atan2(up - side, across + along);
  }

  private static double round(double value) {
    return Math.round(value * 1000) / 1000.0;
  }
}
