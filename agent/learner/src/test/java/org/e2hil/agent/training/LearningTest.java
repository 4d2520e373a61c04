package org.e2hil.agent.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.e2hil.agent.env.ObservationGroup;
import org.e2hil.agent.sac.SacConfig;
import org.e2hil.agent.selection.SelectionConfig;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LearningTest {

  private static final int EPISODES = 40;

  /** Small networks that learn fast: a few seconds are enough for a task of three numbers. */
  private static final SacConfig QUICK =
      SacConfig.defaults().withBatchSize(64).withSizes(32, 64).withLearningRate(1e-3);

  @TempDir Path folder;

  static Stream<Arguments> selections() {
    return Stream.of(
        Arguments.of("entropy-bounded", SelectionConfig.entropyBounded()),
        Arguments.of("keep-all", SelectionConfig.keepAll()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("selections")
  void theAgentLearnsToReachWithoutAnyHelp(String name, SelectionConfig selection) {
    PointRun.Setup setup = new PointRun.Setup();
    setup.selection = selection;
    setup.groups = List.of(ObservationGroup.OBJECTS);
    setup.training =
        new TrainingConfig(
            2000, 60, 10, 0.1, "", "", 1, 1, 5000, 5000, 0.5, 0, false, 0, -0.02, 200, 2000);
    setup.evaluation = new EvaluationConfig(EPISODES, 0, 1);
    setup.sac = QUICK;
    try (PointRun run = new PointRun(setup)) {
      Evaluator evaluator = new Evaluator(run.environment, run.input, setup.seed);
      for (ActionMode mode : ActionMode.values()) {
        EvaluationRecord before =
            evaluator.evaluate(run.learner.policy(), mode, EPISODES, 0, false);
        assertThat(before.successRate()).as("%s, before", mode).isLessThanOrEqualTo(0.2);
      }

      run.train(folder.resolve(Checkpoint.FILE_NAME));

      assertThat(run.evaluations).hasSize(2).allMatch(EvaluationRecord::last);
      for (EvaluationRecord after : run.evaluations) {
        assertThat(after.successRate()).as("%s, after", after.mode()).isGreaterThanOrEqualTo(0.9);
      }
    }
  }
}
