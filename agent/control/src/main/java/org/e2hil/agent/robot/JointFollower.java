package org.e2hil.agent.robot;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;

/**
 * Joint angles that follow a tool pose, one bounded step at a time. A joint that would pass its
 * limit is left out and the others are solved again, so that they do its share where they can.
 */
final class JointFollower {

  private static final double TOUCH_RAD = 1e-9;

  private final ControllerConfig config;
  private final ArmModel arm;
  private final Kinematics kinematics;
  private final JointSolver solver;
  private final int joints;
  private final ToolPose tool = new ToolPose();
  private final double[] positionsRad;
  private final double[] lowerRad;
  private final double[] upperRad;
  private final double[] perRad;
  private final boolean[] free;
  private final DMatrixRMaj jacobian;
  private final DMatrixRMaj freeJacobian;
  private final DMatrixRMaj error = new DMatrixRMaj(6, 1);
  private final double[] turn = new double[3];
  private final DMatrixRMaj motion;
  private boolean blocked;
  private boolean capped;

  JointFollower(ArmModel arm, ControllerConfig config) {
    this.arm = arm;
    this.config = config;
    kinematics = new Kinematics(arm);
    solver = JointSolver.of(arm, config);
    joints = kinematics.joints();
    positionsRad = new double[joints];
    lowerRad = new double[joints];
    upperRad = new double[joints];
    perRad = arm.joints().stream().mapToDouble(ArmModel.Joint::perRad).toArray();
    free = new boolean[joints];
    jacobian = new DMatrixRMaj(6, joints);
    freeJacobian = new DMatrixRMaj(6, joints);
    motion = new DMatrixRMaj(joints, 1);
  }

  /** Begins from joint angles, even a little outside the limits. */
  void start(double[] fromRad) {
    System.arraycopy(fromRad, 0, positionsRad, 0, joints);
    for (int i = 0; i < joints; i++) {
      lowerRad[i] = arm.joints().get(i).lowerRad() + config.jointMarginRad() * perRad[i];
      upperRad[i] = arm.joints().get(i).upperRad() - config.jointMarginRad() * perRad[i];
    }
    blocked = false;
    capped = false;
    kinematics.forward(positionsRad, tool, jacobian.data);
  }

  /** Takes one step toward a pose. */
  void step(ToolPose target) {
    measure(target);
    Arrays.fill(free, true);
    blocked = false;
    boolean settled = false;
    for (int left = joints; left > 0 && !settled; left--) {
      keepFreeColumns();
      solver.solve(freeJacobian, free, error, motion);
      cap();
      for (int i = 0; i < joints; i++) {
        motion.data[i] *= perRad[i];
      }
      settled = !blockJointsAtLimits();
    }
    if (!settled) {
      motion.zero();
      capped = false;
    }
    for (int i = 0; i < joints; i++) {
      positionsRad[i] += motion.data[i];
    }
    kinematics.forward(positionsRad, tool, jacobian.data);
  }

  /** Where the tool is with the present joint angles. */
  ToolPose tool() {
    return tool;
  }

  /** The present joint angles, to read. */
  double[] positionsRad() {
    return positionsRad;
  }

  /** True if the last step had to leave out a joint at its limit. */
  boolean blocked() {
    return blocked;
  }

  /** True if the last step was shortened. */
  boolean capped() {
    return capped;
  }

  /** Largest motion of a joint in the last step, rad or m. */
  double largestMotion() {
    double largest = 0;
    for (int i = 0; i < joints; i++) {
      largest = Math.max(largest, Math.abs(motion.data[i]));
    }
    return largest;
  }

  /** The angle to a pose, without the part that the arm cannot turn, rad. */
  double angleToRad(ToolPose target) {
    measure(target);
    double[] e = error.data;
    return Math.sqrt(e[3] * e[3] + e[4] * e[4] + e[5] * e[5]);
  }

  private void measure(ToolPose target) {
    Rotation.vectorBetween(tool.quaternion, target.quaternion, turn);
    for (int i = 0; i < 3; i++) {
      error.data[i] = target.position[i] - tool.position[i];
      error.data[3 + i] = turn[i];
    }
    solver.project(jacobian, tool, error);
  }

  private void keepFreeColumns() {
    for (int i = 0; i < jacobian.data.length; i++) {
      int joint = i % joints;
      freeJacobian.data[i] = free[joint] ? jacobian.data[i] * perRad[joint] : 0;
    }
  }

  private void cap() {
    // not yet in metres where a joint slides
    double largest = largestMotion();
    capped = largest > config.maxJointStepRad();
    if (capped) {
      double share = config.maxJointStepRad() / largest;
      for (int i = 0; i < joints; i++) {
        motion.data[i] *= share;
      }
    }
  }

  private boolean blockJointsAtLimits() {
    boolean any = false;
    for (int i = 0; i < joints; i++) {
      double from = positionsRad[i];
      double to = from + motion.data[i];
      // from outside the limits, the way in is open and the way out is not
      boolean past =
          to < Math.min(lowerRad[i], from) - TOUCH_RAD
              || to > Math.max(upperRad[i], from) + TOUCH_RAD;
      if (free[i] && past) {
        free[i] = false;
        any = true;
      }
    }
    blocked |= any;
    return any;
  }
}
