package org.e2hil.agent.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.e2hil.agent.training.WatchedWorlds.evaluate;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import org.e2hil.agent.env.Action;
import org.e2hil.agent.env.EpisodeEnd;
import org.e2hil.agent.random.SeededRandom;
import org.e2hil.agent.training.WatchedWorlds.Witness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluatorTest {

  @TempDir private Path folder;

  @Test
  void theSameSeedEvaluatesOnTheSameEpisodesWithTheSameActions() {
    try (PointRun run = new PointRun(new PointRun.Setup())) {
      Witness one = evaluate(run, ActionMode.SAMPLED, 5);
      Witness again = evaluate(run, ActionMode.SAMPLED, 5);
      Witness other = evaluate(run, ActionMode.SAMPLED, 6);

      assertThat(again.seeds).isEqualTo(one.seeds).doesNotHaveDuplicates();
      assertThat(again.actions).isEqualTo(one.actions);
      assertThat(other.seeds).doesNotContainAnyElementsOf(one.seeds);
    }
  }

  @Test
  void everyPolicyAndBothModesAreEvaluatedOnTheSameStarts() {
    try (PointRun run = new PointRun(new PointRun.Setup())) {
      Witness before = evaluate(run, ActionMode.SAMPLED, 5);
      run.learner.step(run.replay);

      assertThat(evaluate(run, ActionMode.SAMPLED, 5).seeds).isEqualTo(before.seeds);
      assertThat(evaluate(run, ActionMode.MEAN, 5).seeds).isEqualTo(before.seeds);
    }
  }

  @Test
  void theMeanActionHasNoChanceInItAndTheSampledOneHas() {
    try (PointRun run = new PointRun(new PointRun.Setup())) {
      assertThat(evaluate(run, ActionMode.MEAN, 5).actions)
          .isNotEqualTo(evaluate(run, ActionMode.SAMPLED, 5).actions);
      float[] seen = run.input.of(run.environment.reset(1));
      float[] one = new float[Action.CONTINUOUS];
      float[] other = new float[Action.CONTINUOUS];
      run.learner.policy().actor().mean(seen, one);
      run.learner.policy().actor().mean(seen, other);
      assertThat(one).isEqualTo(other);
    }
  }

  @Test
  void everyEvaluatedEpisodeTellsHowFarItCameAndHowItEnded() {
    try (PointRun run = new PointRun(new PointRun.Setup())) {
      List<Double> seen = new ArrayList<>();
      List<Double> furthest = new ArrayList<>();
      List<EvaluatedEpisode> episodes = new ArrayList<>();
      Evaluator evaluator =
          new Evaluator(
              run.environment,
              run.input,
              5,
              () -> {
                seen.add(0.01 * (seen.size() % 7));
                return seen.get(seen.size() - 1);
              });
      EvaluationRecord record =
          evaluator
              .evaluate(
                  run.learner.policy(),
                  ActionMode.SAMPLED,
                  4,
                  300,
                  false,
                  (episode, seed, observed, action) -> {},
                  episode -> {
                    episodes.add(episode);
                    // once at the start, and once after each step
                    assertThat(seen).hasSize(episode.steps() + 1);
                    furthest.add(Collections.max(seen));
                    seen.clear();
                  },
                  () -> false)
              .orElseThrow();

      assertThat(episodes).extracting(EvaluatedEpisode::episode).containsExactly(0, 1, 2, 3);
      assertThat(episodes)
          .allMatch(e -> e.envSteps() == 300 && e.mode() == ActionMode.SAMPLED)
          .allMatch(e -> e.episodeEnd().isEnd());
      assertThat(episodes.stream().mapToInt(EvaluatedEpisode::steps).average())
          .hasValue(record.meanSteps());
      assertThat(episodes.stream().filter(EvaluatorTest::succeeded)).hasSize(record.successes());
      for (int i = 0; i < 4; i++) {
        EvaluatedEpisode episode = episodes.get(i);
        assertThat(episode.progress()).isEqualTo(succeeded(episode) ? 1 : furthest.get(i));
      }
    }
  }

  private static boolean succeeded(EvaluatedEpisode episode) {
    return episode.episodeEnd().kind() == EpisodeEnd.Kind.SUCCESS;
  }

  @Test
  void whereNobodyKnowsHowFarATaskHasComeNothingIsSaidOfIt() {
    try (PointRun run = new PointRun(new PointRun.Setup())) {
      List<EvaluatedEpisode> episodes = new ArrayList<>();
      new Evaluator(run.environment, run.input, 5)
          .evaluate(
              run.learner.policy(),
              ActionMode.MEAN,
              2,
              0,
              false,
              (episode, seed, seen, action) -> {},
              episodes::add,
              () -> false);

      assertThat(episodes).hasSize(2).allMatch(episode -> Double.isNaN(episode.progress()));
    }
  }

  @Test
  void aTrainingTellsOfEveryEvaluatedEpisodeBeforeItsEvaluation() {
    try (PointRun run = new PointRun(new PointRun.Setup())) {
      run.train(folder.resolve(Checkpoint.FILE_NAME));

      int episodes = run.evaluations.stream().mapToInt(EvaluationRecord::episodes).sum();
      assertThat(run.evaluated)
          .hasSize(episodes)
          .allMatch(episode -> episode.progress() > 0 && episode.progress() <= 1);
      List<String> told =
          run.lines.stream().filter(line -> line.matches("(Evaluated|Evaluation).*")).toList();
      assertThat(told.get(0)).startsWith("EvaluatedEpisode");
      assertThat(told.get(told.size() - 1)).startsWith("EvaluationRecord");
    }
  }

  @Test
  void trainingDemonstrationsAndEvaluationHaveSeedsOfTheirOwn() {
    HashSet<Long> seeds = new HashSet<>();
    for (long seed = 0; seed < 5; seed++) {
      for (String component : List.of("episode", "intervention", "evaluation", "demo")) {
        for (int index = 0; index < 500; index++) {
          seeds.add(SeededRandom.seed(seed, component, index));
        }
      }
    }

    assertThat(seeds).hasSize(5 * 4 * 500);
  }

  @Test
  void theIntervalOfTheSuccessRateIsWilsons() {
    // Brown, Cai and DasGupta, Interval Estimation for a Binomial Proportion, Statistical Science
    // 16 (2001): the roots of (p̂ − p)² = z² p(1 − p)/n
    for (int successes : new int[] {0, 1, 30, 47, 59, 60}) {
      EvaluationRecord record = new EvaluationRecord(0, ActionMode.SAMPLED, 60, successes, 1, true);
      for (double bound : new double[] {record.successLow(), record.successHigh()}) {
        double distance = record.successRate() - bound;
        double variance = bound * (1 - bound) / 60;
        assertThat(distance * distance)
            .isCloseTo(1.959963984540054 * 1.959963984540054 * variance, within(1e-12));
      }
      assertThat(record.successLow()).isLessThan(record.successRate() + 1e-12);
      assertThat(record.successHigh()).isGreaterThan(record.successRate() - 1e-12);
    }
  }
}
