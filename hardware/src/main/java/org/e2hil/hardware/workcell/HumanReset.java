package org.e2hil.hardware.workcell;

import org.e2hil.agent.env.EnvironmentFaultException;
import org.e2hil.agent.robot.JointCommand;
import org.e2hil.agent.robot.JointTravel;
import org.e2hil.agent.robot.RearmableRobot;
import org.e2hil.agent.robot.Resetter;

/**
 * Begins an episode with a person's help: the arm goes slowly to its start, the person puts the
 * things back and says so. The seed decides nothing, for a person is not seeded.
 */
final class HumanReset implements Resetter {

  private static final double SPEED_RAD_PER_S = 0.5;

  private final RearmableRobot robot;
  private final JointCommand start;
  private final String task;
  private final Operator operator;
  // nobody expects an arm to move because a program was started
  private boolean mayMove;

  /**
   * Resets of one task.
   *
   * @param task its title, for the person
   */
  HumanReset(RearmableRobot robot, JointCommand start, String task, Operator operator) {
    this.robot = robot;
    this.start = start;
    this.task = task;
    this.operator = operator;
  }

  /**
   * {@inheritDoc}
   *
   * @throws EnvironmentFaultException if the person does not confirm it
   */
  @Override
  public JointCommand reset(long seed) {
    rearm();
    if (mayMove) {
      operator.tell("Keep clear: the arm goes to the start of " + task + ".");
    } else {
      require("The arm will go to the start of " + task + ". Is its way free, and are you clear?");
      mayMove = true;
    }
    JointTravel.go(robot, start, SPEED_RAD_PER_S);
    require("Put the things for " + task + " in their places. Are they, and are you clear?");
    // what was typed before the episode is not about it
    operator.poll();
    // the driver has held since the last tick
    robot.command(start);
    robot.awaitTick();
    return start;
  }

  private void rearm() {
    if (robot.stopped().isPresent()) {
      operator.tell("The arm is stopped: " + robot.stopped().get() + ".");
      require("Is the reason gone, so that the arm may be armed again?");
      robot.rearm();
    }
  }

  private void require(String question) {
    if (!operator.confirmed(question)) {
      throw new EnvironmentFaultException(
          "the operator did not say yes to '" + question + "', and the arm holds");
    }
  }
}
