package org.e2hil.agent.experience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import org.e2hil.agent.env.Action;
import org.e2hil.agent.env.EpisodeEnd;
import org.e2hil.agent.random.SeededRandom;
import org.junit.jupiter.api.Test;

class ReplayBufferTest {

  private static Transition step(int number, Source source) {
    return new Transition(
        new float[] {number},
        new float[] {number + 1},
        new ControlStep(
            Action.hold(), Action.hold(), Action.hold(), source, number, EpisodeEnd.none()));
  }

  @Test
  void everyRowIsDrawnEquallyOften() {
    ReplayBuffer buffer = new ReplayBuffer(20, 1, 0);
    for (int i = 0; i < 33; i++) {
      buffer.add(step(i, Source.POLICY));
    }
    int draws = 40_000;
    Batch batch = new Batch(draws, 1, Action.CONTINUOUS);
    buffer.sample(batch, 0, draws, SeededRandom.of(1, "rows"));
    int[] counts = new int[33];
    for (float reward : batch.rewards()) {
      counts[(int) reward]++;
    }

    // chi square of 19 degrees of freedom lies above 43.8 in one of a thousand cases
    double expected = draws / 20.0;
    double chiSquare = 0;
    for (int i = 13; i < 33; i++) {
      chiSquare += (counts[i] - expected) * (counts[i] - expected) / expected;
    }
    assertThat(chiSquare).isLessThan(43.8);
  }

  @Test
  void aBufferThatNoArrayCanHoldIsRefusedBeforeItGrows() {
    assertThatThrownBy(() -> new ReplayBuffer(400_000_000, 1, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("make its capacity 357,913,939 at most");
    assertThat(new ReplayBuffer(357_913_939, 1, 0).size()).isZero();
  }

  @Test
  void anObservationIsKeptOnceWhetherARowBeginsWithItOrLedToIt() throws IOException {
    ReplayBuffer buffer = new ReplayBuffer(20, 1000, 0);
    float[] seen = new float[1000];
    for (int i = 1; i <= 30; i++) {
      float[] next = new float[1000];
      next[0] = i;
      buffer.add(new Transition(seen, next, step(i, Source.POLICY).step()));
      seen = next.clone();
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    buffer.save(new DataOutputStream(bytes));

    assertThat(bytes.size()).as("21 observations of 4,000 bytes").isBetween(84_000, 85_500);
  }

  private static Transition inTwoViews(int number, EpisodeEnd episodeEnd) {
    return new Transition(
        new float[][] {{number}, {-number}},
        new float[][] {{number + 1}, {-number - 1}},
        new ControlStep(
            Action.hold(), Action.hold(), Action.hold(), Source.POLICY, number, episodeEnd));
  }

  @Test
  void aRowIsDrawnInEitherViewAndLedToWhatIsSeenInTheSameOne() throws IOException {
    ReplayBuffer saved = new ReplayBuffer(20, 1, 2, 0, 3, 1);
    for (int i = 1; i <= 9; i++) {
      saved.add(inTwoViews(i, i == 5 ? EpisodeEnd.success() : EpisodeEnd.none()));
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    saved.save(new DataOutputStream(bytes));
    ReplayBuffer loaded = new ReplayBuffer(20, 1, 2, 0, 3, 1);
    loaded.load(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));

    for (ReplayBuffer buffer : List.of(saved, loaded)) {
      Batch batch = new Batch(4000, 1, Action.CONTINUOUS);
      buffer.sample(batch, 0, 4000, SeededRandom.of(1, "rows"));
      int second = 0;
      for (int row = 0; row < 4000; row++) {
        float seen = batch.observations()[row];
        int from = (int) Math.abs(seen);
        int to = Math.min(from + 3, from <= 5 ? 6 : 10);
        assertThat(batch.nextObservations()[row]).isEqualTo(Math.signum(seen) * to);
        second += seen < 0 ? 1 : 0;
      }
      // four deviations of a fair coin
      assertThat(second).isBetween(2000 - 127, 2000 + 127);
    }
  }

  @Test
  void anObservationInTooFewViewsIsRefused() {
    ReplayBuffer buffer = new ReplayBuffer(5, 1, 2, 0, 1, 1);

    assertThatThrownBy(() -> buffer.add(step(0, Source.POLICY)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("this buffer holds observations in 2 views, but one in 1 and 1 came");
  }

  @Test
  void aFaultCanNeitherBeRecordedNorBecomeATransition() {
    assertThatThrownBy(
            () ->
                new ControlStep(
                    Action.hold(),
                    Action.hold(),
                    Action.hold(),
                    Source.POLICY,
                    0,
                    EpisodeEnd.fault("the cable was pulled")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a step that ended in a fault must not be learned from: the cable was pulled");
  }

  @Test
  void observationsOfAnotherSizeAreRefused() {
    assertThatThrownBy(() -> new ReplayBuffer(5, 3, 0).add(step(0, Source.POLICY)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("this buffer holds observations of 3 numbers, but one of 1 came");
  }

  @Test
  void anEmptyBufferCannotBeSampled() {
    assertThatThrownBy(
            () ->
                new ReplayBuffer(5, 1, 0)
                    .sample(new Batch(1, 1, 6), 0, 1, SeededRandom.of(1, "rows")))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aGripperPenaltyThatRewardsIsRefused() {
    assertThatThrownBy(() -> new ReplayBuffer(5, 1, 0.1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at most 0");
  }

  @Test
  void aBufferOfAnotherShapeIsNotRead() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new ReplayBuffer(5, 1, 0).save(new DataOutputStream(bytes));
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));

    assertThatThrownBy(() -> new ReplayBuffer(6, 1, 0).load(in))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(
            "holds 5 rows of 1 numbers in 1 views, but this scenario's holds 6 of 1 in 1");
  }
}
