package org.e2hil.hardware.a1x;

import java.util.Optional;
import org.e2hil.agent.robot.Robot;
import org.e2hil.agent.robot.RobotContract;
import org.e2hil.agent.robot.RobotState;
import org.e2hil.hardware.stream.Confirmation;
import org.e2hil.hardware.stream.Limits;
import org.e2hil.hardware.stream.Park;
import org.e2hil.hardware.stream.Watchdogs;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/**
 * The contract on an arm of metal, which needs 0.15 rad of free room around every joint. Set {@code
 * E2HIL_A1X} to the way to it — {@code ws://robot:9090}, {@code can0} or {@code /dev/ttyACM0} — and
 * run {@code mvn test -pl hardware -am -Dexcluded.test.groups= -Dtest=RealA1xContractTest
 * -Dsurefire.failIfNoSpecifiedTests=false}, with somebody at the emergency stop.
 */
@Tag("robot")
@EnabledIfEnvironmentVariable(named = "E2HIL_A1X", matches = ".+")
class RealA1xContractTest implements RobotContract {

  private static A1xSettings.Route route(String way) {
    if (way.startsWith("ws")) {
      return new A1xSettings.Rosbridge(way, A1xSettings.Rosbridge.DEFAULT.functionService());
    }
    return way.startsWith("/") ? new A1xSettings.Slcan(way, true) : new A1xSettings.Can(way, true);
  }

  @Override
  public Robot open() {
    A1xSettings slow =
        new A1xSettings(
            route(System.getenv("E2HIL_A1X")),
            100,
            new Limits(0.6, 4, 1),
            Watchdogs.DEFAULT,
            Park.anywhere(),
            Optional.empty(),
            false);
    return A1x.connect(slow, Confirmation.nobody());
  }

  @Override
  public Optional<RobotState> stateAfterClose(Robot closed) {
    return Optional.empty();
  }

  @Override
  public double toleranceRad() {
    return 0.03;
  }

  @Override
  public double tickToleranceS() {
    return 0.02;
  }
}
