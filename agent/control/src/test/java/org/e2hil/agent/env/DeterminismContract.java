package org.e2hil.agent.env;

import static org.assertj.core.api.Assertions.assertThat;
import static org.e2hil.agent.env.ContractEpisodes.EPISODE;
import static org.e2hil.agent.env.ContractEpisodes.describe;
import static org.e2hil.agent.env.ContractEpisodes.episode;
import static org.e2hil.agent.env.ContractEpisodes.play;
import static org.e2hil.agent.env.ContractEpisodes.randomActions;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The same seed and actions give the same episode in every world. */
public interface DeterminismContract extends OpenedForContract {

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
}
