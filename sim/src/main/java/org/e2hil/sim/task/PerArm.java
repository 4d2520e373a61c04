package org.e2hil.sim.task;

import java.util.Map;
import org.apiguardian.api.API;
import org.e2hil.agent.robot.ArmModel;
import org.e2hil.sim.scene.Scene;

/**
 * What of a task is cut to the measure of an arm, such as where things stand and how large they
 * are. The scene files of the same arms say the same in their shapes.
 *
 * @param <T> the dimensions
 * @param byArm one for each arm, by {@link ArmModel#name()}
 */
@API(status = API.Status.INTERNAL)
public record PerArm<T>(Map<String, T> byArm) {

  /** Copies the map. */
  public PerArm {
    byArm = Map.copyOf(byArm);
  }

  /** Dimensions for the two arms that there are. */
  public static <T> PerArm<T> of(T a1x, T so101) {
    return new PerArm<>(Map.of("a1x", a1x, "so101", so101));
  }

  /**
   * Those of the arm in a scene.
   *
   * @throws IllegalArgumentException for an arm that the task was never cut to
   */
  public T in(Scene scene) {
    T found = byArm.get(scene.arm().name());
    if (found == null) {
      throw new IllegalArgumentException(
          "this task has dimensions for %s but not for the arm %s; add them beside the others"
              .formatted(byArm.keySet(), scene.arm().name()));
    }
    return found;
  }
}
