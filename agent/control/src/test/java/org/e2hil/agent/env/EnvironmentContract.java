package org.e2hil.agent.env;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.e2hil.agent.env.ContractEpisodes.assertConforms;
import static org.e2hil.agent.env.ContractEpisodes.assertInRange;
import static org.e2hil.agent.env.ContractEpisodes.describe;
import static org.e2hil.agent.env.ContractEpisodes.episode;
import static org.e2hil.agent.env.ContractEpisodes.expertEpisode;
import static org.e2hil.agent.env.ContractEpisodes.expertFinishes;
import static org.e2hil.agent.env.ContractEpisodes.hold;
import static org.e2hil.agent.env.ContractEpisodes.play;
import static org.e2hil.agent.env.ContractEpisodes.randomActions;
import static org.e2hil.agent.env.ContractEpisodes.uniform;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apiguardian.api.API;
import org.e2hil.agent.env.EpisodeEnd.Kind;
import org.e2hil.agent.random.SeededRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What every world must hold to, whatever it simulates or drives. A test class implements it and
 * says how its world is opened; {@link org.e2hil.agent.contract.ContractTests} runs it over worlds
 * that are only found at run time.
 */
@API(status = API.Status.MAINTAINED)
public interface EnvironmentContract {

  /** Opens the world with the task's own horizon and all its groups of numbers. */
  Workcell open();

  /** Opens the same world with this time limit, in control periods. */
  Workcell open(int horizon);

  /** Control periods of the episodes that are compared with each other. */
  int EPISODE = 30;

  // ---- the specification

  @Test
  default void theSpecificationNeverChanges() {
    try (Workcell world = open()) {
      Environment environment = world.environment();
      EnvironmentSpec spec = environment.spec();
      environment.reset(1);
      environment.step(Action.hold());

      assertThat(environment.spec()).isSameAs(spec);
      assertThat(spec.task()).isNotBlank();
      assertThat(spec.robot()).isNotBlank();
    }
  }

  @Test
  default void whatEveryRobotKnowsComesFirstAndIsNoPrivilege() {
    try (Workcell world = open()) {
      List<ObservationGroup> first = world.environment().spec().groups().subList(0, 2);

      assertThat(first)
          .extracting(ObservationGroup::name)
          .isEqualTo(ObservationGroup.OF_EVERY_ROBOT);
      assertThat(first)
          .extracting(ObservationGroup::kind)
          .containsOnly(ObservationGroup.Kind.NUMBERS);
      assertThat(first).noneMatch(ObservationGroup::privileged);
    }
  }

  @Test
  default void whoeverRestsShowsNoMotionAndWhoeverMovesDoes() {
    try (Workcell world = open()) {
      Observation seen = world.environment().reset(3);
      for (int i = 0; i < 3; i++) {
        seen = world.environment().step(Action.hold()).observation();
      }
      double resting = length(seen.numbers(ObservationGroup.MOTION));
      seen = world.environment().step(Action.of(0, 0, 1, 0, 0, 0, 0)).observation();

      assertThat(length(seen.numbers(ObservationGroup.MOTION))).isGreaterThan(resting + 0.003);
    }
  }

  private static double length(float[] numbers) {
    double sum = 0;
    for (float number : numbers) {
      sum += number * number;
    }
    return Math.sqrt(sum);
  }

  @Test
  default void everyObservationHoldsWhatTheSpecificationSays() {
    try (Workcell world = open()) {
      Environment environment = world.environment();
      EnvironmentSpec spec = environment.spec();
      assertConforms(environment.reset(1), spec);
      for (StepResult result : play(environment, randomActions(1, EPISODE))) {
        assertConforms(result.observation(), spec);
      }
    }
  }

  @Test
  default void everyRewardIsFiniteAndOnlySuccessIsWorthOne() {
    try (Workcell world = open()) {
      world.environment().reset(2);
      for (StepResult result : play(world.environment(), randomActions(2, EPISODE))) {
        assertThat(result.reward()).isFinite();
        if (result.episodeEnd().kind() == Kind.SUCCESS) {
          assertThat(result.reward()).isEqualTo(1);
        }
      }
    }
  }

  // ---- determinism

  @Test
  default void theSameSeedAndActionsGiveTheSameEpisodeBitForBit() {
    List<Action> actions = randomActions(3, EPISODE);
    try (Workcell one = open();
        Workcell other = open()) {
      assertThat(episode(one.environment(), 3, actions))
          .isEqualTo(episode(other.environment(), 3, actions));
    }
  }

  @Test
  default void otherEpisodesInBetweenChangeNothing() {
    List<Action> actions = randomActions(4, EPISODE);
    try (Workcell world = open()) {
      List<String> before = episode(world.environment(), 4, actions);
      episode(world.environment(), 5, randomActions(5, EPISODE));
      episode(world.environment(), 6, randomActions(6, EPISODE / 2));

      assertThat(episode(world.environment(), 4, actions)).isEqualTo(before);
    }
  }

  @Test
  default void aResetInTheMiddleOfAnEpisodeBeginsAFreshOne() {
    try (Workcell world = open()) {
      Observation fresh = world.environment().reset(7);
      play(world.environment(), randomActions(7, EPISODE / 2));

      assertThat(world.environment().reset(7)).isEqualTo(fresh);
    }
  }

  @Test
  default void twoWorldsAtATimeDoNotDisturbEachOther() {
    List<Action> actions = randomActions(8, EPISODE);
    List<Action> others = randomActions(9, EPISODE);
    try (Workcell one = open();
        Workcell other = open()) {
      List<String> alone = episode(one.environment(), 8, actions);
      List<String> together = new ArrayList<>();
      together.add(one.environment().reset(8).toString());
      other.environment().reset(9);
      for (int i = 0; i + 1 < alone.size(); i++) {
        together.add(describe(one.environment().step(actions.get(i))));
        if (other.environment().step(others.get(i)).episodeEnd().isEnd()) {
          other.environment().reset(9);
        }
      }

      assertThat(together).isEqualTo(alone);
    }
  }

  @Test
  default void differentSeedsBeginDifferently() {
    try (Workcell world = open()) {
      Set<String> starts = new HashSet<>();
      for (int seed = 0; seed < 10; seed++) {
        starts.add(world.environment().reset(seed).toString());
      }

      assertThat(starts).hasSize(10);
    }
  }

  @Test
  default void anObservationSharesNoMemoryWithTheWorldOrWithItsReader() {
    try (Workcell world = open()) {
      Environment environment = world.environment();
      Observation first = environment.reset(10);
      String asItWas = first.toString();
      for (String group : first.numberGroups()) {
        first.numbers(group)[0] = 12345;
      }
      for (String group : first.pictureGroups()) {
        assertThat(first.picture(group).isReadOnly()).isTrue();
      }
      StepResult second = environment.step(Action.of(1, 1, 1, 0, 0, 0, -1));
      String asItWasThen = second.observation().toString();
      play(environment, randomActions(10, 5));
      environment.reset(11);

      assertThat(first.toString()).isEqualTo(asItWas);
      assertThat(second.observation().toString()).isEqualTo(asItWasThen).isNotEqualTo(asItWas);
    }
  }

  // ---- the order of calls

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

  // ---- endings

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

  // ---- actions

  @Test
  default void theAppliedActionIsRecordedWithinItsRange() {
    try (Workcell world = open()) {
      world.environment().reset(15);
      SeededRandom random = SeededRandom.of(15, "wild actions");
      for (int i = 0; i < EPISODE; i++) {
        double[] values = new double[Action.SIZE];
        for (int k = 0; k < values.length; k++) {
          values[k] = 3 * random.nextGaussian();
        }
        StepResult result = world.environment().step(Action.of(values));
        for (double applied : result.applied().toArray()) {
          assertThat(applied).isBetween(-1.0, 1.0);
        }
        if (result.episodeEnd().isEnd()) {
          return;
        }
      }
    }
  }

  @Test
  default void anActionOutOfRangeIsClippedAndCounted() {
    try (Workcell world = open()) {
      world.environment().reset(16);
      StepResult result = world.environment().step(Action.of(0, 0, 7, 0, 0, 0, 0));

      assertThat(result.applied().value(2)).isBetween(0.0, 1.0);
      assertThat(result.limits().count(Limit.ACTION_RANGE)).isEqualTo(1);
    }
  }

  @Test
  default void aNumberThatIsNotFiniteMovesNothingAndIsCounted() {
    double[] broken = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY};
    try (Workcell world = open()) {
      for (double number : broken) {
        for (int place : new int[] {0, 4, Action.GRIPPER}) {
          world.environment().reset(17);
          double[] values = {1, 1, 1, 0, 0, 0, 1};
          values[place] = number;
          StepResult result = world.environment().step(Action.of(values));

          assertThat(result.applied()).isEqualTo(Action.hold());
          assertThat(result.limits().count(Limit.NON_FINITE)).isEqualTo(1);
          assertThat(result.episodeEnd().kind()).isNotEqualTo(Kind.FAULT);
          assertThat(result.observation().isFinite()).isTrue();
        }
      }
    }
  }

  @Test
  default void aSmallMotionIsAppliedAsItWasChosenAndTouchesNoLimit() {
    try (Workcell world = open()) {
      world.environment().reset(18);
      Action chosen = Action.of(0.1, -0.1, 0.1, 0, 0, 0, 0);
      StepResult result = world.environment().step(chosen);

      assertThat(result.applied()).isEqualTo(chosen);
      assertThat(result.limits().total()).isZero();
    }
  }

  @Test
  default void theToolGoesWhereItIsAskedTo() {
    try (Workcell world = open()) {
      for (int axis = 0; axis < 3; axis++) {
        float[] before = world.environment().reset(19).numbers(ObservationGroup.PROPRIOCEPTION);
        double[] values = new double[Action.SIZE];
        values[axis] = 0.5;
        Observation seen = world.environment().step(Action.of(values)).observation();
        for (int i = 0; i < 3; i++) {
          seen = world.environment().step(i == 0 ? Action.of(values) : Action.hold()).observation();
        }
        float[] after = seen.numbers(ObservationGroup.PROPRIOCEPTION);
        double wantedM = world.environment().spec().actionScale().translationM();
        for (int other = 0; other < 3; other++) {
          double movedM = after[other] - before[other];
          if (other == axis) {
            assertThat(movedM).isBetween(0.6 * wantedM, 1.2 * wantedM);
          } else {
            assertThat(Math.abs(movedM)).isLessThan(0.25 * wantedM);
          }
        }
      }
    }
  }

  // ---- the task

  @Test
  default void holdingStillNeverSucceeds() {
    try (Workcell world = open()) {
      for (int seed = 0; seed < 3; seed++) {
        assertThat(hold(world.environment(), seed)).isNotEqualTo(Kind.SUCCESS);
      }
    }
  }

  @Test
  default void chanceSucceedsInNoneOfFiveEpisodes() {
    assertThat(successesByChance(5)).isZero();
  }

  @Test
  @Tag("slow")
  default void chanceSucceedsInNoneOfFiftyEpisodes() {
    assertThat(successesByChance(50)).isZero();
  }

  @Test
  default void theExpertSucceedsInTenOfTenEpisodes() {
    assertThat(successesOfTheExpert(10)).isEqualTo(10);
  }

  @Test
  @Tag("slow")
  default void theExpertSucceedsInFortyNineOfFiftyEpisodes() {
    assertThat(successesOfTheExpert(50)).isGreaterThanOrEqualTo(49);
  }

  @Test
  default void theExpertCanTakeOverFromWhereverChanceMovedTheArm() {
    int taken = 0;
    int successes = 0;
    try (Workcell world = open()) {
      assumeTrue(world.expert().isPresent(), "this world has no expert");
      for (int seed = 0; seed < 10; seed++) {
        world.environment().reset(seed);
        // what the gripper holds it keeps: an expert cannot mend what lies under the table
        List<Action> moves =
            randomActions(seed, EPISODE / 2).stream().map(a -> a.withGripper(0)).toList();
        if (play(world.environment(), moves).stream().noneMatch(r -> r.episodeEnd().isEnd())) {
          taken++;
          successes += expertFinishes(world, seed) ? 1 : 0;
        }
      }
    }
    assertThat(taken).isGreaterThanOrEqualTo(5);
    assertThat(successes).isGreaterThanOrEqualTo((int) Math.ceil(0.7 * taken));
  }

  @Test
  default void askingTheExpertForAdviceOrProgressChangesNothing() {
    try (Workcell world = open()) {
      assumeTrue(world.expert().isPresent(), "this world has no expert");
      Expert expert = world.expert().get();
      assertThat(expertEpisode(world.environment(), expert, true))
          .isEqualTo(expertEpisode(world.environment(), expert, false));
    }
  }

  @Test
  default void theExpertStaysWithinItsRangesAndItsProgressIsAShare() {
    try (Workcell world = open()) {
      assumeTrue(world.expert().isPresent(), "this world has no expert");
      Expert expert = world.expert().get();
      world.environment().reset(22);
      expert.begin(SeededRandom.of(22, "hand"), 0.5);
      EpisodeEnd episodeEnd = EpisodeEnd.none();
      while (!episodeEnd.isEnd()) {
        assertThat(expert.progress()).isBetween(0.0, 1.0);
        assertInRange(expert.advice());
        Action action = expert.act();
        assertInRange(action);
        episodeEnd = world.environment().step(action).episodeEnd();
      }
    }
  }

  private int successesByChance(int episodes) {
    int successes = 0;
    try (Workcell world = open()) {
      for (int seed = 0; seed < episodes; seed++) {
        SeededRandom random = SeededRandom.of(seed, "chance");
        world.environment().reset(seed);
        EpisodeEnd episodeEnd = EpisodeEnd.none();
        while (!episodeEnd.isEnd()) {
          episodeEnd = world.environment().step(uniform(random)).episodeEnd();
        }
        successes += episodeEnd.kind() == Kind.SUCCESS ? 1 : 0;
      }
    }
    return successes;
  }

  private int successesOfTheExpert(int episodes) {
    int successes = 0;
    try (Workcell world = open()) {
      assumeTrue(world.expert().isPresent(), "this world has no expert");
      for (int seed = 0; seed < episodes; seed++) {
        world.environment().reset(seed);
        successes += expertFinishes(world, seed) ? 1 : 0;
      }
    }
    return successes;
  }

  private static boolean expertFinishes(Workcell world, long seed) {
    Expert expert = world.expert().orElseThrow();
    expert.begin(SeededRandom.of(seed, "hand"), 0);
    EpisodeEnd episodeEnd = EpisodeEnd.none();
    while (!episodeEnd.isEnd()) {
      episodeEnd = world.environment().step(expert.act()).episodeEnd();
    }
    return episodeEnd.kind() == Kind.SUCCESS;
  }
}
