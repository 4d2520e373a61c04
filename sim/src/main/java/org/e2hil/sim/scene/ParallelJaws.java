package org.e2hil.sim.scene;

import org.e2hil.agent.robot.ArmModel;

/** Two fingers that slide alike, so that what they hold is at the tool point. */
record ParallelJaws(ArmModel.Gripper gripper) implements Jaws {

  @Override
  public double touching(double widthM) {
    return (widthM - gripper.closed()) / (gripper.open() - gripper.closed());
  }

  @Override
  public double widthM(double opening) {
    return gripper.closed() + opening * (gripper.open() - gripper.closed());
  }

  @Override
  public double middleM(double widthM) {
    return 0;
  }
}
