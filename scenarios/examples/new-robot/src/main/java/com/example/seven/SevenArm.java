package com.example.seven;

import java.util.List;
import org.e2hil.agent.robot.ArmModel;
import org.e2hil.agent.robot.ArmModel.Frame;
import org.e2hil.agent.robot.ArmModel.Gripper;
import org.e2hil.agent.robot.ArmModel.Joint;

/**
 * An arm of seven joints as data: a shoulder, an elbow and a wrist that pitch, and a roll before
 * each and after the last. With all joints at 0 it is stretched out along x. {@code seven.xml} says
 * the same in MJCF.
 */
final class SevenArm {

  private static final double ROLL_RAD = 2.8;
  private static final double SPEED_RAD_PER_S = 6;

  /** At home the tool points straight down at (0.32, 0, 0.10) m. */
  static final ArmModel MODEL =
      new ArmModel(
          "seven",
          List.of(
              joint("yaw", 0, 0.10, 'z', -ROLL_RAD, ROLL_RAD, 40),
              joint("shoulder", 0, 0.08, 'y', -2.2, 1.6, 40),
              joint("upper_roll", 0.10, 0, 'x', -ROLL_RAD, ROLL_RAD, 25),
              joint("elbow", 0.15, 0, 'y', 0, 2.5, 25),
              joint("fore_roll", 0.10, 0, 'x', -ROLL_RAD, ROLL_RAD, 12),
              joint("wrist", 0.12, 0, 'y', -1.9, 1.9, 12),
              joint("tool_roll", 0.06, 0, 'x', -ROLL_RAD, ROLL_RAD, 12)),
          Frame.translation(0.11, 0, 0),
          List.of(0.0, -1.0, 0.0, 1.6, 0.0, Math.PI / 2 - 0.6, 0.0),
          new Gripper(0, 0.08, "m"));

  private SevenArm() {}

  private static Joint joint(
      String name, double xM, double zM, char axis, double lower, double upper, double torqueNm) {
    return new Joint(
        name,
        Frame.translation(xM, 0, zM),
        axis == 'x' ? 1 : 0,
        axis == 'y' ? 1 : 0,
        axis == 'z' ? 1 : 0,
        lower,
        upper,
        SPEED_RAD_PER_S,
        torqueNm);
  }
}
