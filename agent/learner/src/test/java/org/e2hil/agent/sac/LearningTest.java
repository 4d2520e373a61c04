package org.e2hil.agent.sac;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.e2hil.agent.random.SeededRandom;
import org.e2hil.agent.selection.SelectionConfig;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LearningTest {

  static Stream<SelectionConfig> selections() {
    return Stream.of(SelectionConfig.keepAll(), SelectionConfig.entropyBounded());
  }

  @ParameterizedTest
  @MethodSource("selections")
  void reachingWithAGripperIsLearnedInSeconds(SelectionConfig selection) {
    SacConfig config =
        SacConfig.defaults().withBatchSize(64).withSizes(32, 32).withLearningRate(2e-3);
    ReachProblem problem = new ReachProblem(21);
    try (SacLearner learner =
        new SacLearner(
            config, selection, ReachProblem.OBSERVATION, 2, SeededRandom.of(22, "learner"))) {
      double before = meanReturn(problem, learner);
      for (int episode = 0; episode < 50; episode++) {
        problem.episode(learner.policy().actor(), true);
      }
      for (int step = 0; step < 600; step++) {
        problem.episode(learner.policy().actor(), true);
        learner.step(problem);
      }

      assertThat(before).isLessThan(-0.8);
      // the best there is: 0.5 for the grippers, less 0.1 for goals that are out of one step's
      // reach
      assertThat(meanReturn(problem, learner)).isGreaterThan(0);
    }
  }

  /** Had the mask its sides swapped, the loud states alone would teach the actor. */
  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void theActorLearnsFromOrdinaryStatesAndNotFromThoseOfTheLargestInfluence(long seed) {
    SacConfig config =
        SacConfig.defaults().withBatchSize(100).withSizes(32, 32).withLearningRate(2e-3);
    try (SacLearner learner =
        new SacLearner(
            config,
            SelectionConfig.entropyBounded(),
            TwoKindsOfStates.OBSERVATION,
            1,
            SeededRandom.of(seed, "learner"))) {
      TwoKindsOfStates states = new TwoKindsOfStates(seed);
      for (int step = 0; step < 200; step++) {
        learner.step(states);
      }
      assertThat(meanAction(learner.policy(), false))
          .isBetween(TwoKindsOfStates.BEST - 0.2, TwoKindsOfStates.BEST + 0.2);
      // by far not at their own best action, −1
      assertThat(meanAction(learner.policy(), true)).isGreaterThan(-0.92);
    }
  }

  private static double meanAction(Policy policy, boolean loud) {
    Policy.Actor actor = policy.actor();
    float[] action = new float[1];
    double sum = 0;
    for (int i = 0; i < 41; i++) {
      actor.mean(TwoKindsOfStates.state(loud, -1 + i / 20.0), action);
      sum += action[0];
    }
    return sum / 41;
  }

  private static double meanReturn(ReachProblem problem, SacLearner learner) {
    Policy.Actor actor = learner.policy().actor();
    double sum = 0;
    for (int episode = 0; episode < 100; episode++) {
      sum += problem.episode(actor, false);
    }
    return sum / 100;
  }
}
