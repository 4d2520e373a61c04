package org.e2hil.sim.expert;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.IntToDoubleFunction;
import java.util.function.Supplier;
import org.e2hil.agent.env.ActionScale;
import org.e2hil.agent.robot.CartesianController;
import org.e2hil.agent.robot.Rotation;
import org.e2hil.agent.robot.ToolPose;
import org.e2hil.sim.expert.Script.Move;
import org.e2hil.sim.scene.Scene;

/** The moves that scripts are made of, for one arm in one scene. */
public final class Hand {

  /** Share of a distance that a step makes up for; more overshoots, as the servos lag. */
  private static final double GAIN = 0.7;

  private final Scene scene;
  private final CartesianController controller;
  private final ActionScale scale;
  private final IntToDoubleFunction misreadM;

  /** A hand that moves this controller's goal, on an arm whose encoders are right. */
  public Hand(Scene scene, CartesianController controller, ActionScale scale) {
    this(scene, controller, scale, axis -> 0);
  }

  /**
   * A hand that moves this controller's goal.
   *
   * @param misreadM how far the tool point seems to the controller to be from where it is, along an
   *     axis, m
   */
  public Hand(
      Scene scene,
      CartesianController controller,
      ActionScale scale,
      IntToDoubleFunction misreadM) {
    this.scene = scene;
    this.controller = controller;
    this.scale = scale;
    this.misreadM = misreadM;
  }

  Scene scene() {
    return scene;
  }

  ActionScale scale() {
    return scale;
  }

  /** The gripper's commanded opening, as a share. */
  double gripper() {
    return controller.gripperGoal();
  }

  /** Whether the gripper is commanded to be closed. */
  boolean isClosed() {
    return gripper() < halfGrip();
  }

  /** Whether the gripper is commanded to be tighter than this opening, as a share. */
  boolean isTighterThan(double share) {
    return gripper() < share - halfGrip();
  }

  /** What brings the commanded opening nearer to a share: −1 closes, 0 stays, 1 opens. */
  int gripToward(double share) {
    double missing = share - gripper();
    return Math.abs(missing) < halfGrip() ? 0 : missing > 0 ? 1 : -1;
  }

  private double halfGrip() {
    return scale.gripperFraction() / 2;
  }

  /** How far the goal runs ahead of the tool point along one axis, m. */
  double lagM(int axis) {
    return controller.goal().positionM(axis) - (scene.toolM(axis) + misreadM.applyAsDouble(axis));
  }

  /** The tool straight down, its z axis turned about the vertical by {@code yawRad}. */
  double[] down(double yawRad) {
    return pointing(Math.PI / 2, yawRad);
  }

  /** The tool pointing below the horizon by {@code pitchRad}, then turned about the vertical. */
  double[] pointing(double pitchRad, double yawRad) {
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
  double[] astride(double[] placeM, double yawRad, double widthM) {
    double aside = scene.jaws().middleM(widthM);
    return new double[] {
      placeM[0] + aside * Math.sin(yawRad), placeM[1] - aside * Math.cos(yawRad), placeM[2]
    };
  }

  /** Rotation vector, in the base frame, from the goal's orientation to {@code quaternion}. */
  double[] turnTo(double[] quaternion) {
    double[] vector = new double[3];
    Rotation.vectorBetween(controller.goal().quaternion(), quaternion, vector);
    return vector;
  }

  /** The tool point's goal. */
  ToolPose goal() {
    return controller.goal();
  }

  /** Begins a move of the tool point to a place that may itself move. */
  Reach reach(Supplier<double[]> placeM) {
    return new Reach(placeM);
  }

  /**
   * A step of the tool toward a place, in proportion to how far it is from there, so that it slows
   * down as it comes near. It follows from where the tool is alone, not from where its goal is.
   */
  Motion toward(double[] placeM, double[] quaternion, int gripper) {
    return toward(placeM, scene.toolM(), quaternion, gripper);
  }

  /** The same for another point that moves with the tool. */
  Motion toward(double[] placeM, double[] pointM, double[] quaternion, int gripper) {
    double[] move = new double[3];
    for (int axis = 0; axis < 3; axis++) {
      move[axis] = GAIN * (placeM[axis] - pointM[axis]);
    }
    shorten(move, scale.translationM());
    double[] turn = toolTurnTo(quaternion);
    for (int axis = 0; axis < 3; axis++) {
      turn[axis] *= GAIN;
    }
    return Motion.of(move, turn, gripper);
  }

  /** Rotation vector, in the base frame, from how the tool is turned to {@code quaternion}. */
  double[] toolTurnTo(double[] quaternion) {
    double[] matrix = new double[9];
    for (int row = 0; row < 3; row++) {
      for (int column = 0; column < 3; column++) {
        matrix[3 * row + column] = scene.toolRotation(row, column);
      }
    }
    double[] tool = new double[4];
    Rotation.fromMatrix(matrix, tool);
    double[] vector = new double[3];
    Rotation.vectorBetween(tool, quaternion, vector);
    return vector;
  }

  /** Opens or closes until the commanded opening is within half a step of {@code share}. */
  Move grip(double share, int settlePeriods) {
    int[] settled = {0};
    return () -> {
      double missing = share - gripper();
      if (Math.abs(missing) > halfGrip()) {
        return Optional.of(Motion.grip(missing > 0 ? 1 : -1));
      }
      return settled[0]++ < settlePeriods ? Optional.of(Motion.stay()) : Optional.empty();
    };
  }

  /** Stays for so many periods. */
  Move stay(int periods) {
    return repeat(periods, () -> true, Motion::stay);
  }

  /** Repeats a motion for at most so many periods, while a condition holds. */
  Move repeat(int most, BooleanSupplier while_, Supplier<Motion> motion) {
    int[] done = {0};
    return () ->
        done[0]++ < most && while_.getAsBoolean() ? Optional.of(motion.get()) : Optional.empty();
  }

  /** A move of the tool point, or of another point that moves with it, to a place. */
  final class Reach implements Move {

    private final Supplier<double[]> placeM;
    private Supplier<double[]> pointM = () -> scene.toolM();
    private double gain = 1;
    private double[] orientation = null;
    private double withinM = 0.004;
    private double withinRad = 0.05;
    private double speed = 1;
    private int most = 60;
    private int done;

    private Reach(Supplier<double[]> placeM) {
      this.placeM = placeM;
    }

    /** Brings this point there instead of the tool point. */
    Reach bringing(Supplier<double[]> point) {
      pointM = point;
      gain = 0.8;
      return this;
    }

    /** Turns the tool so, on the way. */
    Reach turned(double[] quaternion) {
      orientation = quaternion;
      return this;
    }

    /** How near is near enough. */
    Reach within(double metres, double radians) {
      withinM = metres;
      withinRad = radians;
      return this;
    }

    /** A share of the fastest step. */
    Reach speed(double share) {
      speed = share;
      return this;
    }

    /** Gives up after so many periods. */
    Reach atMost(int periods) {
      most = periods;
      return this;
    }

    @Override
    public Optional<Motion> next() {
      double[] place = placeM.get();
      double[] point = pointM.get();
      double[] turn = orientation == null ? new double[3] : turnTo(orientation);
      double[] move = new double[3];
      double missing = 0;
      for (int axis = 0; axis < 3; axis++) {
        double error = place[axis] - point[axis];
        missing += error * error;
        // what the goal already runs ahead will still come
        move[axis] = gain * (error - lagM(axis));
      }
      if (done++ >= most || (Math.sqrt(missing) < withinM && length(turn) < withinRad)) {
        return Optional.empty();
      }
      shorten(move, speed * scale.translationM());
      return Optional.of(Motion.move(move, turn));
    }
  }

  private static void shorten(double[] vector, double most) {
    double length = length(vector);
    if (length > most) {
      for (int axis = 0; axis < 3; axis++) {
        vector[axis] *= most / length;
      }
    }
  }

  static double clip(double value, double least, double most) {
    return Math.max(least, Math.min(most, value));
  }

  static double length(double[] vector) {
    return Math.sqrt(vector[0] * vector[0] + vector[1] * vector[1] + vector[2] * vector[2]);
  }
}
