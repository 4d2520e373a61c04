package org.e2hil.hardware.workcell;

import org.apiguardian.api.API;
import org.e2hil.agent.robot.JointCommand;
import org.e2hil.agent.robot.Resetter;
import org.e2hil.agent.robot.Robot;
import org.e2hil.agent.robot.RobotState;

/** Begins wherever the robot stands, without moving it. */
@API(status = API.Status.INTERNAL)
public final class StandingReset implements Resetter {

  private final Robot robot;

  /** Of a robot, which stays the caller's. */
  public StandingReset(Robot robot) {
    this.robot = robot;
  }

  @Override
  public JointCommand reset(long seed) {
    RobotState stands = robot.state();
    double opening = Math.max(0, Math.min(1, stands.gripperOpening()));
    return new JointCommand(stands.positionsRad(), opening);
  }
}
