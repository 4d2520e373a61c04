package org.e2hil.hardware.teleop;

import org.apiguardian.api.API;
import org.e2hil.agent.env.Action;

/** A number of an {@link Action}, in its order. Axes are those of the robot's base frame. */
@API(status = API.Status.EXPERIMENTAL)
public enum Motion {
  /** Forward. */
  X,
  /** To the left. */
  Y,
  /** Up. */
  Z,
  /** About x. */
  ROLL,
  /** About y. */
  PITCH,
  /** About z. */
  YAW,
  /** Positive opens. */
  GRIPPER
}
