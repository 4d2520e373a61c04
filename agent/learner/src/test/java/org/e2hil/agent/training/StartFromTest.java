package org.e2hil.agent.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.List;
import org.e2hil.agent.experience.RecordedObservation;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that starts with what another one learned. */
class StartFromTest {

  @TempDir private Path folder;
  private Path learned;
  private List<String> answers;

  @BeforeEach
  void trainTheOther() {
    learned = folder.resolve("learned");
    try (PointRun other = new PointRun(new PointRun.Setup())) {
      other.train(learned);
      answers = other.answers();
    }
  }

  private static PointRun.Setup starting(long seed) {
    PointRun.Setup setup = new PointRun.Setup();
    setup.seed = seed;
    setup.interventions = PointRun::never;
    setup.training =
        new TrainingConfig(
            120, 60, 3, 0.1, "", "learned", 1, 1, 1000, 1000, 0.5, 0, false, 0, -0.02, 50, 100);
    return setup;
  }

  @Test
  void itBeginsWithTheOthersAnswersAtStepZeroAndWithDemonstrationsAlone() {
    try (PointRun run = new PointRun(starting(2))) {
      int demonstrated = run.replay.offlineSize();
      assertThat(run.answers()).isNotEqualTo(answers);

      run.trainer.startFrom(learned);

      assertThat(run.answers()).isEqualTo(answers);
      assertThat(run.trainer.envSteps()).isZero();
      assertThat(run.trainer.episodes()).isZero();
      assertThat(run.replay.onlineSize()).isZero();
      assertThat(run.replay.offlineSize()).isEqualTo(demonstrated);
    }
  }

  @Test
  void itSeesThroughTheOthersScalingWhateverItsOwnDemonstrationsWere() {
    try (PointRun other = new PointRun(new PointRun.Setup());
        PointRun run = new PointRun(starting(2))) {
      RecordedObservation start = run.demonstrations.get(0).steps().get(0).measurement();
      assertThat(run.input.scaled(start)).isNotEqualTo(other.input.scaled(start));

      run.trainer.startFrom(learned);

      assertThat(run.input.scaled(start)).isEqualTo(other.input.scaled(start));
    }
  }

  @Test
  void itWarmsUpWithThePolicyNotWithChance() {
    try (PointRun run = new PointRun(starting(2));
        PointRun blank = new PointRun(starting(2))) {
      run.trainer.startFrom(learned);
      run.train(folder.resolve("run"));
      blank.train(folder.resolve("blank"));

      // the same world, the same draws: only another policy can have proposed something else
      assertThat(run.recorded.get(0).get(0).step().proposed())
          .isNotEqualTo(blank.recorded.get(0).get(0).step().proposed());
    }
  }

  @Test
  void seedsOfItsOwnGiveExperienceOfItsOwn() {
    try (PointRun one = new PointRun(starting(2));
        PointRun same = new PointRun(starting(2));
        PointRun other = new PointRun(starting(3))) {
      for (PointRun run : List.of(one, same, other)) {
        run.trainer.startFrom(learned);
        run.train(folder.resolve("run"));
      }
      assertThat(same.lines).isEqualTo(one.lines);
      assertThat(other.lines).isNotEqualTo(one.lines);
      assertThat(one.answers()).isNotEqualTo(answers);
    }
  }

  @Test
  void networksOfAnotherSizeAreRefused() {
    PointRun.Setup larger = starting(2);
    larger.sac = larger.sac.withSizes(32, 32);
    try (PointRun run = new PointRun(larger)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> run.trainer.startFrom(learned))
          .withMessageContaining("parameters");
    }
  }

  @Test
  void aRunWithoutACheckpointIsRefused() {
    try (PointRun run = new PointRun(starting(2))) {
      assertThatExceptionOfType(CheckpointException.class)
          .isThrownBy(() -> run.trainer.startFrom(folder.resolve("nothing")))
          .withMessageContaining("no checkpoint");
    }
  }
}
