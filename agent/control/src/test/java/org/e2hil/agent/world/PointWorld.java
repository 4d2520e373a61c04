package org.e2hil.agent.world;

import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.e2hil.agent.env.Action;
import org.e2hil.agent.env.ActionScale;
import org.e2hil.agent.env.EpisodeEnd;
import org.e2hil.agent.env.Expert;
import org.e2hil.agent.env.Observation;
import org.e2hil.agent.env.ObservationGroup;
import org.e2hil.agent.env.Workcell;
import org.e2hil.agent.random.SeededRandom;
import org.e2hil.agent.robot.ArmModel;
import org.e2hil.agent.robot.Arms;
import org.e2hil.agent.robot.CartesianController;
import org.e2hil.agent.robot.ControllerConfig;
import org.e2hil.agent.robot.JointCommand;
import org.e2hil.agent.robot.Judge;
import org.e2hil.agent.robot.Kinematics;
import org.e2hil.agent.robot.RobotEnvironment;
import org.e2hil.agent.robot.SafetyGate;
import org.e2hil.agent.robot.Sensor;
import org.e2hil.agent.robot.TaskSpec;
import org.e2hil.agent.robot.ToolPose;

/**
 * A reach without physics: the A1X with perfect servos brings its tool to a point and stays there
 * for three periods. Everything but the servos is what moves a real arm, so a trainer that is
 * tested here is tested on the one control step.
 */
public final class PointWorld {

  /** The task. */
  public static final TaskSpec SPEC =
      TaskSpec.of("point-reach", "Point Reach", "without physics", 40);

  /** The name of the camera's picture. */
  public static final String SIDE = "side";

  private static final int SIDE_PIXELS = 8;

  /** Of a pixel; the point lies within {@link #LONGEST_M} and some of where the tool begins. */
  private static final double SIDE_PIXEL_M = 0.05;

  private static final double NEAR_M = 0.02;
  private static final int HELD_PERIODS = 3;
  private static final double SHORTEST_M = 0.09;
  private static final double LONGEST_M = 0.13;

  private final ArmModel arm = Arms.a1x();
  private final PerfectArm robot;
  private final ActionScale scale;
  private final Kinematics kinematics = new Kinematics(arm);
  private final ToolPose tool = new ToolPose();
  private final double[] pointM = new double[3];
  private int heldPeriods;

  private PointWorld(ActionScale scale, Runnable beforeTick) {
    this.scale = scale;
    robot = new PerfectArm(arm, beforeTick);
  }

  /** The world with its own time limit. */
  public static Workcell open() {
    return open(SPEC, () -> {});
  }

  /**
   * The world.
   *
   * @param task a variant of {@link #SPEC}, with another horizon or scale
   * @param beforeTick runs before each tick of the arm; throws what shall go wrong
   */
  public static Workcell open(TaskSpec task, Runnable beforeTick) {
    PointWorld world = new PointWorld(task.actionScale(), beforeTick);
    return world.workcell(task, List.of(world.sensor()));
  }

  /** The same with a camera beside the privileged numbers, the picture {@link #SIDE}. */
  public static Workcell openSeen(TaskSpec task, Runnable beforeTick) {
    PointWorld world = new PointWorld(task.actionScale(), beforeTick);
    return world.workcell(task, List.of(world.sensor(), world.camera()));
  }

  private Workcell workcell(TaskSpec task, List<Sensor> sensors) {
    ControllerConfig config = ControllerConfig.a1x();
    RobotEnvironment environment =
        new RobotEnvironment(
            "perfect-a1x",
            task,
            robot,
            new CartesianController(arm, config, task.actionScale()),
            new SafetyGate(config.workspace(), task.actionScale()),
            judge(),
            this::reset,
            sensors);
    return new Workcell(environment, Optional.of(expert()));
  }

  private JointCommand reset(long seed) {
    SeededRandom random = SeededRandom.of(seed, "place");
    JointCommand held = robot.place(PerfectArm.home(arm), 1);
    kinematics.forward(robot.state().positionsRad(), tool);
    double heading = random.nextDouble(-Math.PI, Math.PI);
    double distance = random.nextDouble(SHORTEST_M, LONGEST_M);
    pointM[0] = tool.positionM(0) + 0.05 + distance * Math.cos(heading);
    pointM[1] = tool.positionM(1) + distance * Math.sin(heading);
    pointM[2] = tool.positionM(2) + random.nextDouble(0.03, 0.08);
    heldPeriods = 0;
    return held;
  }

  private double missingM(int axis) {
    kinematics.forward(robot.state().positionsRad(), tool);
    return pointM[axis] - tool.positionM(axis);
  }

  private double distanceM() {
    return Math.sqrt(
        missingM(0) * missingM(0) + missingM(1) * missingM(1) + missingM(2) * missingM(2));
  }

  private Judge judge() {
    return () -> {
      heldPeriods = distanceM() < NEAR_M ? heldPeriods + 1 : 0;
      return heldPeriods >= HELD_PERIODS ? EpisodeEnd.success() : EpisodeEnd.none();
    };
  }

  private Sensor sensor() {
    return new Sensor() {
      @Override
      public ObservationGroup group() {
        return ObservationGroup.numbers(ObservationGroup.OBJECTS, 3, /* privileged= */ true);
      }

      @Override
      public void observe(Observation.Builder into) {
        into.numbers(
            ObservationGroup.OBJECTS, new double[] {missingM(0), missingM(1), missingM(2)});
      }
    };
  }

  /** Looks down from the tool: black, the point as one pixel that is redder the lower it lies. */
  private Sensor camera() {
    return new Sensor() {
      @Override
      public ObservationGroup group() {
        return ObservationGroup.picture(SIDE, SIDE_PIXELS, SIDE_PIXELS);
      }

      @Override
      public void observe(Observation.Builder into) {
        byte[] rgb = new byte[group().size()];
        int at = 3 * (SIDE_PIXELS * pixel(missingM(1)) + pixel(missingM(0)));
        rgb[at] = (byte) Math.max(0, Math.min(255, 128 - 1000 * missingM(2)));
        rgb[at + 1] = (byte) 255;
        into.picture(SIDE, rgb);
      }

      private static int pixel(double missingM) {
        int middle = SIDE_PIXELS / 2;
        return Math.max(
            0, Math.min(SIDE_PIXELS - 1, middle + (int) Math.round(missingM / SIDE_PIXEL_M)));
      }
    };
  }

  private Expert expert() {
    return new Expert() {

      private RandomGenerator hand = SeededRandom.of(0, "hand");
      private double noise;

      @Override
      public void begin(RandomGenerator random, double std) {
        hand = random;
        noise = std;
      }

      @Override
      public Action act() {
        double[] values = advice().toArray();
        for (int i = 0; i < Action.CONTINUOUS && noise > 0; i++) {
          values[i] += noise * hand.nextGaussian();
        }
        return Action.of(values).clipped();
      }

      @Override
      public Action advice() {
        double[] values = new double[Action.SIZE];
        double largest = 1;
        for (int axis = 0; axis < 3; axis++) {
          values[axis] = missingM(axis) / scale.translationM();
          largest = Math.max(largest, Math.abs(values[axis]));
        }
        for (int axis = 0; axis < 3; axis++) {
          values[axis] /= largest;
        }
        return Action.of(values);
      }

      @Override
      public double progress() {
        return Math.max(0, 1 - distanceM() / 0.3);
      }
    };
  }
}
