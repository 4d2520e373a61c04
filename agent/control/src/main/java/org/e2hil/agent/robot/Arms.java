package org.e2hil.agent.robot;

import java.util.List;
import org.apiguardian.api.API;
import org.e2hil.agent.robot.ArmModel.Frame;
import org.e2hil.agent.robot.ArmModel.Gripper;
import org.e2hil.agent.robot.ArmModel.Joint;

/** The arms that simulation and hardware share. */
@API(status = API.Status.EXPERIMENTAL)
public final class Arms {

  /** From the A1X's tool point back to the maker's {@code gripper_link}, m along the tool's x. */
  static final double A1X_TOOL_BEYOND_GRIPPER_LINK_M = 0.030;

  private static final double SO101_SPEED_RAD_PER_S = 45 * 2 * Math.PI / 60;

  private static final double QUARTER = Math.PI / 2;

  private static final ArmModel A1X =
      new ArmModel(
          "a1x",
          List.of(
              a1xJoint(1, Frame.translation(0, 0, 0.08605), 'z', -2.8798, 2.8798, 10.472, 27),
              a1xJoint(2, Frame.translation(0, 0.03075, 0.04925), 'y', 0, 3.1416, 12.566, 50),
              a1xJoint(3, Frame.translation(-0.3, 0.00025004, 0), 'y', -3.3161, 0, 10.472, 27),
              a1xJoint(
                  4,
                  Frame.translation(0.1747, 0.00049739, 0.075485),
                  'y',
                  -1.5708,
                  1.5708,
                  32.987,
                  14),
              a1xJoint(
                  5, Frame.translation(0.08, -0.031498, 0.0405), 'z', -1.5708, 1.5708, 32.987, 14),
              a1xJoint(
                  6, Frame.translation(0.022503, 0, -0.0405), 'x', -2.8798, 2.8798, 32.987, 14)),
          Frame.translation(0.08165 + A1X_TOOL_BEYOND_GRIPPER_LINK_M, 0, 0),
          List.of(0.0, 1.90, -0.95, 0.62, 0.0, 0.0),
          new Gripper(0, 0.10, "m"));

  private static final ArmModel SO101 =
      new ArmModel(
          "so101",
          List.of(
              so101Joint(
                  "shoulder_pan", new Frame(0.0388353, 0, 0.0624, Math.PI, 0, -Math.PI), 1.91986),
              so101Joint(
                  "shoulder_lift",
                  new Frame(-0.0303992, -0.0182778, -0.0542, -QUARTER, -QUARTER, 0),
                  1.74533),
              so101Joint("elbow_flex", new Frame(-0.11257, -0.028, 0, 0, 0, QUARTER), 1.69),
              so101Joint("wrist_flex", new Frame(-0.1349, 0.0052, 0, 0, 0, -QUARTER), 1.65806),
              so101Joint(
                  "wrist_roll",
                  new Frame(0, -0.0611, 0.0181, QUARTER, 0.0486795, Math.PI),
                  -2.74385,
                  2.84121)),
          new Frame(-0.0079, -0.000218, -0.0981274, -QUARTER, QUARTER, 0),
          List.of(0.0, -0.40, 0.50, 1.20, 0.0),
          new Gripper(-0.17453, 1.74533, "rad"));

  private Arms() {}

  /**
   * The Galaxea A1X with its G1 gripper: six joints, as in the maker's URDF. The tool point lies 30
   * mm beyond {@code gripper_link}, between the finger pads. At home the tool points straight down
   * at (0.260, 0, 0.107) m.
   */
  public static ArmModel a1x() {
    return A1X;
  }

  /**
   * The LeRobot SO-101: five joints whose zero is the middle of their range, as in the published
   * {@code so101_new_calib} description. The tool point is its {@code gripper_frame}, on the face
   * of the fixed jaw near its tip, turned so that x is the direction of approach and y points from
   * the moving jaw to the fixed one; torque is that of its MuJoCo description, speed the no-load 45
   * rpm of the STS3215 servo's specification. At home the tool points 74° down, a quarter of a
   * radian and more from every limit.
   */
  public static ArmModel so101() {
    return SO101;
  }

  private static Joint a1xJoint(
      int number,
      Frame origin,
      char axis,
      double lowerRad,
      double upperRad,
      double maxSpeedRadPerS,
      double maxTorqueNm) {
    return new Joint(
        "arm_joint" + number,
        origin,
        axis == 'x' ? 1 : 0,
        axis == 'y' ? 1 : 0,
        axis == 'z' ? 1 : 0,
        lowerRad,
        upperRad,
        maxSpeedRadPerS,
        maxTorqueNm);
  }

  private static Joint so101Joint(String name, Frame origin, double limitRad) {
    return so101Joint(name, origin, -limitRad, limitRad);
  }

  private static Joint so101Joint(String name, Frame origin, double lowerRad, double upperRad) {
    return new Joint(name, origin, 0, 0, 1, lowerRad, upperRad, SO101_SPEED_RAD_PER_S, 3.35);
  }
}
