package org.e2hil.agent.sac;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.e2hil.agent.random.SeededRandom;
import org.e2hil.agent.selection.CovarianceInfluence;
import org.e2hil.agent.selection.Normalisation;
import org.e2hil.agent.selection.Ramp;
import org.e2hil.agent.selection.SelectionConfig;
import org.e2hil.agent.state.StateReader;
import org.e2hil.agent.state.StateWriter;
import org.e2hil.agent.system.KnownKinds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SacLearnerTest {

  private static final SacConfig SMALL = SacConfig.defaults().withBatchSize(32).withSizes(32, 48);

  private static SacLearner learner(SacConfig config, SelectionConfig selection) {
    return new SacLearner(config, selection, 7, 3, SeededRandom.of(5, "learner"));
  }

  private static List<LearnerMetrics> run(SacLearner learner, SyntheticBatches batches, int steps) {
    List<LearnerMetrics> metrics = new ArrayList<>();
    for (int i = 0; i < steps; i++) {
      metrics.add(learner.step(batches));
    }
    return metrics;
  }

  @ParameterizedTest(name = "{0} threads")
  @ValueSource(ints = {1, 2, 3, 5})
  void theSameSeedGivesTheSameBitsWithEveryNumberOfThreads(int threads) {
    SacConfig several = SMALL.withBatchSize(200);
    try (SacLearner one = learner(several, SelectionConfig.entropyBounded());
        SacLearner other =
            learner(several.withThreads(threads), SelectionConfig.entropyBounded())) {
      assertThat(run(one, new SyntheticBatches(1), 20))
          .isEqualTo(run(other, new SyntheticBatches(1), 20));
      assertThat(bytes(one)).isEqualTo(bytes(other));
    }
  }

  /**
   * Every kind, and a random drop that surely drops: it has a stream of its own, which must go on
   * where it stopped.
   */
  static Stream<SelectionConfig> selections() {
    return Stream.concat(
        Stream.of(
            new SelectionConfig.RandomDrop(
                0.3, 2, CovarianceInfluence.UNWEIGHTED, Ramp.NONE, Normalisation.BATCH)),
        KnownKinds.of(SelectionConfig.class).stream()
            .map(kind -> KnownKinds.draw(kind, SeededRandom.of(1, "rule"), 8)));
  }

  @ParameterizedTest
  @MethodSource("selections")
  void aResumedRunEqualsAnUninterruptedOneBitForBit(SelectionConfig selection) throws IOException {
    SacConfig config = SMALL.with(draft -> draft.policyTau = 0.1);
    try (SacLearner uninterrupted = learner(config, selection);
        SacLearner resumed = learner(config, selection)) {
      SyntheticBatches batches = new SyntheticBatches(2);
      run(uninterrupted, batches, 5);
      resumed.load(
          StateReader.of(new DataInputStream(new ByteArrayInputStream(bytes(uninterrupted)))));
      SyntheticBatches same = new SyntheticBatches(3);
      SyntheticBatches again = new SyntheticBatches(3);

      assertThat(run(resumed, same, 5)).isEqualTo(run(uninterrupted, again, 5));
      assertThat(bytes(resumed)).isEqualTo(bytes(uninterrupted));
    }
  }

  @Test
  void aLearnerNeedsSomethingToSeeAndSomethingToDo() {
    learner(1, 1).close();

    assertThatThrownBy(() -> learner(0, 1))
        .hasMessage("Observation and action need at least one dimension, but have 0 and 1.");
    assertThatThrownBy(() -> learner(1, 0))
        .hasMessage("Observation and action need at least one dimension, but have 1 and 0.");
  }

  private static SacLearner learner(int observationSize, int actionSize) {
    return new SacLearner(
        SMALL,
        SelectionConfig.keepAll(),
        observationSize,
        actionSize,
        SeededRandom.of(5, "learner"));
  }

  @Test
  void measuringTheInfluenceOfTheBaselineChangesNoOtherNumber() {
    SelectionConfig measured =
        new SelectionConfig.KeepAll(8, SelectionConfig.entropyBounded().influence());
    try (SacLearner plain = learner(SMALL, SelectionConfig.keepAll());
        SacLearner measuring = learner(SMALL, measured)) {
      run(plain, new SyntheticBatches(4), 5);
      List<LearnerMetrics> metrics = run(measuring, new SyntheticBatches(4), 5);

      assertThat(metrics.get(4).influence()).isPositive();
      float[] one = new float[3];
      float[] other = new float[3];
      plain.policy().actor().mean(new float[7], one);
      measuring.policy().actor().mean(new float[7], other);
      assertThat(one).isEqualTo(other);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 3})
  void aGripperActionThatThereIsNotIsRefusedWithItsRow(int action) {
    try (SacLearner learner = learner(SMALL, SelectionConfig.keepAll())) {
      SyntheticBatches batches = new SyntheticBatches(6);
      int last = SMALL.batchSize() - 1;

      assertThatThrownBy(
              () ->
                  learner.step(
                      batch -> {
                        batches.fill(batch);
                        batch.grippers()[last] = action;
                      }))
          .hasMessage(
              "A gripper action must be 0 (close), 1 (stay) or 2 (open), but row %d of the batch has"
                  + " %d.",
              last, action);
    }
  }

  @Test
  void aNonFiniteRewardStopsTheLearnerWithASentence() {
    try (SacLearner learner = learner(SMALL, SelectionConfig.keepAll())) {
      SyntheticBatches batches = new SyntheticBatches(6);
      learner.step(batches);

      assertThatThrownBy(
              () ->
                  learner.step(
                      batch -> {
                        batches.fill(batch);
                        batch.rewards()[3] = Float.NaN;
                      }))
          .isInstanceOf(LearnerDivergedException.class)
          .hasMessageContaining("critic loss diverged at learner step 1");
    }
  }

  private static byte[] bytes(SacLearner learner) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    StateWriter state = new StateWriter();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      learner.save(state);
      state.writeTo(out);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return bytes.toByteArray();
  }
}
