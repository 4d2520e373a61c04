package org.e2hil.agent.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.e2hil.agent.training.WatchedWorlds.breaking;
import static org.e2hil.agent.training.WatchedWorlds.episodeEnd;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.e2hil.agent.env.Environment;
import org.e2hil.agent.env.EnvironmentFaultException;
import org.e2hil.agent.env.EpisodeEnd;
import org.e2hil.agent.training.WatchedWorlds.Witness;
import org.junit.jupiter.api.Test;

/**
 * An evaluation in which the world breaks, a person wants an episode once more, or somebody wants
 * to stop.
 */
class BrokenEvaluationTest {

  @Test
  void anEpisodeInWhichTheWorldBreaksSaysNothingOfThePolicyAndEndsNoEvaluation() {
    try (PointRun run = new PointRun(new PointRun.Setup())) {
      Environment world = breaking(run.environment, Set.of(1, 4), Set.of(2));
      List<EvaluatedEpisode> episodes = new ArrayList<>();
      EvaluationRecord record =
          new Evaluator(world, run.input, 5)
              .evaluate(
                  run.learner.policy(),
                  ActionMode.MEAN,
                  6,
                  0,
                  false,
                  (episode, seed, seen, action) -> {},
                  episodes::add,
                  () -> false)
              .orElseThrow();

      assertThat(record.episodes()).isEqualTo(3);
      assertThat(record.faults()).isEqualTo(3);
      assertThat(episodes).hasSize(6);
      assertThat(episodes.stream().filter(e -> !e.episodeEnd().isLearnable()))
          .extracting(EvaluatedEpisode::episode)
          .containsExactly(1, 2, 4);
      assertThat(record.meanSteps())
          .isEqualTo(
              episodes.stream()
                  .filter(e -> e.episodeEnd().isLearnable())
                  .mapToInt(EvaluatedEpisode::steps)
                  .average()
                  .orElseThrow());
    }
  }

  @Test
  void anEpisodeThatAPersonWantsOnceMoreIsDoneOnceMoreFromTheSameStartAndCountsForNothing() {
    try (PointRun run = new PointRun(new PointRun.Setup())) {
      Witness witness = new Witness(run.environment);
      Set<Integer> takenBack = Set.of(0, 1, 2, 3, 4, 5, 7);
      Environment world = episodeEnd(witness, Set.of(), takenBack, EpisodeEnd.voided("once more"));
      EvaluationRecord record =
          new Evaluator(world, run.input, 5)
              .evaluate(run.learner.policy(), ActionMode.MEAN, 3, 0, false);

      assertThat(record)
          .isEqualTo(
              new Evaluator(run.environment, run.input, 5)
                  .evaluate(run.learner.policy(), ActionMode.MEAN, 3, 0, false));
      assertThat(record.episodes()).isEqualTo(3);
      assertThat(record.faults()).isZero();
      assertThat(witness.seeds).hasSize(3 + takenBack.size());
      assertThat(witness.seeds.subList(0, 7)).containsOnly(witness.seeds.get(0));
      assertThat(witness.seeds.get(8)).isEqualTo(witness.seeds.get(7));
      assertThat(witness.seeds.get(9)).isNotEqualTo(witness.seeds.get(8));
    }
  }

  @Test
  void aWorldThatBreaksInOneEpisodeAfterTheOtherIsGivenUp() {
    try (PointRun run = new PointRun(new PointRun.Setup())) {
      Environment world = breaking(run.environment, Set.of(1, 2, 3), Set.of(4, 5));
      Evaluator evaluator = new Evaluator(world, run.input, 5);

      assertThatThrownBy(
              () -> evaluator.evaluate(run.learner.policy(), ActionMode.MEAN, 60, 0, false))
          .isInstanceOf(EnvironmentFaultException.class)
          .hasMessageContaining("5 episodes in a row ended in a fault", "the cable is off");
    }
  }

  @Test
  void aWishToStopAnEvaluationWaitsForOneStepAtMost() {
    try (PointRun run = new PointRun(new PointRun.Setup())) {
      Witness witness = new Witness(run.environment);

      assertThat(
              new Evaluator(witness, run.input, 5)
                  .evaluate(
                      run.learner.policy(),
                      ActionMode.MEAN,
                      60,
                      0,
                      false,
                      (episode, seed, seen, action) -> {},
                      episode -> {},
                      () -> witness.actions.size() >= 3))
          .isEmpty();
      assertThat(witness.actions).hasSize(3);
    }
  }

  @Test
  void anArmThatIsPutToRestBecauseTheProgramEndsIsNoFault() {
    try (PointRun run = new PointRun(new PointRun.Setup())) {
      Witness witness = new Witness(breaking(run.environment, Set.of(), Set.of(1)));
      List<EvaluatedEpisode> episodes = new ArrayList<>();
      AtomicInteger asked = new AtomicInteger();

      // the wish comes while the step is done that ends in the fault
      assertThat(
              new Evaluator(witness, run.input, 5)
                  .evaluate(
                      run.learner.policy(),
                      ActionMode.MEAN,
                      60,
                      0,
                      false,
                      episodes::add,
                      () -> episodes.size() == 1 && asked.incrementAndGet() > 3))
          .isEmpty();
      assertThat(episodes).hasSize(1);
    }
  }
}
