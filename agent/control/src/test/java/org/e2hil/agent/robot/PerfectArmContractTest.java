package org.e2hil.agent.robot;

import java.util.Optional;
import org.e2hil.agent.world.PerfectArm;

class PerfectArmContractTest implements RobotContract {

  @Override
  public Robot open() {
    return new PerfectArm(Arms.a1x());
  }

  @Override
  public Optional<RobotState> stateAfterClose(Robot closed) {
    return Optional.of(closed.state());
  }

  @Override
  public double toleranceRad() {
    return 1e-12;
  }

  @Override
  public double tickToleranceS() {
    return 1e-12;
  }
}
