package org.e2hil.sim.expert;

import java.util.function.IntToDoubleFunction;
import org.apiguardian.api.API;
import org.e2hil.agent.env.ActionScale;
import org.e2hil.agent.robot.CartesianController;
import org.e2hil.agent.robot.Rotation;
import org.e2hil.sim.scene.Scene;

/** What the motions of experts are made of, for one arm in one scene. */
@API(status = API.Status.MAINTAINED)
public final class Demonstrator {

  /** Share of a distance that a step makes up for; more overshoots, as the servos lag. */
  private static final double GAIN = 0.7;

  private final Scene scene;
  private final CartesianController controller;
  private final ActionScale scale;
  private final IntToDoubleFunction misreadM;
  private final boolean mayTilt;

  /** A hand that moves this controller's goal, on an arm whose encoders are right. */
  public Demonstrator(Scene scene, CartesianController controller, ActionScale scale) {
    this(scene, controller, scale, axis -> 0, true);
  }

  /**
   * A hand that moves this controller's goal.
   *
   * @param misreadM how far the tool point seems to the controller to be from where it is, along an
   *     axis, m
   * @param mayTilt false where the tool keeps its tilt, whatever is asked for
   */
  public Demonstrator(
      Scene scene,
      CartesianController controller,
      ActionScale scale,
      IntToDoubleFunction misreadM,
      boolean mayTilt) {
    this.scene = scene;
    this.controller = controller;
    this.scale = scale;
    this.misreadM = misreadM;
    this.mayTilt = mayTilt;
  }

  /** The scene that it is in. */
  public Scene scene() {
    return scene;
  }

  /** What an action number of 1 means. */
  public ActionScale scale() {
    return scale;
  }

  /** The gripper's commanded opening, as a share. */
  public double gripper() {
    return controller.gripperGoal();
  }

  /** Whether the gripper is commanded to be closed. */
  public boolean isClosed() {
    return gripper() < halfGrip();
  }

  /** Whether the gripper is commanded to be tighter than this opening, as a share. */
  public boolean isTighterThan(double share) {
    return gripper() < share - halfGrip();
  }

  /** What brings the commanded opening nearer to a share: −1 closes, 0 stays, 1 opens. */
  public int gripToward(double share) {
    double missing = share - gripper();
    return Math.abs(missing) < halfGrip() ? 0 : missing > 0 ? 1 : -1;
  }

  /** What the arm would do of a turn, rotation vector in the base frame. */
  public double[] allowed(double[] turnRad) {
    return mayTilt ? turnRad : new double[] {0, 0, turnRad[2]};
  }

  private double halfGrip() {
    return scale.gripperFraction() / 2;
  }

  /** How far the goal runs ahead of the tool point along one axis, m. */
  public double lagM(int axis) {
    return controller.goal().positionM(axis) - (scene.toolM(axis) + misreadM.applyAsDouble(axis));
  }

  /** The tool straight down, its z axis turned about the vertical by {@code yawRad}. */
  public double[] down(double yawRad) {
    return pointing(Math.PI / 2, yawRad);
  }

  /** The tool pointing below the horizon by {@code pitchRad}, then turned about the vertical. */
  public double[] pointing(double pitchRad, double yawRad) {
    double[] pitch = {Math.cos(pitchRad / 2), 0, Math.sin(pitchRad / 2), 0};
    double[] yaw = {Math.cos(yawRad / 2), 0, 0, Math.sin(yawRad / 2)};
    double[] turned = new double[4];
    Rotation.multiply(yaw, pitch, turned);
    return turned;
  }

  /**
   * Where the tool point is when a thing lies between the pads of a hand that points down.
   *
   * @param placeM middle of the thing
   * @param yawRad the hand's heading
   * @param widthM of the thing from pad to pad, and the room that it is to have there
   */
  public double[] astride(double[] placeM, double yawRad, double widthM) {
    double aside = scene.jaws().middleM(widthM);
    return new double[] {
      placeM[0] + aside * Math.sin(yawRad), placeM[1] - aside * Math.cos(yawRad), placeM[2]
    };
  }

  /**
   * A step of the tool toward a place, in proportion to how far it is from there, so that it slows
   * down as it comes near. It follows from where the tool is, not from where its goal is.
   */
  public Motion toward(double[] placeM, double[] quaternion, int gripper) {
    return toward(placeM, scene.toolM(), quaternion, gripper);
  }

  /** The same for another point that moves with the tool. */
  public Motion toward(double[] placeM, double[] pointM, double[] quaternion, int gripper) {
    double[] move = new double[3];
    for (int axis = 0; axis < 3; axis++) {
      move[axis] = GAIN * (placeM[axis] - pointM[axis]);
    }
    double[] turn = turnTo(quaternion);
    for (int axis = 0; axis < 3; axis++) {
      turn[axis] *= GAIN;
    }
    return new Motion(step(move), turn, gripper);
  }

  /** The same way, no longer than the longest step, m. */
  public double[] step(double[] moveM) {
    double[] move = moveM.clone();
    shorten(move, scale.translationM());
    return move;
  }

  /**
   * Rotation vector, in the base frame, to {@code quaternion}: about the vertical from how the tool
   * is turned, the tilts from how its goal is. An arm of five joints cannot tilt as asked
   * everywhere, and is not asked again for what its goal has already. Where actions do not turn it
   * is nothing, so that no motion waits for a turn that never comes.
   */
  public double[] turnTo(double[] quaternion) {
    if (scale.rotationRad() == 0) {
      return new double[3];
    }
    double[] matrix = new double[9];
    for (int row = 0; row < 3; row++) {
      for (int column = 0; column < 3; column++) {
        matrix[3 * row + column] = scene.toolRotation(row, column);
      }
    }
    double[] tool = new double[4];
    Rotation.fromMatrix(matrix, tool);
    double[] about = new double[3];
    Rotation.vectorBetween(tool, quaternion, about);
    double[] turn = new double[3];
    Rotation.vectorBetween(controller.goal().quaternion(), quaternion, turn);
    turn[2] = about[2];
    return turn;
  }

  private static void shorten(double[] vector, double most) {
    double length = length(vector);
    if (length > most) {
      for (int axis = 0; axis < 3; axis++) {
        vector[axis] *= most / length;
      }
    }
  }

  /**
   * What a hand does that goes over from one motion to another by degrees. One that changed its
   * mind at once, from down to up, would teach a policy the middle of the two, which is to stay.
   *
   * @param one the motion where {@code beyondM} is 0 or less
   * @param other the motion from {@code withinM} on
   */
  static double byDegrees(double one, double other, double beyondM, double withinM) {
    double share = clip(beyondM / withinM, 0, 1);
    return share * other + (1 - share) * one;
  }

  static double clip(double value, double least, double most) {
    return Math.max(least, Math.min(most, value));
  }

  static double length(double[] vector) {
    return Math.sqrt(vector[0] * vector[0] + vector[1] * vector[1] + vector[2] * vector[2]);
  }
}
