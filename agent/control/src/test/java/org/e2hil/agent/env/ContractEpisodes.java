package org.e2hil.agent.env;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.e2hil.agent.env.EpisodeEnd.Kind;
import org.e2hil.agent.random.SeededRandom;

/** Episodes as the contract plays and compares them. */
final class ContractEpisodes {

  /** Control periods of the episodes that are compared with each other. */
  static final int EPISODE = 30;

  private ContractEpisodes() {}

  static void assertInRange(Action action) {
    for (double value : action.toArray()) {
      assertThat(value).isBetween(-1.0, 1.0);
    }
  }

  static void assertConforms(Observation observation, EnvironmentSpec spec) {
    List<String> numbers = new ArrayList<>();
    List<String> pictures = new ArrayList<>();
    for (ObservationGroup group : spec.groups()) {
      if (group.kind() == ObservationGroup.Kind.NUMBERS) {
        numbers.add(group.name());
        assertThat(observation.numbers(group.name())).hasSize(group.size());
      } else {
        pictures.add(group.name());
        assertThat(group.shape()).hasSize(3).endsWith(3);
        assertThat(observation.picture(group.name()).remaining()).isEqualTo(group.size());
      }
    }
    assertThat(observation.numberGroups()).containsExactlyElementsOf(numbers);
    assertThat(observation.pictureGroups()).containsExactlyElementsOf(pictures);
    assertThat(observation.isFinite()).isTrue();
  }

  static List<Action> randomActions(long seed, int count) {
    SeededRandom random = SeededRandom.of(seed, "contract actions");
    List<Action> actions = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      actions.add(uniform(random));
    }
    return actions;
  }

  static Action uniform(SeededRandom random) {
    double[] values = new double[Action.SIZE];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextDouble(-1, 1);
    }
    return Action.of(values).withGripper(random.nextInt(3) - 1);
  }

  /** Steps until the actions or the episode are over. */
  static List<StepResult> play(Environment environment, List<Action> actions) {
    List<StepResult> results = new ArrayList<>();
    for (Action action : actions) {
      StepResult result = environment.step(action);
      results.add(result);
      if (result.episodeEnd().isEnd()) {
        break;
      }
    }
    return results;
  }

  /** A whole episode in words that tell any two bits apart. */
  static List<String> episode(Environment environment, long seed, List<Action> actions) {
    List<String> lines = new ArrayList<>();
    lines.add(environment.reset(seed).toString());
    play(environment, actions).forEach(result -> lines.add(describe(result)));
    return lines;
  }

  static String describe(StepResult result) {
    return result.observation()
        + " "
        + result.reward()
        + " "
        + result.episodeEnd()
        + " "
        + result.applied()
        + " "
        + result.limits();
  }

  static List<String> expertEpisode(Environment environment, Expert expert, boolean withQuestions) {
    List<String> lines = new ArrayList<>();
    lines.add(environment.reset(21).toString());
    expert.begin(SeededRandom.of(21, "hand"), 0.1);
    for (int i = 0; i < EPISODE; i++) {
      if (withQuestions) {
        expert.advice();
        expert.progress();
      }
      StepResult result = environment.step(expert.act());
      lines.add(describe(result));
      if (result.episodeEnd().isEnd()) {
        break;
      }
    }
    return lines;
  }

  /** How a seed's whole episode ends in which this acts. */
  static Kind finish(Environment environment, long seed, Supplier<Action> hand) {
    environment.reset(seed);
    return finish(environment, hand);
  }

  /** How the episode that has begun ends if this acts from here on. */
  static Kind finish(Environment environment, Supplier<Action> hand) {
    EpisodeEnd episodeEnd = EpisodeEnd.none();
    while (!episodeEnd.isEnd()) {
      episodeEnd = environment.step(hand.get()).episodeEnd();
    }
    return episodeEnd.kind();
  }

  static boolean expertFinishes(Workcell world, long seed) {
    Expert expert = world.expert().orElseThrow();
    expert.begin(SeededRandom.of(seed, "hand"), 0);
    return finish(world.environment(), expert::act) == Kind.SUCCESS;
  }
}
