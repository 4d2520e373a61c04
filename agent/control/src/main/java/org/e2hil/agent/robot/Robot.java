package org.e2hil.agent.robot;

import org.apiguardian.api.API;
import org.e2hil.agent.env.EnvironmentFaultException;

/**
 * The seam between the control step and a robot: joint angles come out, joint targets go in, and
 * time passes tick by tick. A simulated arm, an emulated one and a real one implement it alike. One
 * thread drives it; every method may throw {@link EnvironmentFaultException}.
 */
@API(status = API.Status.MAINTAINED)
public interface Robot extends AutoCloseable {

  /** Control ticks a second. */
  int TICKS_PER_SECOND = 100;

  /** The arm's joints, limits and home, as data. */
  ArmModel arm();

  /** What the joints and the gripper measured last. */
  RobotState state();

  /** Asks for joint angles and a gripper opening; it takes effect during the ticks that follow. */
  void command(JointCommand command);

  /** Waits until the next tick, 10 ms after the last: in simulation, time passes here. */
  void awaitTick();

  /** Holds where it stands and lets go of the device. Closing twice does nothing. */
  @Override
  void close();
}
