package org.e2hil.sim.scene;

import org.apiguardian.api.API;
import org.e2hil.agent.robot.ArmModel;

/** How wide a gripper's opening is, and where in it a thing is held. Immutable. */
@API(status = API.Status.EXPERIMENTAL)
public sealed interface Jaws permits ParallelJaws, TurningJaw {

  /** Opening at which the pads touch a thing of this width, as a share of the gripper's range. */
  double touching(double widthM);

  /** Distance of the pads at the tool point for an opening given as a share, m. */
  double widthM(double opening);

  /**
   * Where the middle of a thing of this width is when both pads touch it: along the tool's y axis
   * from the tool point, m.
   */
  double middleM(double widthM);

  /** The jaws of an arm, told by what its gripper is measured in. */
  static Jaws of(ArmModel arm) {
    return arm.gripper().unit().equals("m")
        ? new ParallelJaws(arm.gripper())
        : new TurningJaw(arm.gripper());
  }
}
