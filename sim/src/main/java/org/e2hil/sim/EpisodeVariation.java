package org.e2hil.sim;

import java.util.Map;
import org.e2hil.sim.arm.SimulatedArm;
import org.e2hil.sim.randomisation.Draws;
import org.e2hil.sim.randomisation.Randomisation;
import org.e2hil.sim.randomisation.SceneVariation;
import org.e2hil.sim.scene.Scene;
import org.e2hil.sim.task.SimulatedTask;

/**
 * Draws what differs in an episode beside where things lie. It starts from the model as it was
 * compiled each time, so that an episode depends on its seed alone. Where nothing is to be drawn it
 * touches nothing.
 */
final class EpisodeVariation {

  private final Scene scene;
  private final SimulatedTask task;
  private final SimulatedArm arm;
  private final Randomisation randomisation;
  private final SceneVariation sceneVariation;

  EpisodeVariation(Scene scene, SimulatedTask task, SimulatedArm arm, Randomisation randomisation) {
    this.scene = scene;
    this.task = task;
    this.arm = arm;
    this.randomisation = randomisation;
    sceneVariation = new SceneVariation(scene, randomisation);
  }

  /** Draws the parameters of the episode with this seed; the state must be reset afterwards. */
  Map<String, Double> draw(long seed) {
    if (randomisation.equals(Randomisation.NONE)) {
      return Map.of();
    }
    Draws draws = new Draws(seed);
    scene.data().reset();
    scene.restoreModel();
    sceneVariation.draw(draws);
    task.vary(randomisation.things(), draws);
    arm.vary(randomisation.sensing(), draws);
    scene.data().setConst();
    return draws.all();
  }
}
