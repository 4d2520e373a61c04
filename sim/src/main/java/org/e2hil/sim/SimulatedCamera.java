package org.e2hil.sim;

import org.e2hil.agent.env.Observation;
import org.e2hil.agent.env.ObservationGroup;
import org.e2hil.agent.robot.Sensor;
import org.e2hil.sim.mujoco.Renderer;
import org.e2hil.sim.scene.Scene;
import org.e2hil.sim.task.SimulatedTask;

/**
 * A camera of the scene: 128×128 RGB bytes, rows from the top. Graphics are opened on first use.
 */
final class SimulatedCamera implements Sensor {

  private final Scene scene;
  private final SimulatedTask task;
  private final String name;
  private final int camera;
  private final byte[] rgb = new byte[Scene.PICTURE_PIXELS * Scene.PICTURE_PIXELS * 3];

  SimulatedCamera(Scene scene, SimulatedTask task, String name) {
    this.scene = scene;
    this.task = task;
    this.name = name;
    camera = scene.model().camera(name);
  }

  @Override
  public ObservationGroup group() {
    return ObservationGroup.picture(name, Scene.PICTURE_PIXELS, Scene.PICTURE_PIXELS);
  }

  @Override
  public void observe(Observation.Builder into) {
    Renderer renderer = scene.renderer();
    task.beforeRender(renderer);
    renderer.render(scene.data(), camera, rgb);
    into.picture(name, rgb);
  }
}
