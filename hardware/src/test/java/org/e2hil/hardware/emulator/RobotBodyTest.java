package org.e2hil.hardware.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.assertj.core.data.Offset;
import org.e2hil.agent.robot.Arms;
import org.e2hil.agent.world.PerfectArm;
import org.junit.jupiter.api.Test;

class RobotBodyTest {

  private static final Offset<Double> EXACT = Offset.offset(1e-12);

  private final PerfectArm arm = new PerfectArm(Arms.so101());
  private final RobotBody body = new RobotBody(arm);

  @Test
  void theLastMotorIsTheGripperInItsOwnUnit() {
    arm.place(PerfectArm.home(Arms.so101()), 0.25);

    assertThat(body.positionsRad()).hasSize(6);
    assertThat(body.positionsRad()[5]).isCloseTo(-0.17453 + 0.25 * 1.91986, EXACT);
  }

  @Test
  void timePassesInWholeTicksHoweverItIsCutUp() {
    double[] goal = goal(0.2);
    body.drive(goal, torque(true));
    for (int piece = 0; piece < 5; piece++) {
      body.advance(0.0019);
    }
    assertThat(arm.state().timeS()).isZero();

    body.advance(0.0005);
    assertThat(arm.state().timeS()).isCloseTo(0.01, EXACT);
    assertThat(body.positionsRad()).containsExactly(goal, EXACT);
  }

  @Test
  void aLimpMotorStaysWhereItIs() {
    double[] before = body.positionsRad();
    body.drive(goal(0.2), torque(false));
    body.advance(0.05);

    assertThat(body.positionsRad()).containsExactly(before, EXACT);
  }

  private double[] goal(double byRad) {
    double[] goal = body.positionsRad();
    goal[0] += byRad;
    return goal;
  }

  private static boolean[] torque(boolean on) {
    boolean[] torque = new boolean[6];
    Arrays.fill(torque, on);
    return torque;
  }
}
