package org.e2hil.agent.env;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.e2hil.agent.env.ContractEpisodes.assertConforms;
import static org.e2hil.agent.env.ContractEpisodes.uniform;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.function.Supplier;
import org.e2hil.agent.env.EpisodeEnd.Kind;
import org.e2hil.agent.random.SeededRandom;
import org.junit.jupiter.api.Test;

/** How episodes begin, end and are rewarded in every world. */
public interface EpisodeContract extends OpenedForContract {

  @Test
  default void aStepBeforeTheFirstResetIsRefused() {
    try (Workcell world = open()) {
      assertThatThrownBy(() -> world.environment().step(Action.hold()))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("reset");
    }
  }

  @Test
  default void aStepAfterAnEndingIsRefusedUntilTheNextReset() {
    try (Workcell world = open(1)) {
      Environment environment = world.environment();
      environment.reset(12);
      assertThat(environment.step(Action.hold()).episodeEnd().isEnd()).isTrue();

      assertThatThrownBy(() -> environment.step(Action.hold()))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("reset");
      environment.reset(12);
      assertThatCode(() -> environment.step(Action.hold())).doesNotThrowAnyException();
    }
  }

  @Test
  default void closingTwiceDoesNothingAndAClosedWorldRefusesEverything() {
    Workcell world = open();
    world.environment().reset(13);
    world.close();

    assertThatCode(world::close).doesNotThrowAnyException();
    assertThatThrownBy(() -> world.environment().reset(13))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> world.environment().step(Action.hold()))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  default void theTimeLimitTruncatesAndDoesNotTerminate() {
    try (Workcell world = open(3)) {
      Environment environment = world.environment();
      assertThat(environment.spec().horizon()).isEqualTo(3);
      environment.reset(14);

      assertThat(environment.step(Action.hold()).episodeEnd().isEnd()).isFalse();
      assertThat(environment.step(Action.hold()).episodeEnd().isEnd()).isFalse();
      StepResult last = environment.step(Action.hold());
      assertThat(last.episodeEnd().kind()).isEqualTo(Kind.TIME_LIMIT);
      assertThat(last.episodeEnd().isTerminal()).isFalse();
      assertThat(last.episodeEnd().isLearnable()).isTrue();
      assertConforms(last.observation(), environment.spec());
    }
  }

  @Test
  default void withoutSuccessNoStepIsWorthAnything() {
    try (Workcell world = open()) {
      SeededRandom random = SeededRandom.of(2, "chance");
      world.environment().reset(2);
      assertThat(assertThatOnlySuccessIsWorthOne(world.environment(), () -> uniform(random)))
          .isNotEqualTo(Kind.SUCCESS);
    }
    try (Workcell world = open(3)) {
      world.environment().reset(14);
      assertThat(assertThatOnlySuccessIsWorthOne(world.environment(), Action::hold))
          .isEqualTo(Kind.TIME_LIMIT);
    }
  }

  @Test
  default void theExpertsSuccessIsWorthOneAndItsStepsBeforeNothing() {
    try (Workcell world = open()) {
      assumeTrue(world.expert().isPresent(), "this world has no expert");
      Expert expert = world.expert().get();
      world.environment().reset(0);
      expert.begin(SeededRandom.of(0, "hand"), 0);
      assertThat(assertThatOnlySuccessIsWorthOne(world.environment(), expert::act))
          .isEqualTo(Kind.SUCCESS);
    }
  }

  private static Kind assertThatOnlySuccessIsWorthOne(
      Environment environment, Supplier<Action> hand) {
    StepResult result;
    do {
      result = environment.step(hand.get());
      Kind kind = result.episodeEnd().kind();
      assertThat(result.reward())
          .as("reward of a step that ends in %s", kind)
          .isEqualTo(kind == Kind.SUCCESS ? 1 : 0);
    } while (!result.episodeEnd().isEnd());
    return result.episodeEnd().kind();
  }
}
