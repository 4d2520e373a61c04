package org.e2hil.hardware.teleop;

import org.apiguardian.api.API;
import org.e2hil.agent.env.Action;

/**
 * A device in a person's hand, which says where the tool shall go. One thread, the one that opened
 * it and steps the world.
 */
@API(status = API.Status.EXPERIMENTAL)
public interface Teleoperator extends AutoCloseable {

  /** What a person would call it. */
  String name();

  /** When the person has the robot, and what its buttons mean. */
  ControlMap map();

  /**
   * What the person wants now; never waits long. Called once a control period, whether the person
   * has the robot or not.
   *
   * @throws DeviceLostException if the device is gone
   */
  Intent read();

  /**
   * The person takes over with this control period. A device whose position counts goes on from
   * here, so that the tool does not jump to it.
   *
   * @param first what was just read
   * @return the motion of this control period
   */
  Action engage(Intent first);

  /** Lets go of the device. Closing twice does nothing. */
  @Override
  void close();
}
