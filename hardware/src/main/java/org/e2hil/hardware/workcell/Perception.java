package org.e2hil.hardware.workcell;

import java.util.List;
import org.apiguardian.api.API;
import org.e2hil.agent.robot.Sensor;

/**
 * A source of the state of a task's objects on a real robot, such as a tag tracker or a pose
 * estimator. It is found through {@link java.util.ServiceLoader}; a scenario names it as {@code
 * robot.perception}.
 */
@API(status = API.Status.EXPERIMENTAL)
public interface Perception {

  /** Its name in a scenario. */
  String name();

  /** The tasks whose objects it knows. */
  List<String> tasks();

  /**
   * Begins to watch a task's objects.
   *
   * @return a sensor of the group {@code objects}, with the numbers, order and units that the
   *     task's simulated twin has, so that a policy can go from one to the other
   * @throws org.e2hil.agent.env.EnvironmentFaultException if it cannot, saying what to mend
   */
  Sensor open(String task);
}
