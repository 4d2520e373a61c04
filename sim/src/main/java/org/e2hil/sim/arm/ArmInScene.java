package org.e2hil.sim.arm;

import java.util.List;
import org.apiguardian.api.API;
import org.e2hil.agent.robot.ArmModel;
import org.e2hil.agent.robot.Kinematics;
import org.e2hil.agent.robot.ToolPose;
import org.e2hil.sim.scene.Scene;

/** Holds the arm of a scene's file to the arm as data, which the control step goes by. */
@API(status = API.Status.INTERNAL)
public final class ArmInScene {

  private static final double TOLERANCE_M = 1e-3;
  private static final double TOLERANCE_COSINE = 1e-4;
  private static final double MOVED_RAD = 0.2;

  private ArmInScene() {}

  /**
   * Compares the tool of both at home and with each joint moved. The scene is as fresh afterwards.
   *
   * @throws IllegalArgumentException if they differ by more than 1 mm or 0.8°
   */
  public static void require(Scene scene) {
    ArmModel arm = scene.arm();
    double[] home = arm.homeRad().stream().mapToDouble(Double::doubleValue).toArray();
    require(scene, home, "at home");
    for (int i = 0; i < home.length; i++) {
      ArmModel.Joint joint = arm.joints().get(i);
      double[] moved = home.clone();
      double by = MOVED_RAD * joint.perRad();
      moved[i] += home[i] + by < joint.upperRad() ? by : -by;
      require(scene, moved, "with the joint '%s' moved".formatted(joint.name()));
    }
    scene.data().reset();
    scene.data().forward();
  }

  private static void require(Scene scene, double[] jointsRad, String where) {
    ToolPose tool = new ToolPose();
    new Kinematics(scene.arm()).forward(jointsRad, tool);
    scene.poseArm(jointsRad);
    scene.data().forward();
    double[] there = scene.toolM();
    double offM = 0;
    boolean turned = false;
    for (int axis = 0; axis < 3; axis++) {
      offM = Math.hypot(offM, there[axis] - tool.positionM(axis));
      double cosine = 0;
      for (int row = 0; row < 3; row++) {
        cosine += scene.toolRotation(row, axis) * tool.rotation(row, axis);
      }
      turned |= cosine < 1 - TOLERANCE_COSINE;
    }
    if (offM > TOLERANCE_M || turned) {
      throw new IllegalArgumentException(
          "the scene's file and the data of the arm %s disagree: %s the site 'tool' is %s in the scene, but %s by the data%s; make their joints' frames and axes the same"
              .formatted(
                  scene.arm().name(),
                  where,
                  point(there),
                  point(tool.positionM()),
                  turned ? ", and points another way" : ""));
    }
  }

  private static String point(double[] m) {
    return List.of(Math.round(1000 * m[0]), Math.round(1000 * m[1]), Math.round(1000 * m[2]))
        + " mm";
  }
}
