package org.e2hil.agent.task;

import java.util.Optional;
import org.apiguardian.api.API;
import org.e2hil.agent.robot.ArmModel;
import org.e2hil.agent.robot.TaskSpec;

/**
 * What is to be done, and where an arm does it: the same in simulation and on a robot. The tasks of
 * other jars are found through {@link java.util.ServiceLoader}; their classes are public and have a
 * constructor without parameters.
 */
@API(status = API.Status.MAINTAINED)
public interface Task {

  /** Its name, time limit and action scale. */
  TaskSpec spec();

  /** Where this arm does it, unless it was never laid out for the arm. */
  Optional<TaskSetup> taskSetup(ArmModel arm);
}
