package org.e2hil.sim.task;

import java.util.Optional;
import org.e2hil.agent.env.ObservationGroup;
import org.e2hil.agent.random.SeededRandom;
import org.e2hil.agent.robot.ControllerConfig;
import org.e2hil.agent.robot.Rotation;
import org.e2hil.agent.robot.TurnLimits;
import org.e2hil.agent.task.Judge;
import org.e2hil.sim.mujoco.Renderer;
import org.e2hil.sim.randomisation.Draws;
import org.e2hil.sim.randomisation.Randomisation;

/**
 * A task in one scene: where things lie at a reset, what its mechanisms do, what can be known of it
 * and when it is done. It is also the judge, so the two cannot disagree.
 */
public interface SimulatedTask extends Judge {

  /** Where the arm begins and how it is led. */
  Start start();

  /** How far the tool may turn away from its start: enough for the task, and no flailing. */
  default TurnLimits turns() {
    return TurnLimits.about(start().quaternion(), 0.35, 1.2);
  }

  /**
   * Draws a new episode on a fresh physics state, and puts back whatever of the model the last
   * episode changed. Positions of bodies and sites are not computed yet. Afterwards the arm goes to
   * its start and the scene settles for a while.
   */
  void place(SeededRandom random);

  /**
   * Draws what may differ of this task's own things in a new episode, before {@link #place}. The
   * model is as it was compiled; its constants are derived anew afterwards.
   */
  default void vary(Randomisation.Things ranges, Draws draws) {}

  /** What the gripper holds from the start of the episode that was drawn last. */
  default Optional<Grasp> grasp() {
    return Optional.empty();
  }

  /** The scene has settled; what success is measured from may be noted now. */
  default void settled() {}

  /** The task's mechanisms, after every control tick of 10 ms. */
  default void tick() {}

  /** Brings what is to be seen, but is no part of the physics, into a renderer before it draws. */
  default void beforeRender(Renderer renderer) {}

  /** Numbers in the object state. */
  int objectNumbers();

  /** How the object state is to be read: plain numbers, or a set of things. */
  default ObservationGroup objectGroup() {
    return ObservationGroup.numbers(
        ObservationGroup.OBJECTS, objectNumbers(), /* privileged= */ true);
  }

  /** Writes the object state, metres and radians or shares. */
  void objects(double[] into);

  /**
   * Where the arm begins an episode.
   *
   * @param xM of the tool point
   * @param yM of the tool point
   * @param zM of the tool point
   * @param pitchRad how far the tool points below the horizon: π/2 is straight down
   * @param rollRad how far the tool is then turned about its own axis of approach: at 0 its pads
   *     close from left and right
   * @param opening of the gripper, as a share
   * @param controller how the arm is led
   */
  record Start(
      double xM,
      double yM,
      double zM,
      double pitchRad,
      double rollRad,
      double opening,
      ControllerConfig controller) {

    /** Straight down with the gripper open. */
    public static Start down(double xM, double yM, double zM, ControllerConfig controller) {
      return new Start(xM, yM, zM, Math.PI / 2, 0, 1, controller);
    }

    /** The same with the tool turned about its axis of approach and the gripper opened so far. */
    public Start withHand(double turnedRad, double opened) {
      return new Start(xM, yM, zM, pitchRad, turnedRad, opened, controller);
    }

    /** Orientation of the tool, {@code [w, x, y, z]}. */
    public double[] quaternion() {
      double[] pitched = {Math.cos(pitchRad / 2), 0, Math.sin(pitchRad / 2), 0};
      double[] rolled = {Math.cos(rollRad / 2), Math.sin(rollRad / 2), 0, 0};
      Rotation.multiply(pitched, rolled, rolled);
      return rolled;
    }
  }
}
