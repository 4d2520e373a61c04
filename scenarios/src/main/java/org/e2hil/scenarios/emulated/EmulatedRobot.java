package org.e2hil.scenarios.emulated;

import java.util.Optional;
import org.e2hil.agent.env.EnvironmentFaultException;
import org.e2hil.agent.robot.ArmModel;
import org.e2hil.agent.robot.JointCommand;
import org.e2hil.agent.robot.RearmableRobot;
import org.e2hil.agent.robot.Robot;
import org.e2hil.agent.robot.RobotState;
import org.e2hil.hardware.stream.SteppedClock;

/**
 * A driver and the body at the other end of its bytes. On a thread of its own the driver would have
 * gone on while nobody called it: so each call first lets it catch up. One thread, but for {@link
 * #emergencyStop}.
 */
final class EmulatedRobot implements RearmableRobot {

  private final RearmableRobot driver;
  private final Robot body;
  private final SteppedClock clock;

  /** Owns the driver and its body. */
  EmulatedRobot(RearmableRobot driver, Robot body, SteppedClock clock) {
    this.driver = driver;
    this.body = body;
    this.clock = clock;
  }

  private RearmableRobot driver() {
    try {
      clock.catchUp();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EnvironmentFaultException("the program was asked to stop, and the arm holds", e);
    }
    return driver;
  }

  @Override
  public ArmModel arm() {
    return driver.arm();
  }

  @Override
  public RobotState state() {
    return driver().state();
  }

  @Override
  public void command(JointCommand command) {
    driver().command(command);
  }

  @Override
  public void awaitTick() {
    driver().awaitTick();
  }

  @Override
  public Optional<String> stopped() {
    return driver().stopped();
  }

  /** {@inheritDoc} Nothing is caught up with before: it must not wait for the control step. */
  @Override
  public void emergencyStop(String reason) {
    driver.emergencyStop(reason);
  }

  @Override
  public void rearm() {
    driver().rearm();
  }

  @Override
  public void close() {
    driver.close();
    body.close();
  }
}
