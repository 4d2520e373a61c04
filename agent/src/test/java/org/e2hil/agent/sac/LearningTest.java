package org.e2hil.agent.sac;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.e2hil.agent.random.SeededRandom;
import org.e2hil.agent.selection.SelectionConfig;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

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

  private static double meanReturn(ReachProblem problem, SacLearner learner) {
    Policy.Actor actor = learner.policy().actor();
    double sum = 0;
    for (int episode = 0; episode < 100; episode++) {
      sum += problem.episode(actor, false);
    }
    return sum / 100;
  }
}
