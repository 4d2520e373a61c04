package org.e2hil.hardware.teleop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.e2hil.agent.env.Action;
import org.e2hil.agent.env.ActionScale;
import org.e2hil.agent.env.LimitCounts;
import org.e2hil.agent.env.Observation;
import org.e2hil.agent.intervention.InterventionProvider.Moment;
import org.e2hil.agent.random.SeededRandom;
import org.e2hil.agent.robot.Arms;
import org.e2hil.agent.robot.CartesianController;
import org.e2hil.agent.robot.ControllerConfig;
import org.e2hil.agent.robot.SafetyGate;
import org.e2hil.agent.robot.ToolPose;
import org.e2hil.agent.world.PerfectArm;

/** Nothing that a person does with a device moves the goal by more than a step in one period. */
class TakeoverPropertiesTest {

  private static final ActionScale SCALE = ActionScale.DEFAULT;
  private static final ControllerConfig CONFIG = ControllerConfig.a1x();

  private final CartesianController controller = new CartesianController(Arms.a1x(), CONFIG, SCALE);
  private final SafetyGate gate = new SafetyGate(CONFIG.workspace(), SCALE);
  private double[] joints = PerfectArm.home(Arms.a1x());

  private void step(Action chosen) {
    ToolPose before = new ToolPose();
    before.set(controller.goal());
    LimitCounts limits = new LimitCounts();
    controller.moveGoal(gate.apply(chosen, controller.goal(), limits), joints, limits);
    for (int axis = 0; axis < 3; axis++) {
      assertThat(controller.goal().positionM(axis))
          .isCloseTo(before.positionM(axis), within(SCALE.translationM() + 1e-12));
    }
    assertThat(controller.goal().angleRad(before))
        .isLessThanOrEqualTo(Math.sqrt(3) * SCALE.rotationRad() + 1e-9);
    for (int left = 10; left > 0; left--) {
      controller.tick(left, limits);
      joints = controller.command().positionsRad();
    }
  }

  @Property(tries = 20)
  void takeoverAndReleaseWithASpeedDeviceDoNotJump(
      @ForAll long seed,
      @ForAll @Size(30) List<@DoubleRange(min = -1.5, max = 1.5) Double> deflections,
      @ForAll @Size(30) List<Boolean> held) {
    ScriptedControls device = new ScriptedControls();
    ControlMap map =
        new ControlMap(
            List.of(
                new AxisMotion("lefty", Motion.X, -1, 0.1),
                new AxisMotion("lefty", Motion.YAW, 1, 0.1)),
            List.of(),
            TakeoverRule.hold("hold"),
            SignalButtons.none());
    controller.reset(joints, 1);
    SeededRandom policy = SeededRandom.of(seed, "policy");
    try (TeleoperatedIntervention person =
        new TeleoperatedIntervention(
            () -> new MappedTeleoperator(device, map, () -> {}), s -> {})) {
      person.open();
      for (int period = 0; period < held.size(); period++) {
        device.script.add(
            held.get(period)
                ? ScriptedControls.holding(deflections.get(period), "hold")
                : ScriptedControls.REST);
        double[] values = new double[Action.SIZE];
        for (int i = 0; i < values.length; i++) {
          values[i] = policy.nextDouble(-1, 1);
        }
        Action proposed = Action.of(values);
        Action chosen =
            person
                .consider(
                    new Moment(Observation.builder().build(), proposed, period, period, () -> 0))
                .map(takeover -> takeover.action())
                .orElse(proposed);
        step(chosen);
      }
    }
  }
}
