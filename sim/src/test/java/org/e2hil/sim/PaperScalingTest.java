package org.e2hil.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.e2hil.agent.env.Action;
import org.e2hil.agent.env.ActionScale;
import org.e2hil.agent.env.ActionScaling;
import org.e2hil.agent.env.EnvironmentRequest;
import org.e2hil.agent.env.EnvironmentSpec;
import org.e2hil.agent.env.EpisodeEnd;
import org.e2hil.agent.env.Expert;
import org.e2hil.agent.env.ObservationGroup;
import org.e2hil.agent.env.Workcell;
import org.e2hil.agent.random.SeededRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The steps and time limits of the paper's A1X. */
class PaperScalingTest {

  private static Workcell open(String task, ActionScaling actionScaling, OptionalInt horizon) {
    return new SimulatedA1xProvider()
        .open(
            new EnvironmentRequest(
                task,
                SimulatedArmSettings.defaults(),
                List.of(ObservationGroup.PROPRIOCEPTION),
                actionScaling,
                horizon));
  }

  @ParameterizedTest
  @CsvSource({
    "pick-banana, 0.005, 0.2, 400",
    "toast-bread, 0.005, 0.2, 1000",
    "open-toaster, 0.005, 0, 500",
    "block-insertion, 0.003, 0, 500",
    "wipe-whiteboard, 0.005, 0, 500",
    "fold-towel, 0.005, 0.2, 500",
  })
  void everyTaskHasThePapersStepsAndHorizonAndNoRotation(
      String task, double translationM, double gripperFraction, int horizon) {
    try (Workcell world = open(task, ActionScaling.PAPER, OptionalInt.empty())) {
      EnvironmentSpec spec = world.environment().spec();
      assertThat(spec.actionScale()).isEqualTo(new ActionScale(translationM, 0, gripperFraction));
      assertThat(spec.horizon()).isEqualTo(horizon);
      assertThat(spec.controlHz()).isEqualTo(10);

      world.environment().reset(1);
      Action applied = world.environment().step(Action.of(0, 0, 0.5, 1, 1, 1, 0)).applied();
      assertThat(applied).isEqualTo(Action.of(0, 0, 0.5, 0, 0, 0, 0));
    }
  }

  /** Of Block Insertion fewer, as the slot is turned by up to 0.1 rad. */
  @ParameterizedTest
  @CsvSource({
    "pick-banana, 4",
    "toast-bread, 4",
    "open-toaster, 4",
    "block-insertion, 2",
    "wipe-whiteboard, 3",
    "fold-towel, 4",
  })
  void theExpertDoesEveryTaskThoughItCannotTurn(String task, int leastOfFour) {
    int successes = 0;
    try (Workcell world = open(task, ActionScaling.PAPER, OptionalInt.empty())) {
      for (long seed = 1; seed <= 4; seed++) {
        successes += succeeds(world, seed) ? 1 : 0;
      }
    }
    assertThat(successes).isGreaterThanOrEqualTo(leastOfFour);
  }

  private static boolean succeeds(Workcell world, long seed) {
    Expert expert = world.expert().orElseThrow();
    world.environment().reset(seed);
    expert.begin(SeededRandom.of(seed, "hand"), 0.1);
    EpisodeEnd end = EpisodeEnd.none();
    while (!end.isEnd()) {
      end = world.environment().step(expert.act()).episodeEnd();
    }
    return end.kind() == EpisodeEnd.Kind.SUCCESS;
  }

  @Test
  void whatIsSetApartStandsAboveThePapersNumbersAndTheTasks() {
    ActionScaling turning =
        new ActionScaling(
            OptionalDouble.empty(), OptionalDouble.of(0.06), OptionalDouble.empty(), true);
    try (Workcell world = open("block-insertion", turning, OptionalInt.of(77))) {
      assertThat(world.environment().spec().actionScale())
          .isEqualTo(new ActionScale(0.003, 0.06, 0));
      assertThat(world.environment().spec().horizon()).isEqualTo(77);
    }
    ActionScaling slow =
        new ActionScaling(
            OptionalDouble.of(0.004), OptionalDouble.empty(), OptionalDouble.empty(), false);
    try (Workcell world = open("pick-banana", slow, OptionalInt.empty())) {
      assertThat(world.environment().spec().actionScale())
          .isEqualTo(new ActionScale(0.004, 0.08, 0.4));
      assertThat(world.environment().spec().horizon()).isEqualTo(200);
    }
  }
}
