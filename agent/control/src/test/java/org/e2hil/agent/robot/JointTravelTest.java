package org.e2hil.agent.robot;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Offset;
import org.e2hil.agent.world.PerfectArm;
import org.junit.jupiter.api.Test;

class JointTravelTest {

  private double fastestRadPerS;
  private final PerfectArm arm = new PerfectArm(Arms.a1x(), this::note);

  private void note() {
    RobotState state = arm == null ? null : arm.state();
    for (int i = 0; state != null && i < state.joints(); i++) {
      fastestRadPerS = Math.max(fastestRadPerS, Math.abs(state.velocityRadPerS(i)));
    }
  }

  @Test
  void itArrivesAndIsNeverFasterThanAskedFor() {
    double[] target = PerfectArm.home(Arms.a1x());
    target[0] += 1.2;
    target[4] -= 0.4;
    JointTravel.go(arm, new JointCommand(target, 0.3), 0.8);

    assertThat(arm.state().positionsRad()).containsExactly(target, Offset.offset(1e-12));
    assertThat(arm.state().gripperOpening()).isEqualTo(0.3);
    assertThat(fastestRadPerS).isBetween(0.7, 0.801);
  }

  @Test
  void anArmThatIsThereAlreadyDoesNotMove() {
    JointTravel.go(arm, new JointCommand(PerfectArm.home(Arms.a1x()), 1), 0.8);

    assertThat(fastestRadPerS).isLessThan(1e-9);
  }
}
