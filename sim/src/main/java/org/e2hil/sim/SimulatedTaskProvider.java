package org.e2hil.sim;

import java.net.URL;
import java.util.List;
import java.util.Optional;
import org.apiguardian.api.API;
import org.e2hil.agent.env.Expert;
import org.e2hil.agent.env.Tunable;
import org.e2hil.agent.robot.ArmModel;
import org.e2hil.agent.task.Task;
import org.e2hil.sim.expert.Demonstrator;
import org.e2hil.sim.scene.Scene;
import org.e2hil.sim.task.SimulatedTask;

/**
 * A task that can be simulated. Those of other jars are listed in {@code
 * META-INF/services/org.e2hil.agent.task.Task}; they get cameras, randomisation, emulated drivers
 * and every command of the command line as the paper's tasks do.
 *
 * @param <T> what it is in a scene
 */
@API(status = API.Status.MAINTAINED)
public interface SimulatedTaskProvider<T extends SimulatedTask> extends Task {

  /**
   * The MJCF of the scene with this arm in it, unless the arm cannot do the task. By default the
   * resource {@code <arm>/<name of the task>.xml} beside this class. It may include {@code
   * table.xml} and {@code <arm>.xml}, and files beside itself.
   */
  default Optional<URL> scene(ArmModel arm) {
    return Optional.ofNullable(getClass().getResource(arm.name() + "/" + spec().name() + ".xml"));
  }

  /**
   * What a scenario may override, four to eight numbers at most. The task reads them from its scene
   * ({@link Scene#tuned}).
   */
  default List<Tunable> tunables() {
    return List.of();
  }

  /** The task in a scene that was loaded from {@link #scene}. */
  T in(Scene scene);

  /** Somebody who can do it. */
  Expert expert(T task, Demonstrator hand);
}
