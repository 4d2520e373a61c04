package org.e2hil.agent.selection;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.e2hil.agent.random.SeededRandom;
import org.e2hil.agent.selection.Ramp.Schedule;
import org.junit.jupiter.api.Test;

class RandomDropTest {

  private static SampleSelector selector(double share, Ramp ramp) {
    return new SelectionConfig.RandomDrop(
            share, 0, CovarianceInfluence.UNWEIGHTED, ramp, Normalisation.KEPT)
        .selector();
  }

  private static Selection drop(
      SampleSelector selector, long step, SeededRandom random, float[] weights) {
    return selector.select(new double[weights.length], step, random, weights);
  }

  private static int dropped(float[] weights) {
    int dropped = 0;
    for (float weight : weights) {
      assertThat(weight).isIn(0f, 1f);
      dropped += weight == 0 ? 1 : 0;
    }
    return dropped;
  }

  @Property(tries = 200)
  void theShareIsRoundedToWholeStatesOfWhichOneAlwaysStays(
      @ForAll long seed,
      @ForAll @DoubleRange(min = 0, max = 0.99) double share,
      @ForAll @IntRange(min = 1, max = 300) int batch) {
    float[] weights = new float[batch];
    Selection selection =
        drop(selector(share, Ramp.NONE), 0, SeededRandom.of(seed, "drop"), weights);
    int expected = (int) Math.min(batch - 1, Math.round(share * batch));

    assertThat(dropped(weights)).isEqualTo(expected);
    assertThat(selection)
        .isEqualTo(
            new Selection(0, Double.POSITIVE_INFINITY, (double) (batch - expected) / batch, false));
  }

  @Test
  void whatABatchLostIsNotLostToTheNext() {
    float[] weights = new float[10];
    Arrays.fill(weights, 0);

    drop(selector(0, Ramp.NONE), 0, SeededRandom.of(1, "drop"), weights);

    assertThat(weights).containsOnly(1);
  }

  @Test
  void aRampDropsMoreAndMore() {
    SampleSelector selector = selector(0.5, new Ramp(Schedule.LINEAR, 10));
    float[] weights = new float[20];
    SeededRandom random = SeededRandom.of(1, "drop");

    for (int step = 0; step <= 12; step++) {
      drop(selector, step, random, weights);
      assertThat(dropped(weights)).isEqualTo(Math.min(step, 10));
    }
  }

  @Test
  void everyStateIsDroppedAsOftenAsTheOthers() {
    SampleSelector selector = selector(0.25, Ramp.NONE);
    SeededRandom random = SeededRandom.of(2, "drop");
    float[] weights = new float[8];
    int[] times = new int[8];
    for (int i = 0; i < 8000; i++) {
      drop(selector, 0, random, weights);
      for (int row = 0; row < 8; row++) {
        times[row] += weights[row] == 0 ? 1 : 0;
      }
    }
    for (int count : times) {
      // 2000 ± 5 times the standard deviation, 39
      assertThat(count).isBetween(1800, 2200);
    }
  }

  @Test
  void aStreamThatWasSavedDropsTheSameStates() throws IOException {
    SampleSelector selector = selector(0.3, Ramp.NONE);
    SeededRandom random = SeededRandom.of(3, "drop");
    float[] weights = new float[100];
    drop(selector, 0, random, weights);
    float[] first = weights.clone();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    random.save(new DataOutputStream(bytes));
    drop(selector, 1, random, weights);

    SeededRandom again = SeededRandom.of(0, "another");
    again.load(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    float[] same = new float[100];
    drop(selector, 1, again, same);

    assertThat(same).isEqualTo(weights).isNotEqualTo(first);
  }
}
