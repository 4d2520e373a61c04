package org.e2hil.hardware.so101;

import java.nio.file.Path;
import org.e2hil.agent.robot.JointCommand;
import org.e2hil.hardware.stream.Confirmation;

/** A program that moves an arm and never comes to an end by itself. */
final class ArmOwner {

  private ArmOwner() {}

  /** Moves the arm at the serial port {@code args[0]}, calibrated in the file {@code args[1]}. */
  public static void main(String[] args) {
    So101 robot =
        So101.connect(
            So101ThreadTest.settings(args[0], Path.of(args[1]), Bench.PARKING),
            Confirmation.nobody());
    JointCommand goal = Bench.away(robot, 0, 0.4);
    while (true) {
      Bench.go(robot, goal, 1);
    }
  }
}
