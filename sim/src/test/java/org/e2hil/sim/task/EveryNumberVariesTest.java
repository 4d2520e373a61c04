package org.e2hil.sim.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.e2hil.agent.env.Action;
import org.e2hil.agent.env.Expert;
import org.e2hil.agent.env.Observation;
import org.e2hil.agent.env.StepResult;
import org.e2hil.agent.env.Workcell;
import org.e2hil.agent.random.SeededRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every number that a policy may see varies over episodes of the expert and of random actions: a
 * constant says nothing, and is likely a mistake.
 */
class EveryNumberVariesTest {

  private static final int STARTS = 30;
  private static final int MOST_EPISODES = 4;

  /** What is smaller is a last bit that was rounded differently. */
  private static final float LEAST_SPREAD = 1e-6f;

  @ParameterizedTest
  @EnumSource
  void everyNumberTakesAtLeastTwoValues(TaskEpisodesTest.OnArm it) {
    Map<String, Range> seen = new TreeMap<>();
    try (Workcell workcell = it.open()) {
      Expert expert = workcell.expert().orElseThrow();
      for (int seed = 0; seed < STARTS; seed++) {
        look(workcell.environment().reset(seed), seen);
      }
      for (int seed = 0; seed < MOST_EPISODES && !constant(seen).isEmpty(); seed++) {
        SeededRandom random = SeededRandom.of(seed, "chance");
        look(workcell.environment().reset(seed), seen);
        play(workcell, () -> Episodes.anyAction(random), seen);
        look(workcell.environment().reset(seed), seen);
        expert.begin(SeededRandom.of(seed, "hand"), 0.1);
        play(workcell, expert::act, seen);
      }
    }

    assertThat(constant(seen)).as("numbers that never vary").isEmpty();
  }

  private static List<String> constant(Map<String, Range> seen) {
    return seen.keySet().stream()
        .filter(number -> seen.get(number).spread() < LEAST_SPREAD)
        .toList();
  }

  /** The least and the largest that a number has been. */
  private record Range(float least, float most) {

    static Range hull(Range one, Range other) {
      return new Range(Math.min(one.least, other.least), Math.max(one.most, other.most));
    }

    float spread() {
      return most - least;
    }
  }

  /** Acts until the episode is over. */
  private static void play(Workcell workcell, Supplier<Action> hand, Map<String, Range> seen) {
    boolean over = false;
    while (!over) {
      StepResult result = workcell.environment().step(hand.get());
      look(result.observation(), seen);
      over = result.episodeEnd().isEnd();
    }
  }

  private static void look(Observation observation, Map<String, Range> seen) {
    for (String group : observation.numberGroups()) {
      float[] numbers = observation.numbers(group);
      for (int i = 0; i < numbers.length; i++) {
        seen.merge(group + "[" + i + "]", new Range(numbers[i], numbers[i]), Range::hull);
      }
    }
  }
}
