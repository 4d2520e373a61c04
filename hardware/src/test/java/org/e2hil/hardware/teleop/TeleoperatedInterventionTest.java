package org.e2hil.hardware.teleop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.e2hil.hardware.teleop.ScriptedControls.REST;
import static org.e2hil.hardware.teleop.ScriptedControls.holding;
import static org.e2hil.hardware.teleop.ScriptedControls.pressing;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.e2hil.agent.env.Action;
import org.e2hil.agent.env.EnvironmentFaultException;
import org.e2hil.agent.env.Expert;
import org.e2hil.agent.env.Observation;
import org.e2hil.agent.intervention.InterventionProvider.Moment;
import org.e2hil.agent.intervention.Takeover;
import org.e2hil.agent.random.SeededRandom;
import org.e2hil.hardware.workcell.Signal;
import org.junit.jupiter.api.Test;

class TeleoperatedInterventionTest {

  private final List<String> screen = new ArrayList<>();
  private ScriptedControls device = new ScriptedControls();

  private TeleoperatedIntervention open(TakeoverRule rule) {
    ControlMap map =
        new ControlMap(
            List.of(new AxisMotion("lefty", Motion.X, -1, 0.1)),
            List.of(),
            rule,
            SignalButtons.of("y", "a", "x", "b"));
    TeleoperatedIntervention person =
        new TeleoperatedIntervention(
            () -> new MappedTeleoperator(device, map, () -> {}), screen::add);
    person.beginEpisode(1);
    return person;
  }

  private static Optional<Takeover> consider(TeleoperatedIntervention person) {
    return person.consider(
        new Moment(Observation.builder().build(), Action.of(0.3, 0, 0, 0, 0, 0, 0), 0, 0, () -> 0));
  }

  @Test
  void thePersonHasTheArmWhileTheButtonIsHeld() {
    TeleoperatedIntervention person = open(TakeoverRule.hold("hold"));
    device.script.addAll(List.of(holding(-1), holding(-1, "hold"), REST));

    assertThat(consider(person)).as("a stick alone takes nothing over").isEmpty();
    assertThat(consider(person).orElseThrow().action()).isEqualTo(Action.of(1, 0, 0, 0, 0, 0, 0));
    assertThat(consider(person)).isEmpty();
    assertThat(screen)
        .containsExactly(
            "Ready with the scripted device: hold hold to take over; y success, a failure,"
                + " x once more, b emergency stop.",
            "You have the arm, with the scripted device.",
            "The policy has the arm.");
  }

  @Test
  void aToggleLastsFromOnePressToTheNextAndEndsWithTheEpisode() {
    TeleoperatedIntervention person = open(TakeoverRule.toggle("hold"));
    device.script.addAll(List.of(pressing("hold"), holding(0, "hold"), REST));

    assertThat(consider(person)).isPresent();
    assertThat(consider(person)).as("still down").isPresent();
    assertThat(consider(person)).isPresent();
    device.script.add(pressing("hold"));
    assertThat(consider(person)).isEmpty();

    device.script.add(pressing("hold"));
    assertThat(consider(person)).isPresent();
    person.beginEpisode(2);
    assertThat(consider(person)).isEmpty();
  }

  @Test
  void aTakeoverByMotionOutlastsItALittle() {
    TeleoperatedIntervention person = open(TakeoverRule.motion(2));
    device.script.addAll(List.of(REST, holding(-1), REST, REST, REST));

    assertThat(consider(person)).isEmpty();
    assertThat(consider(person)).isPresent();
    assertThat(consider(person).orElseThrow().action()).isEqualTo(Action.hold());
    assertThat(consider(person)).isPresent();
    assertThat(consider(person)).isEmpty();
  }

  @Test
  void whatIsSaidIsHeardOnceAndTheGravestFirst() {
    TeleoperatedIntervention person = open(TakeoverRule.hold("hold"));
    device.script.addAll(List.of(pressing("y"), pressing("y", "a"), REST));

    consider(person);
    assertThat(person.poll()).contains(Signal.SUCCESS);
    consider(person);
    assertThat(person.poll()).contains(Signal.FAILURE);
    consider(person);
    assertThat(person.poll()).isEmpty();
  }

  @Test
  void whatWasSaidBeforeAnEpisodeIsNotAboutIt() {
    TeleoperatedIntervention person = open(TakeoverRule.hold("hold"));
    device.script.addAll(List.of(pressing("y"), pressing("a")));
    consider(person);

    person.beginEpisode(2);

    assertThat(person.poll()).isEmpty();
  }

  @Test
  void anEmergencyStopHoldsWhoeverHasTheArm() {
    TeleoperatedIntervention person = open(TakeoverRule.hold("hold"));
    device.script.addAll(List.of(pressing("b"), holding(-1, "hold")));

    assertThat(consider(person).orElseThrow().action()).isEqualTo(Action.hold());
    assertThat(consider(person).orElseThrow().action())
        .as("until somebody has heard it")
        .isEqualTo(Action.hold());
    assertThat(person.poll()).contains(Signal.EMERGENCY_STOP);
  }

  @Test
  void aDeviceThatIsUnpluggedEndsTheTakeoverAndHolds() {
    TeleoperatedIntervention person = open(TakeoverRule.hold("hold"));
    device.script.add(holding(-1, "hold"));
    consider(person);
    device.unplugged = true;

    assertThat(consider(person).orElseThrow())
        .isEqualTo(new Takeover(Action.hold(), "device lost"));
    assertThat(consider(person).orElseThrow().action()).isEqualTo(Action.hold());
    assertThat(person.isEngaged()).isFalse();
    assertThat(person.poll()).contains(Signal.DEVICE_LOST);
    assertThat(device.closed).isTrue();
    assertThat(screen.get(screen.size() - 1))
        .isEqualTo("The arm holds: the scripted device is gone; plug it in again.");
  }

  @Test
  void theNextEpisodeBeginsWithTheDeviceOrNotAtAll() {
    TeleoperatedIntervention person = open(TakeoverRule.hold("hold"));
    device.unplugged = true;
    consider(person);
    device = new ScriptedControls();

    person.beginEpisode(2);

    device.script.add(holding(-1, "hold"));
    assertThat(consider(person).orElseThrow().action().value(0)).isEqualTo(1);
    assertThat(person.poll()).isEmpty();
  }

  @Test
  void thePersonJudgesWhileThePolicyIsEvaluatedToo() {
    TeleoperatedIntervention person = open(TakeoverRule.hold("hold"));
    device.script.addAll(List.of(REST, pressing("y")));

    assertThat(person.poll()).isEmpty();
    assertThat(person.poll()).contains(Signal.SUCCESS);
  }

  @Test
  void onePersonAlsoShowsHowItIsDone() {
    Expert demonstrator = open(TakeoverRule.hold("hold")).demonstrator();
    demonstrator.begin(SeededRandom.of(1, "unused"), 0);
    device.script.addAll(List.of(REST, holding(-1, "hold"), REST));

    assertThat(demonstrator.act()).isEqualTo(Action.hold());
    assertThat(demonstrator.act()).isEqualTo(Action.of(1, 0, 0, 0, 0, 0, 0));
    assertThat(demonstrator.act()).isEqualTo(Action.hold());
    assertThat(screen.get(screen.size() - 1)).isEqualTo("The arm waits for you.");
  }

  @Test
  void aMapThatNamesWhatTheDeviceHasNotIsRefused() {
    assertThatThrownBy(() -> open(TakeoverRule.hold("rightshoulder")))
        .isInstanceOf(IllegalArgumentException.class)
        .isNotInstanceOf(EnvironmentFaultException.class)
        .hasMessageContaining("the scripted device has no button 'rightshoulder'")
        .hasMessageContaining("[hold, y, a, x, b]");
    assertThat(device.closed).isTrue();
  }
}
