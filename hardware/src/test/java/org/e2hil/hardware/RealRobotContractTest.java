package org.e2hil.hardware;

import java.util.Map;
import java.util.Optional;
import org.e2hil.agent.robot.Robot;
import org.e2hil.agent.robot.RobotContract;
import org.e2hil.agent.robot.RobotState;
import org.e2hil.hardware.a1x.A1x;
import org.e2hil.hardware.a1x.A1xSettings;
import org.e2hil.hardware.so101.So101;
import org.e2hil.hardware.so101.So101Settings;
import org.e2hil.hardware.stream.Confirmation;
import org.e2hil.hardware.stream.Park;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/**
 * A real arm is a robot like any other. Every joint moves by 0.1 rad from where it stands and the
 * gripper closes and opens, so let the arm stand free, and keep your hands away:
 *
 * <pre>
 * E2HIL_ROBOT=so101 E2HIL_PORT=/dev/ttyACM0 E2HIL_ID=my_arm \
 *   mvn -pl hardware -am test -Dtest=RealRobotContractTest -Dexcluded.test.groups= \
 *   -Dsurefire.failIfNoSpecifiedTests=false
 * </pre>
 *
 * For an A1X, {@code E2HIL_ROBOT=a1x} and one of {@code E2HIL_URI=ws://…}, {@code E2HIL_CAN=can0}
 * and {@code E2HIL_PORT=/dev/ttyACM0}.
 */
@Tag("robot")
@EnabledIfEnvironmentVariable(named = "E2HIL_ROBOT", matches = "so101|a1x")
class RealRobotContractTest implements RobotContract {

  private final Map<String, String> environment = System.getenv();

  @Override
  public Robot open() {
    // it goes on holding between two tests, and nobody is asked to support it
    return environment.get("E2HIL_ROBOT").equals("so101")
        ? So101.connect(so101(), Confirmation.nobody())
        : A1x.connect(a1x(), Confirmation.nobody());
  }

  private So101Settings so101() {
    So101Settings usual = So101Settings.defaults();
    return new So101Settings(
        environment.getOrDefault("E2HIL_PORT", usual.port()),
        environment.getOrDefault("E2HIL_ID", usual.id()),
        usual.calibration(),
        usual.streamHz(),
        usual.limits(),
        usual.watchdogs(),
        Park.anywhere(),
        usual.positionGain(),
        /* restoreCalibration= */ false,
        /* dryRun= */ false);
  }

  private A1xSettings a1x() {
    A1xSettings usual = A1xSettings.over(route());
    return new A1xSettings(
        usual.route(),
        usual.streamHz(),
        usual.limits(),
        usual.watchdogs(),
        Park.anywhere(),
        usual.gripper(),
        /* dryRun= */ false);
  }

  private A1xSettings.Route route() {
    if (environment.containsKey("E2HIL_CAN")) {
      return new A1xSettings.Can(environment.get("E2HIL_CAN"), /* enable= */ false);
    } else if (environment.containsKey("E2HIL_PORT")) {
      return new A1xSettings.Slcan(environment.get("E2HIL_PORT"), /* enable= */ false);
    }
    A1xSettings.Rosbridge usual = A1xSettings.Rosbridge.DEFAULT;
    return new A1xSettings.Rosbridge(
        environment.getOrDefault("E2HIL_URI", usual.uri()), usual.functionService());
  }

  /** A driver that let go of its arm cannot ask it any more. */
  @Override
  public Optional<RobotState> stateAfterClose(Robot closed) {
    return Optional.empty();
  }

  /** Gravity and the play of the gears. */
  @Override
  public double toleranceRad() {
    return 0.03;
  }

  @Override
  public double tickToleranceS() {
    return 0.02;
  }
}
