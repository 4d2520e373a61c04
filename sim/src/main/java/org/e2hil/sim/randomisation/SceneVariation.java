package org.e2hil.sim.randomisation;

import org.apiguardian.api.API;
import org.e2hil.sim.scene.Scene;

/** Draws an episode's physics and looks, which belong to a scene whatever its task. */
@API(status = API.Status.INTERNAL)
public final class SceneVariation {

  private final PhysicsVariation physics;
  private final LookVariation look;

  /** The variation of this scene within these bounds. */
  public SceneVariation(Scene scene, Randomisation randomisation) {
    physics = new PhysicsVariation(scene, randomisation.physics());
    look = new LookVariation(scene, randomisation.look());
  }

  /**
   * Draws and edits the model, which must be as it was compiled. Its constants must be derived
   * again afterwards, see {@link org.e2hil.sim.mujoco.Simulation#setConst()}.
   */
  public void draw(Draws draws) {
    physics.draw(draws);
    look.draw(draws);
  }
}
