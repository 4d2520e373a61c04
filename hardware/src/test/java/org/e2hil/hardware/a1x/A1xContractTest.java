package org.e2hil.hardware.a1x;

import java.util.Optional;
import org.e2hil.agent.robot.Robot;
import org.e2hil.agent.robot.RobotContract;
import org.e2hil.agent.robot.RobotState;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;

/** The driver on an emulated arm is a robot like any other, whichever way it goes. */
class A1xContractTest {

  @Nested
  @DisplayName("over CAN")
  class OverCan extends Contract {
    OverCan() {
      super(Bench.Way.CAN);
    }
  }

  @Nested
  @DisplayName("over an adapter on a serial port")
  class OverSlcan extends Contract {
    OverSlcan() {
      super(Bench.Way.SLCAN);
    }
  }

  @Nested
  @DisplayName("through rosbridge")
  class ThroughRosbridge extends Contract {
    ThroughRosbridge() {
      super(Bench.Way.ROSBRIDGE);
    }
  }

  private abstract static class Contract implements RobotContract {

    private final Bench bench;

    Contract(Bench.Way way) {
      bench = new Bench(way);
    }

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
      // feedback comes every 5 ms and is taken in once a cycle
      return 0.011;
    }
  }
}
