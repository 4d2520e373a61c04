package org.e2hil.hardware.teleop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.e2hil.agent.env.Action;
import org.e2hil.agent.env.EnvironmentFaultException;
import org.e2hil.agent.env.EpisodeEnd;
import org.e2hil.agent.env.StepResult;
import org.e2hil.agent.world.PointWorld;
import org.e2hil.hardware.stream.SteppedClock;
import org.e2hil.hardware.workcell.Signal;
import org.junit.jupiter.api.Test;

class AttendedEnvironmentTest {

  private final Deque<Signal> said = new ArrayDeque<>();
  private final SteppedClock clock = new SteppedClock();
  private Runnable trouble = () -> {};
  private final AttendedEnvironment world =
      new AttendedEnvironment(
          PointWorld.open(PointWorld.SPEC.withHorizon(5), () -> trouble.run()).environment(),
          () -> Optional.ofNullable(said.poll()),
          clock);

  private StepResult step(Signal... signals) {
    said.addAll(List.of(signals));
    return world.step(Action.hold());
  }

  @Test
  void aPersonsSuccessIsASuccessWithItsReward() {
    world.reset(1);

    assertThat(step().episodeEnd().isEnd()).isFalse();
    StepResult result = step(Signal.SUCCESS);

    assertThat(result.episodeEnd()).isEqualTo(EpisodeEnd.success());
    assertThat(result.reward()).isEqualTo(1);
    assertThatThrownBy(this::step).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void anotherTryIsNotLearnedFromAndNoFaultOfTheWorld() {
    world.reset(1);
    StepResult result = step(Signal.RERECORD);

    assertThat(result.episodeEnd().kind()).isEqualTo(EpisodeEnd.Kind.VOID);
    assertThat(result.episodeEnd().isEnd()).isTrue();
    assertThat(result.episodeEnd().isLearnable()).isFalse();
    assertThat(result.episodeEnd().isTerminal()).isFalse();
    assertThat(result.reward()).isZero();
  }

  @Test
  void aFailureIsLearnedFromAndAnEmergencyIsNot() {
    world.reset(1);
    assertThat(step(Signal.FAILURE).episodeEnd().isTerminal()).isTrue();
    for (Signal signal : new Signal[] {Signal.EMERGENCY_STOP, Signal.DEVICE_LOST}) {
      world.reset(2);
      StepResult result = step(signal);
      assertThat(result.episodeEnd().kind()).isEqualTo(EpisodeEnd.Kind.FAULT);
      assertThat(result.reward()).isZero();
    }
  }

  @Test
  void whatWasSaidBetweenEpisodesIsAboutNeither() {
    said.add(Signal.SUCCESS);
    world.reset(1);

    assertThat(step().episodeEnd().isEnd()).isFalse();
  }

  @Test
  void theWorldsOwnEndingsStandWhereNobodySaysAnything() {
    world.reset(1);
    for (int i = 0; i < 4; i++) {
      step();
    }

    assertThat(step().episodeEnd()).isEqualTo(EpisodeEnd.timeLimit());
  }

  @Test
  void aSimulatedWorldGoesAtThePaceOfAPerson() {
    world.reset(1);
    step();
    step();

    assertThat(clock.nanoTime()).as("two periods at 10 Hz").isEqualTo(200_000_000);
    clock.pass(350);
    step();
    assertThat(clock.nanoTime()).as("late, and not made up for").isEqualTo(550_000_000);
    step();
    assertThat(clock.nanoTime()).isEqualTo(650_000_000);
  }

  @Test
  void aFaultOfTheWorldIsNotTalkedAway() {
    world.reset(1);
    trouble =
        () -> {
          throw new EnvironmentFaultException("the cable was pulled");
        };

    assertThat(step(Signal.SUCCESS).episodeEnd())
        .isEqualTo(EpisodeEnd.fault("the cable was pulled"));
  }
}
