package org.e2hil.sim;

import java.util.Map;
import org.e2hil.agent.random.SeededRandom;
import org.e2hil.agent.robot.CartesianController;
import org.e2hil.agent.robot.JointCommand;
import org.e2hil.agent.robot.Kinematics;
import org.e2hil.agent.robot.Resetter;
import org.e2hil.agent.robot.Rotation;
import org.e2hil.agent.robot.ToolPose;
import org.e2hil.agent.task.TaskSetup;
import org.e2hil.sim.arm.SimulatedArm;
import org.e2hil.sim.scene.Scene;
import org.e2hil.sim.task.Grasp;
import org.e2hil.sim.task.SimulatedTask;

/**
 * Begins an episode: the task draws where things lie, the arm stands at the task's start, the
 * gripper closes on what it shall hold, and the scene settles. An episode depends on its seed
 * alone, not on those before it.
 */
final class SimulatedReset implements Resetter {

  /** Control ticks that a scene settles. */
  private static final int SETTLING_TICKS = 30;

  /** Control ticks for which an object is kept in its place while the gripper closes on it. */
  private static final int KEPT_TICKS = 45;

  /** Turns the hand's frame, x along the tool, into that of an object that hangs in it, z up. */
  private static final double[] HANGING = {Math.sqrt(0.5), 0, -Math.sqrt(0.5), 0};

  private final Scene scene;
  private final SimulatedTask task;
  private final TaskSetup place;
  private final SimulatedArm arm;
  private final EpisodeVariation variation;
  private final CartesianController controller;
  private final Kinematics kinematics;
  private final ToolPose hand = new ToolPose();
  private final double[] home;
  private Map<String, Double> parameters = Map.of();

  /**
   * The start of a task's episodes.
   *
   * @param place where the arm begins
   * @param variation what else an episode draws
   * @param controller to solve for joint angles with; it is not changed
   */
  SimulatedReset(
      Scene scene,
      SimulatedTask task,
      TaskSetup place,
      SimulatedArm arm,
      EpisodeVariation variation,
      CartesianController controller) {
    this.scene = scene;
    this.task = task;
    this.place = place;
    this.arm = arm;
    this.variation = variation;
    this.controller = controller;
    kinematics = new Kinematics(scene.arm());
    double[] near = scene.arm().homeRad().stream().mapToDouble(Double::doubleValue).toArray();
    home = place.joints(controller, 0, near);
  }

  @Override
  public JointCommand reset(long seed) {
    parameters = variation.draw(seed);
    scene.data().reset();
    task.place(SeededRandom.of(seed, "place"));
    JointCommand held = task.grasp().map(this::grasp).orElseGet(this::stand);
    for (int tick = 0; tick < SETTLING_TICKS; tick++) {
      scene.tick();
    }
    task.settled();
    return held;
  }

  @Override
  public Map<String, Double> parameters() {
    return parameters;
  }

  private JointCommand stand() {
    double opening = place.opening();
    scene.poseArm(arm.realRad(home));
    scene.poseGripper(opening);
    scene.data().forward();
    return new JointCommand(home, opening);
  }

  private JointCommand grasp(Grasp grasp) {
    double[] turned = place.joints(controller, grasp.turnRad(), home);
    double[] real = arm.realRad(turned);
    scene.poseArm(real);
    scene.poseGripper(grasp.touching());
    scene.commandGripper(grasp.squeezing());
    kinematics.forward(real, hand);
    double[] position = hand.positionM();
    double[] quaternion = new double[4];
    for (int axis = 0; axis < 3; axis++) {
      position[axis] +=
          grasp.beyondM() * hand.rotation(axis, 0)
              + grasp.alongM() * hand.rotation(axis, 2)
              + grasp.acrossM() * hand.rotation(axis, 1);
    }
    Rotation.multiply(hand.quaternion(), HANGING, quaternion);
    scene.placeFree(grasp.body(), position, quaternion);
    scene.data().forward();
    for (int tick = 0; tick < KEPT_TICKS; tick++) {
      scene.tick();
      // without this it would fall before the gripper presses
      scene.placeFree(grasp.body(), position, quaternion);
    }
    return new JointCommand(turned, grasp.squeezing());
  }
}
