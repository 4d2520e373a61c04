package org.e2hil.sim.arm;

import java.util.Optional;
import org.e2hil.agent.robot.Arms;
import org.e2hil.agent.robot.Robot;
import org.e2hil.agent.robot.RobotContract;
import org.e2hil.agent.robot.RobotState;
import org.e2hil.sim.scene.Scene;

class SimulatedSo101ContractTest implements RobotContract {

  @Override
  public Robot open() {
    Scene scene = new Scene("pick-banana", Arms.so101(), 0.005);
    scene.poseArm(Arms.so101().homeRad().stream().mapToDouble(Double::doubleValue).toArray());
    scene.poseGripper(0.5);
    scene.data().forward();
    return new SimulatedArm(scene, () -> {});
  }

  /** With the arm its whole world is gone. */
  @Override
  public Optional<RobotState> stateAfterClose(Robot closed) {
    return Optional.empty();
  }

  /** The arm's weight, at most 0.5 Nm, over a stiffness of 200 Nm/rad, and as much again. */
  @Override
  public double toleranceRad() {
    return 0.005;
  }

  @Override
  public double tickToleranceS() {
    return 1e-9;
  }
}
