package org.e2hil.hardware.workcell;

import org.apiguardian.api.API;
import org.e2hil.agent.robot.ControllerConfig;
import org.e2hil.agent.robot.RearmableRobot;
import org.e2hil.hardware.stream.Confirmation;

/**
 * Connects to one kind of arm alone, without a task, its table or its cameras. It is found through
 * {@link java.util.ServiceLoader}.
 */
@API(status = API.Status.EXPERIMENTAL)
public interface ArmProvider {

  /** The robot's name in scenarios. */
  String robot();

  /** How such an arm is led. */
  ControllerConfig controller();

  /**
   * Connects to it; it holds where it stands.
   *
   * @param settings of the robot's block in a scenario
   * @param release asked before the arm goes limp at the end
   * @throws org.e2hil.agent.env.EnvironmentFaultException if anything is amiss, saying what to mend
   */
  RearmableRobot connect(Record settings, Confirmation release);
}
