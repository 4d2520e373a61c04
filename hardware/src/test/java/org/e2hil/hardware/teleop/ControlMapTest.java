package org.e2hil.hardware.teleop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.e2hil.agent.env.Action;
import org.junit.jupiter.api.Test;

class ControlMapTest {

  private static final ControlMap MAP = TeleoperationConfig.Gamepad.defaults().map();

  private static ControlState axes(Map<String, Double> axes) {
    return new ControlState(axes, Set.of(), Set.of());
  }

  @Test
  void theStickPushedAwayFromThePersonMovesTheToolForward() {
    assertThat(MAP.motion(axes(Map.of("lefty", -1.0)))).isEqualTo(Action.of(1, 0, 0, 0, 0, 0, 0));
  }

  @Test
  void theGripperClosesStaysOrOpensAndNothingInBetween() {
    assertThat(MAP.motion(axes(Map.of("righttrigger", 0.8))).gripper()).isEqualTo(-1);
    assertThat(MAP.motion(axes(Map.of("righttrigger", 0.4))).gripper()).isZero();
    assertThat(MAP.motion(axes(Map.of("lefttrigger", 0.8))).gripper()).isEqualTo(1);
    assertThat(MAP.motion(axes(Map.of("lefttrigger", 1.0, "righttrigger", 1.0))).gripper())
        .isZero();
  }

  @Test
  void whatMovesTheSameWayAddsUpToOneStepAtMost() {
    ControlMap map =
        new ControlMap(
            List.of(new AxisMotion("a", Motion.Z, 1, 0), new AxisMotion("b", Motion.Z, 1, 0)),
            List.of(new ButtonMotion("c", Motion.Z, 1)),
            TakeoverRule.motion(0),
            SignalButtons.none());

    Action motion = map.motion(new ControlState(Map.of("a", 0.9, "b", 0.9), Set.of("c"), Set.of()));

    assertThat(motion.value(2)).isEqualTo(1);
  }

  @Test
  void aButtonHasOneMeaning() {
    List<ButtonMotion> buttons = List.of(new ButtonMotion("a", Motion.X, 1));

    assertThatThrownBy(
            () -> new ControlMap(List.of(), buttons, TakeoverRule.hold("a"), SignalButtons.none()))
        .hasMessageContaining("button a must not have two meanings");
    assertThatThrownBy(() -> SignalButtons.of("a", "a", "x", "b"))
        .hasMessageContaining("success, failure, rerecord and emergencyStop");
    assertThatThrownBy(() -> TakeoverRule.hold("")).hasMessageContaining("button");
  }

  @Test
  void aLeaderArmIsNotTakenByMotion() {
    TeleoperationConfig.Leader usual = TeleoperationConfig.Leader.defaults();

    assertThatThrownBy(
            () ->
                new TeleoperationConfig.Leader(
                    usual.port(),
                    usual.id(),
                    usual.calibration(),
                    usual.reach(),
                    TakeoverRule.motion(2),
                    usual.signals()))
        .hasMessageContaining("takeover must be toggle");
  }
}
