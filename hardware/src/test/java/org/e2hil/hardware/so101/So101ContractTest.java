package org.e2hil.hardware.so101;

import java.util.Optional;
import org.e2hil.agent.robot.Robot;
import org.e2hil.agent.robot.RobotContract;
import org.e2hil.agent.robot.RobotState;

/** The driver on an emulated arm is a robot like any other. */
class So101ContractTest implements RobotContract {

  private final Bench bench = new Bench();

  @Override
  public Robot open() {
    return bench.connect();
  }

  @Override
  public Optional<RobotState> stateAfterClose(Robot closed) {
    return Optional.of(bench.reality());
  }

  @Override
  public double toleranceRad() {
    return 5e-3;
  }

  @Override
  public double tickToleranceS() {
    // the measurement precedes the tick by what the bus took
    return 0.011;
  }
}
