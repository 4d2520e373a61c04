package org.e2hil.sim.task;

import java.util.Optional;
import org.apiguardian.api.API;
import org.e2hil.agent.env.ObservationGroup;
import org.e2hil.agent.random.SeededRandom;
import org.e2hil.agent.robot.Judge;
import org.e2hil.sim.mujoco.Renderer;
import org.e2hil.sim.randomisation.Draws;
import org.e2hil.sim.randomisation.Randomisation;

/**
 * A task in one scene: where things lie at a reset, what its mechanisms do, what can be known of it
 * and when it is done. It is also the judge, so the two cannot disagree.
 */
@API(status = API.Status.MAINTAINED)
public interface SimulatedTask extends Judge {

  /**
   * Draws a new episode on a fresh physics state, and puts back whatever of the model the last
   * episode changed. Positions of bodies and sites are not computed yet. Afterwards the arm goes to
   * its start and the scene settles for a while.
   */
  void place(SeededRandom random);

  /**
   * Draws what may differ of this task's own things in a new episode, before {@link #place}. The
   * model is as it was compiled; its constants are derived again afterwards.
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
}
