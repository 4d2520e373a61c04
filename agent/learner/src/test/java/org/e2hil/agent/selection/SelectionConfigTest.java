package org.e2hil.agent.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.e2hil.agent.random.SeededRandom;
import org.e2hil.agent.selection.Ramp.Schedule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SelectionConfigTest {

  private static final CovarianceInfluence INFLUENCE = CovarianceInfluence.DENSITY_WEIGHTED;

  private static SelectionConfig bounded(Ramp ramp) {
    return new SelectionConfig.EntropyBounded(0.05, 0.90, 8, INFLUENCE, ramp, Normalisation.KEPT);
  }

  private static SelectionConfig soft(double softness) {
    return new SelectionConfig.SoftBounded(
        0.05, 0.90, softness, 8, INFLUENCE, Ramp.NONE, Normalisation.KEPT);
  }

  private static SelectionConfig drop(double share) {
    return new SelectionConfig.RandomDrop(share, 0, INFLUENCE, Ramp.NONE, Normalisation.KEPT);
  }

  private static double[] influence(long seed, int count) {
    Random random = new Random(seed);
    return random.doubles(count).map(x -> Math.tan(3 * (x - 0.5))).toArray();
  }

  private static float[] weights(SelectionConfig config, double[] influence, long step) {
    float[] weights = new float[influence.length];
    config.selector().select(influence, step, SeededRandom.of(1, "selection"), weights);
    return weights;
  }

  @Property(tries = 50)
  void thePapersBoundsKeep217Of256(@ForAll long seed) {
    float[] weights = weights(SelectionConfig.entropyBounded(), influence(seed, 256), 0);
    assertThat(sum(weights)).isEqualTo(217);
  }

  @Property(tries = 50)
  void everyKeptStateLiesBetweenTheBoundsAndNoOtherDoes(@ForAll long seed) {
    double[] c = influence(seed, 100);
    float[] weights = new float[100];
    Selection selection =
        SelectionConfig.entropyBounded()
            .selector()
            .select(c, 0, SeededRandom.of(1, "selection"), weights);
    for (int i = 0; i < c.length; i++) {
      boolean between = selection.lower() <= Math.abs(c[i]) && Math.abs(c[i]) <= selection.upper();
      assertThat(weights[i]).isEqualTo(between ? 1f : 0f);
    }
    assertThat(selection.undecided()).isFalse();
  }

  @Property(tries = 50)
  void constantInfluenceKeepsAllAndSaysSo(
      @ForAll double size, @ForAll @IntRange(min = 1, max = 300) int batch) {
    double[] c = new double[batch];
    Arrays.setAll(c, i -> i % 2 == 0 ? size : -size);
    for (SelectionConfig config : new SelectionConfig[] {bounded(Ramp.NONE), soft(0.1)}) {
      float[] weights = new float[batch];
      Selection selection =
          config.selector().select(c, 0, SeededRandom.of(1, "selection"), weights);
      assertThat(weights).containsOnly(1f);
      assertThat(selection.undecided()).isTrue();
      assertThat(selection.keepRatio()).isEqualTo(1);
    }
  }

  @Test
  void tiesAtABoundAreKeptTogether() {
    double[] c = new double[100];
    Arrays.setAll(c, i -> i < 40 ? 1 : -2);
    float[] weights = new float[100];
    Selection selection =
        bounded(Ramp.NONE).selector().select(c, 0, SeededRandom.of(1, "selection"), weights);

    assertThat(weights).containsOnly(1f);
    assertThat(selection.keepRatio()).isEqualTo(1);
    assertThat(selection.lower()).isEqualTo(1);
    assertThat(selection.upper()).isEqualTo(2);
    // the two sizes were told apart, so the bounds are meant
    assertThat(selection.undecided()).isFalse();
  }

  @Test
  void quantilesInterpolateLinearlyBetweenOrderStatistics() {
    double[] sorted = {1, 2, 4, 8};
    assertThat(QuantileBounds.quantile(sorted, 0)).isEqualTo(1);
    assertThat(QuantileBounds.quantile(sorted, 0.5)).isEqualTo(3);
    assertThat(QuantileBounds.quantile(sorted, 0.9)).isCloseTo(6.8, within(1e-12));
    assertThat(QuantileBounds.quantile(sorted, 1)).isEqualTo(8);
  }

  @Test
  void aRampGrowsFromKeepAllToTheFinalBounds() {
    double[] c = influence(3, 256);
    for (Schedule schedule : new Schedule[] {Schedule.LINEAR, Schedule.COSINE}) {
      SelectionConfig config = bounded(new Ramp(schedule, 100));
      assertThat(sum(weights(config, c, 0))).isEqualTo(256);
      assertThat(sum(weights(config, c, 50))).isBetween(230.0, 240.0);
      assertThat(sum(weights(config, c, 100))).isEqualTo(217);
      assertThat(sum(weights(config, c, 1000))).isEqualTo(217);
    }
    assertThat(new Ramp(Schedule.LINEAR, 100).strength(25)).isEqualTo(0.25);
    assertThat(new Ramp(Schedule.COSINE, 100).strength(25)).isCloseTo(0.1464466, within(1e-6));
  }

  @Property(tries = 50)
  void softWeightsFallGraduallyAndAreOneInTheMiddle(@ForAll long seed) {
    double[] c = influence(seed, 256);
    float[] weights = weights(soft(0.04), c, 0);
    double[] sorted = Arrays.stream(c).map(Math::abs).sorted().toArray();
    int partial = 0;
    for (int i = 0; i < c.length; i++) {
      assertThat(weights[i]).isBetween(0f, 1f);
      partial += weights[i] > 0 && weights[i] < 1 ? 1 : 0;
      if (Math.abs(c[i]) == sorted[128]) {
        assertThat(weights[i]).isEqualTo(1f);
      }
    }
    assertThat(partial).isBetween(10, 24);
    assertThat(sum(weights)).isBetween(213.0, 221.0);
  }

  @Test
  void aRandomDropTakesExactlyItsShareWhateverTheInfluence() {
    float[] weights = weights(drop(0.1524), new double[256], 0);
    assertThat(sum(weights)).isEqualTo(217);
    assertThat(weights(drop(0), new double[256], 0)).containsOnly(1f);
    assertThat(sum(weights(drop(0.999), new double[10], 0))).isEqualTo(1);
  }

  @Test
  void keepAllKeepsAll() {
    assertThat(weights(SelectionConfig.keepAll(), influence(5, 64), 0)).containsOnly(1f);
    assertThat(SelectionConfig.keepAll().samples()).isZero();
    assertThat(SelectionConfig.keepAll().normalisation()).isEqualTo(Normalisation.KEPT);
    assertThat(
            SelectionConfig.keepAll()
                .selector()
                .select(new double[3], 0, SeededRandom.of(1, "selection"), new float[3]))
        .isEqualTo(Selection.EVERYTHING);
  }

  @Test
  void thePapersChoiceIsTheDefault() {
    assertThat(SelectionConfig.entropyBounded())
        .isEqualTo(
            new SelectionConfig.EntropyBounded(
                0.05,
                0.90,
                8,
                CovarianceInfluence.DENSITY_WEIGHTED,
                Ramp.NONE,
                Normalisation.KEPT));
  }

  @Test
  void impossibleSettingsAreRefusedInASentence() {
    assertThatThrownBy(
            () ->
                new SelectionConfig.EntropyBounded(
                    0.9, 0.05, 8, INFLUENCE, Ramp.NONE, Normalisation.KEPT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The quantiles must satisfy 0 <= lower < upper <= 1, but are 0.9 and 0.05.");
    assertThatThrownBy(() -> soft(0))
        .hasMessage("The softness of the bounds must be above 0 and at most 1, not 0.0.");
    assertThatThrownBy(() -> soft(1.001)).hasMessageContaining("at most 1");
    assertThatThrownBy(() -> soft(Double.NaN)).hasMessageContaining("above 0");
    assertThat(weights(soft(1), influence(1, 4), 0)).hasSize(4);
    assertThatThrownBy(() -> drop(1))
        .hasMessage("The share of states to drop must be at least 0 and below 1, not 1.0.");
    assertThatThrownBy(() -> drop(-0.001)).hasMessageContaining("at least 0");
    assertThatThrownBy(() -> drop(Double.NaN)).hasMessageContaining("below 1");
  }

  @ParameterizedTest
  @CsvSource({"-0.001, 0.9", "0.5, 0.5", "0.05, 1.001", "NaN, 0.9", "0.05, NaN"})
  void quantilesOutOfOrderAreRefusedWithEitherKindOfEdge(double lower, double upper) {
    assertThatThrownBy(
            () ->
                new SelectionConfig.EntropyBounded(
                    lower, upper, 8, INFLUENCE, Ramp.NONE, Normalisation.KEPT))
        .hasMessageStartingWith("The quantiles must satisfy");
    assertThatThrownBy(
            () ->
                new SelectionConfig.SoftBounded(
                    lower, upper, 0.1, 8, INFLUENCE, Ramp.NONE, Normalisation.KEPT))
        .hasMessageStartingWith("The quantiles must satisfy");
  }

  @Test
  void boundsNeedASampleAndTheOthersNone() {
    assertThatThrownBy(() -> sampled(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("There must be 1 to 1,000 samples a state for the influence, not 0.");
    assertThatThrownBy(
            () ->
                new SelectionConfig.SoftBounded(
                    0, 1, 0.1, 0, INFLUENCE, Ramp.NONE, Normalisation.KEPT))
        .hasMessageContaining("1 to 1,000 samples");
    assertThatThrownBy(() -> new SelectionConfig.KeepAll(-1, INFLUENCE))
        .hasMessageContaining("0 to 1,000 samples");
    assertThatThrownBy(
            () -> new SelectionConfig.RandomDrop(0, -1, INFLUENCE, Ramp.NONE, Normalisation.KEPT))
        .hasMessageContaining("0 to 1,000 samples");
    assertThatThrownBy(() -> sampled(1001)).hasMessageContaining("not 1001");
    assertThat(sampled(1).samples()).isEqualTo(1);
    assertThat(sampled(1000).samples()).isEqualTo(1000);
  }

  private static SelectionConfig sampled(int samples) {
    return new SelectionConfig.EntropyBounded(
        0, 1, samples, INFLUENCE, Ramp.NONE, Normalisation.KEPT);
  }

  private static double sum(float[] weights) {
    double sum = 0;
    for (float weight : weights) {
      sum += weight;
    }
    return sum;
  }
}
