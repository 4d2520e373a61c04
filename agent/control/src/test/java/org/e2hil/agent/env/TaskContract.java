package org.e2hil.agent.env;

import static org.assertj.core.api.Assertions.assertThat;
import static org.e2hil.agent.env.ContractEpisodes.EPISODE;
import static org.e2hil.agent.env.ContractEpisodes.assertInRange;
import static org.e2hil.agent.env.ContractEpisodes.expertEpisode;
import static org.e2hil.agent.env.ContractEpisodes.expertFinishes;
import static org.e2hil.agent.env.ContractEpisodes.finish;
import static org.e2hil.agent.env.ContractEpisodes.play;
import static org.e2hil.agent.env.ContractEpisodes.randomActions;
import static org.e2hil.agent.env.ContractEpisodes.uniform;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import org.e2hil.agent.env.EpisodeEnd.Kind;
import org.e2hil.agent.random.SeededRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A task is solved by its expert in every world, and by nothing that does not know it. */
public interface TaskContract extends OpenedForContract {

  @Test
  default void holdingStillNeverSucceeds() {
    try (Workcell world = open()) {
      for (int seed = 0; seed < 3; seed++) {
        assertThat(finish(world.environment(), seed, Action::hold)).isNotEqualTo(Kind.SUCCESS);
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
        Kind end = finish(world.environment(), seed, () -> uniform(random));
        successes += end == Kind.SUCCESS ? 1 : 0;
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
}
