package org.e2hil.scenarios.emulated;

import java.util.function.BiFunction;
import org.e2hil.agent.env.EnvironmentRequest;
import org.e2hil.agent.env.Workcell;
import org.e2hil.agent.robot.ArmModel;
import org.e2hil.agent.robot.ControllerConfig;
import org.e2hil.agent.robot.RearmableRobot;
import org.e2hil.agent.robot.Robot;
import org.e2hil.hardware.emulator.EmulatedBody;
import org.e2hil.hardware.emulator.RobotBody;
import org.e2hil.hardware.stream.SteppedClock;
import org.e2hil.sim.SimulatedArmSettings;
import org.e2hil.sim.SimulatedWorkcell;

/** Puts a driver, its emulator and a task's scene together. */
final class EmulatedWorkcell {

  private EmulatedWorkcell() {}

  /**
   * A task's scene whose arm a driver moves.
   *
   * @param settings of the scene
   * @param clock the time in which the driver and its emulator live
   * @param connect gets the emulator's body and the clock, and returns the driver
   */
  static Workcell open(
      String robot,
      ArmModel arm,
      ControllerConfig usual,
      EnvironmentRequest request,
      SimulatedArmSettings settings,
      SteppedClock clock,
      BiFunction<EmulatedBody, SteppedClock, RearmableRobot> connect) {
    return SimulatedWorkcell.open(
        robot, arm, usual, request.withSettings(settings), body -> drive(body, clock, connect));
  }

  private static RearmableRobot drive(
      Robot body,
      SteppedClock clock,
      BiFunction<EmulatedBody, SteppedClock, RearmableRobot> connect) {
    return new EmulatedRobot(connect.apply(new RobotBody(body), clock), body, clock);
  }
}
