package org.e2hil.agent.world;

import java.util.List;
import org.e2hil.agent.robot.ArmModel;
import org.e2hil.agent.robot.ArmModel.Frame;
import org.e2hil.agent.robot.ArmModel.Joint;
import org.e2hil.agent.robot.ArmModel.Kind;

/** An arm of six joints on a rail along y, for tests of a joint that slides. */
public final class RailArm {

  /** At home the tool points straight down at (0.32, 0, 0.10) m, in the middle of the rail. */
  public static final ArmModel MODEL =
      new ArmModel(
          "rail",
          List.of(
              new Joint(
                  "rail",
                  Kind.PRISMATIC,
                  Frame.translation(0, 0, 0.05),
                  0,
                  1,
                  0,
                  -0.3,
                  0.3,
                  1,
                  200),
              joint("yaw", 0, 0.05, 'z', -2.8, 2.8),
              joint("shoulder", 0, 0.08, 'y', -2.2, 1.6),
              joint("elbow", 0.25, 0, 'y', 0, 2.5),
              joint("fore_roll", 0.10, 0, 'x', -2.8, 2.8),
              joint("wrist", 0.12, 0, 'y', -1.9, 1.9),
              joint("tool_roll", 0.06, 0, 'x', -2.8, 2.8)),
          Frame.translation(0.11, 0, 0),
          List.of(0.0, 0.0, -1.0, 1.6, 0.0, Math.PI / 2 - 0.6, 0.0),
          new ArmModel.Gripper(0, 0.08, "m"));

  private RailArm() {}

  private static Joint joint(
      String name, double xM, double zM, char axis, double lower, double upper) {
    return new Joint(
        name,
        Frame.translation(xM, 0, zM),
        axis == 'x' ? 1 : 0,
        axis == 'y' ? 1 : 0,
        axis == 'z' ? 1 : 0,
        lower,
        upper,
        6,
        30);
  }
}
