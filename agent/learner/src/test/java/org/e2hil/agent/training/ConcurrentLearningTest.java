package org.e2hil.agent.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.e2hil.agent.experience.Batch;
import org.e2hil.agent.experience.RecordedStep;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** An actor that does not wait for its learner, whatever the learner does. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ConcurrentLearningTest {

  @TempDir Path folder;

  private Path checkpoint() {
    return folder.resolve(Checkpoint.FILE_NAME);
  }

  private static PointRun.Setup concurrent() {
    PointRun.Setup setup = new PointRun.Setup();
    setup.learning = new LearningConfig(LearningConfig.Mode.AUTO, 40, 5);
    setup.inRealTime = true;
    setup.evaluation = new EvaluationConfig(2, 0, 1);
    // a control period of a millisecond, in which a learner of this size does one step at least
    setup.beforeTick = () -> LockSupport.parkNanos(50_000);
    return setup;
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Calls {@code action} in the control loop once it has done so many steps. */
  private static void atStep(PointRun.Setup setup, int step, Runnable action) {
    AtomicInteger asked = new AtomicInteger();
    setup.interventions =
        expert ->
            moment -> {
              if (asked.incrementAndGet() == step) {
                action.run();
              }
              return Optional.empty();
            };
  }

  @Test
  void theControlLoopGoesOnWhileTheLearnerHangsAndWhatIsOwedTooLongIsForgiven() {
    CountDownLatch awake = new CountDownLatch(1);
    PointRun.Setup setup = concurrent();
    setup.batches =
        batches ->
            batch -> {
              await(awake);
              batches.fill(batch);
            };
    atStep(setup, 300, awake::countDown);
    try (PointRun run = new PointRun(setup)) {
      assertThat(run.train(checkpoint())).isTrue();

      assertThat(run.trainer.envSteps()).isEqualTo(400);
      assertThat(run.pace.maximumLag()).isGreaterThan(40);
      assertThat(run.pace.forgiven()).isPositive();
      assertThat(run.replay.onlineSize()).isEqualTo(400);
      // whatever is owed at the end is done, but what is forgiven is not
      long owed = 400 - setup.training.warmupSteps() + 1 - run.pace.forgiven();
      assertThat(run.learner.steps()).isBetween(owed, owed + 5);
    }
  }

  @Test
  void theControlLoopGoesOnWhileNothingCanBeRecorded() {
    CountDownLatch emptied = new CountDownLatch(1);
    PointRun.Setup setup = concurrent();
    setup.listener =
        new TrainingListener() {
          @Override
          public void onEpisode(EpisodeRecord episode, List<RecordedStep> steps) {
            await(emptied);
          }
        };
    atStep(setup, 350, emptied::countDown);
    try (PointRun run = new PointRun(setup)) {
      assertThat(run.train(checkpoint())).isTrue();

      assertThat(run.episodes.stream().mapToInt(EpisodeRecord::steps).sum()).isEqualTo(400);
      assertThat(run.checkpoints).isNotEmpty().endsWith(400L);
    }
  }

  static Stream<Arguments> failures() {
    return Stream.of(
        Arguments.of(new IllegalStateException("the disk is gone"), "the disk is gone", "--resume"),
        Arguments.of(new OutOfMemoryError("Java heap space"), "ran out of memory", "-Xmx"));
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("failures")
  void aLearnerThatFailsLetsTheArmEndItsEpisodeAndSetOutForNoOther(
      Throwable failure, String said, String advice) {
    AtomicInteger batchesLeft = new AtomicInteger(60);
    AtomicInteger resets = new AtomicInteger();
    PointRun.Setup setup = concurrent();
    setup.beforeReset = resets::incrementAndGet;
    setup.batches =
        batches ->
            batch -> {
              if (batchesLeft.decrementAndGet() < 0) {
                fail(failure);
              }
              batches.fill(batch);
            };
    try (PointRun run = new PointRun(setup)) {
      int demonstrations = resets.get();
      assertThatThrownBy(() -> run.train(checkpoint()))
          .isInstanceOf(LearnerFailedException.class)
          .hasMessageContaining(said)
          .hasMessageContaining("all %d episodes are recorded".formatted(run.trainer.episodes()))
          .hasMessageContaining(advice)
          .hasCause(failure);

      assertThat(run.trainer.envSteps()).isLessThan(400);
      assertThat(run.episodes).hasSize(resets.get() - demonstrations).isNotEmpty();
      assertThat(run.episodes).allMatch(episode -> episode.episodeEnd().isEnd());
      assertThat(run.recorded.stream().mapToInt(List::size).sum())
          .isEqualTo((int) run.trainer.envSteps());
    }
  }

  private static void fail(Throwable failure) {
    if (failure instanceof Error error) {
      throw error;
    }
    throw (RuntimeException) failure;
  }

  @Test
  void aRewardThatIsNoNumberMakesARealLearnerDiverge() {
    PointRun.Setup setup = concurrent();
    setup.batches =
        batches ->
            batch -> {
              batches.fill(batch);
              Arrays.fill(batch.rewards(), Float.NaN);
            };
    try (PointRun run = new PointRun(setup)) {
      assertThatThrownBy(() -> run.train(checkpoint()))
          .isInstanceOf(LearnerFailedException.class)
          .hasMessageContaining("critic loss diverged at learner step 0");
    }
  }

  @Test
  void learningGoesOnDuringResetsAsFarAsItMayBeAhead() {
    PointRun.Setup setup = concurrent();
    setup.learning = new LearningConfig(LearningConfig.Mode.AUTO, 1000, 5);
    PointRun[] running = new PointRun[1];
    setup.beforeReset =
        () -> {
          if (running[0] != null && running[0].trainer.envSteps() > 60) {
            sleepMillis(30);
          }
        };
    try (PointRun run = new PointRun(setup)) {
      running[0] = run;
      run.train(checkpoint());

      assertThat(run.pace.maximumLead()).isEqualTo(5);
      assertThat(run.pace.updatesPerPeriod().orElseThrow()).isBetween(1.0, 1.02);
    }
  }

  private static void sleepMillis(long millis) {
    try {
      TimeUnit.MILLISECONDS.sleep(millis);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void simulatedTimeWaitsForALearnerThatIsSlowerAndForgivesNothing() {
    PointRun.Setup setup = concurrent();
    setup.inRealTime = false;
    setup.learning = new LearningConfig(LearningConfig.Mode.CONCURRENT, 10, 2);
    setup.batches =
        batches ->
            batch -> {
              sleepMillis(1);
              batches.fill(batch);
            };
    try (PointRun run = new PointRun(setup)) {
      assertThat(run.train(checkpoint())).isTrue();

      assertThat(run.pace.forgiven()).isZero();
      assertThat(run.pace.maximumLag()).isBetween(1L, 20L);
      assertThat(run.learner.steps()).isBetween(341L, 343L);
    }
  }

  @Test
  void whatACheckpointHoldsIsWhatWasHandedOverBefore() {
    PointRun.Setup setup = concurrent();
    try (PointRun run = new PointRun(setup);
        PointRun resumed = new PointRun(setup)) {
      assertThat(run.train(checkpoint(), () -> run.trainer.envSteps() >= 250)).isFalse();
      assertThat(run.checkpoints).isNotEmpty();
      resumed.trainer.resume(checkpoint(), PointRun.FINGERPRINT);

      long recorded = run.episodes.stream().mapToInt(EpisodeRecord::steps).sum();
      assertThat(resumed.trainer.envSteps()).as("at the end of an episode").isEqualTo(recorded);
      assertThat(resumed.trainer.episodes()).isEqualTo(run.episodes.size());
      // the episode that was stopped has been experienced, too
      assertThat(resumed.replay.onlineSize()).isEqualTo((int) run.trainer.envSteps());
      assertThat(resumed.learner.steps()).isBetween(1L, run.learner.steps());
      assertThat(resumed.train(checkpoint())).isTrue();
      assertThat(resumed.trainer.envSteps()).isEqualTo(400);
    }
  }

  @Test
  void episodesThatAreNewerThanTheCheckpointAreLearnedFromAndNotDoneAgain() {
    PointRun.Setup setup = concurrent();
    try (PointRun run = new PointRun(setup);
        PointRun resumed = new PointRun(setup)) {
      run.trainer.save(checkpoint(), PointRun.FINGERPRINT);
      run.train(folder.resolve("another"));
      List<Episode> newer = new ArrayList<>();
      for (int i = 0; i < run.episodes.size(); i++) {
        newer.add(new Episode(run.recorded.get(i), run.episodes.get(i).parameters()));
      }
      resumed.trainer.resume(checkpoint(), PointRun.FINGERPRINT);
      int steps = run.episodes.stream().mapToInt(EpisodeRecord::steps).sum();
      resumed.trainer.takeOver(newer, steps);

      assertThat(resumed.trainer.envSteps()).isEqualTo(steps);
      assertThat(resumed.trainer.episodes()).isEqualTo(run.episodes.size());
      assertThat(resumed.trainer.interventionSteps())
          .isEqualTo(run.episodes.stream().mapToLong(EpisodeRecord::interventionSteps).sum());
      assertThat(resumed.replay.onlineSize()).isEqualTo(steps);
    }
  }

  @Test
  void aListenerThatThrowsEndsTheRun() {
    PointRun.Setup setup = concurrent();
    setup.listener =
        new TrainingListener() {
          @Override
          public void onEpisode(EpisodeRecord episode, List<RecordedStep> steps) {
            throw new IllegalStateException("No space left on device");
          }
        };
    try (PointRun run = new PointRun(setup)) {
      assertThatThrownBy(() -> run.train(checkpoint()))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("No space left on device");
      assertThat(run.trainer.envSteps()).isLessThanOrEqualTo(400);
    }
  }

  @Test
  void everyLearnerStepSeesAWholeBatch() {
    PointRun.Setup setup = concurrent();
    List<Batch> seen = new ArrayList<>();
    setup.batches =
        batches ->
            batch -> {
              batches.fill(batch);
              seen.add(batch);
            };
    try (PointRun run = new PointRun(setup)) {
      run.train(checkpoint());

      assertThat(seen).hasSize((int) (run.learner.steps() * setup.sac.utdRatio()));
    }
  }
}
