package org.e2hil.agent.robot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.e2hil.agent.env.ActionScale;
import org.junit.jupiter.api.Test;

class ControllerConfigTest {

  @Test
  void homesLieWithinTheirWorkspaces() {
    assertHomeWithin(Arms.a1x(), ControllerConfig.a1x());
    assertHomeWithin(Arms.so101(), ControllerConfig.so101());
  }

  @Test
  void aTaskMayChangeBoxAndLeashAndNothingElse() {
    var box = new Workspace(0.1, -0.1, 0.05, 0.3, 0.1, 0.2);
    ControllerConfig own = ControllerConfig.a1x().withWorkspace(box).withLeash(0.01, 0.2);
    assertThat(own.workspace()).isEqualTo(box);
    assertThat(own.leashM()).isEqualTo(0.01);
    assertThat(own.leashRad()).isEqualTo(0.2);
    assertThat(
            own.withWorkspace(ControllerConfig.a1x().workspace())
                .withLeash(ControllerConfig.a1x().leashM(), ControllerConfig.a1x().leashRad()))
        .isEqualTo(ControllerConfig.a1x());
  }

  @Test
  void aLimitThatIsNoLimitIsRefused() {
    ControllerConfig config = ControllerConfig.a1x();
    assertThatThrownBy(() -> config.withLeash(Double.NaN, 0.2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("leashM");
    assertThatThrownBy(() -> config.withLeash(0.01, 0)).hasMessageContaining("leashRad");
    assertThatThrownBy(
            () ->
                new ControllerConfig(
                    config.workspace(), 0.015, 0.25, 0, 0.1, 0.06, 0.01, 0.1, 0.003, 2))
        .hasMessageContaining("damping");
    assertThatThrownBy(
            () ->
                new ControllerConfig(
                    config.workspace(), 0.015, 0.25, 1e-4, 0.1, 0.06, 0.01, 0.1, 0.003, 0))
        .hasMessageContaining("unreachablePeriods");
  }

  @Test
  void aBoxTurnedInsideOutIsRefused() {
    assertThatThrownBy(() -> new Workspace(0.3, 0, 0, 0.1, 1, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("below its upper wall");
    assertThatThrownBy(() -> new Workspace(0, 0, 0, 1, 1, Double.NaN))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Workspace(Double.NEGATIVE_INFINITY, 0, 0, 1, 1, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static void assertHomeWithin(ArmModel arm, ControllerConfig config) {
    ToolPose home = new ServoLoop(arm, config, ActionScale.DEFAULT).home().tool;
    for (int axis = 0; axis < 3; axis++) {
      assertThat(home.positionM(axis))
          .isBetween(config.workspace().lowM(axis), config.workspace().highM(axis));
    }
  }
}
