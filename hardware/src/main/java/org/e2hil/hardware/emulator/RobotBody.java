package org.e2hil.hardware.emulator;

import org.apiguardian.api.API;
import org.e2hil.agent.robot.ArmModel;
import org.e2hil.agent.robot.JointCommand;
import org.e2hil.agent.robot.Robot;
import org.e2hil.agent.robot.RobotState;

/**
 * A body that is a robot itself, such as a simulated arm: what the emulated motors want are its
 * commands, and its ticks are the time that passes. Motors are its joints and then its gripper, in
 * the gripper's own unit. A limp motor stays where it is, as if its gears were stiff.
 */
@API(status = API.Status.EXPERIMENTAL)
public final class RobotBody implements EmulatedBody {

  private static final long TICK_NANOS = 1_000_000_000L / Robot.TICKS_PER_SECOND;

  private final Robot robot;
  private double[] goals;
  private long owedNanos;

  /** This robot as a body; the robot stays the caller's. */
  public RobotBody(Robot robot) {
    this.robot = robot;
    goals = positionsRad();
  }

  @Override
  public double[] positionsRad() {
    RobotState state = robot.state();
    ArmModel.Gripper gripper = robot.arm().gripper();
    double[] positions = new double[state.joints() + 1];
    for (int i = 0; i < state.joints(); i++) {
      positions[i] = state.positionRad(i);
    }
    positions[state.joints()] =
        gripper.closed() + state.gripperOpening() * (gripper.open() - gripper.closed());
    return positions;
  }

  @Override
  public void drive(double[] goalsRad, boolean[] underTorque) {
    double[] at = positionsRad();
    for (int i = 0; i < at.length; i++) {
      at[i] = underTorque[i] ? goalsRad[i] : at[i];
    }
    goals = at;
  }

  @Override
  public void advance(double seconds) {
    owedNanos += Math.round(seconds * 1e9);
    for (; owedNanos >= TICK_NANOS; owedNanos -= TICK_NANOS) {
      robot.command(command());
      robot.awaitTick();
    }
  }

  private JointCommand command() {
    ArmModel.Gripper gripper = robot.arm().gripper();
    double[] joints = new double[goals.length - 1];
    System.arraycopy(goals, 0, joints, 0, joints.length);
    double own = goals[joints.length];
    return new JointCommand(joints, (own - gripper.closed()) / (gripper.open() - gripper.closed()));
  }
}
