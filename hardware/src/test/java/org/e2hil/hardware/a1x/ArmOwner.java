package org.e2hil.hardware.a1x;

import org.e2hil.agent.robot.JointCommand;
import org.e2hil.hardware.stream.Confirmation;

/** A program that moves an arm and never comes to an end by itself. */
final class ArmOwner {

  private ArmOwner() {}

  /** Moves the arm behind the serial port, or the rosbridge, {@code args[0]}. */
  public static void main(String[] args) {
    A1xSettings.Route route =
        args[0].startsWith("ws:")
            ? new A1xSettings.Rosbridge(args[0], "/function_frame_arm")
            : new A1xSettings.Slcan(args[0], true);
    A1x robot = A1x.connect(A1xThreadTest.settings(route, Bench.PARKING), Confirmation.nobody());
    JointCommand goal = Bench.away(0, 0.4);
    while (true) {
      Bench.go(robot, goal, 1);
    }
  }
}
