package org.e2hil.agent.sac;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.e2hil.agent.random.SeededRandom;
import org.e2hil.agent.selection.CovarianceInfluence;
import org.e2hil.agent.selection.Normalisation;
import org.e2hil.agent.selection.Ramp;
import org.e2hil.agent.selection.Selection;
import org.e2hil.agent.selection.SelectionConfig;
import org.junit.jupiter.api.Test;

class MaskTest {

  private static final double[] INFLUENCE = {5, -1, 2, 3, -4};

  /** Keeps |c| from 2 to 4. */
  private static Mask bounded(Normalisation normalisation) {
    return new Mask(
        new SelectionConfig.EntropyBounded(
            0.25, 0.75, 1, CovarianceInfluence.UNWEIGHTED, Ramp.NONE, normalisation),
        1,
        5,
        SeededRandom.of(1, "mask"));
  }

  private static Mask dropping(double share, int batch) {
    return new Mask(
        new SelectionConfig.RandomDrop(
            share, 0, CovarianceInfluence.UNWEIGHTED, Ramp.NONE, Normalisation.KEPT),
        1,
        batch,
        SeededRandom.of(1, "mask"));
  }

  @Test
  void dividedByWhatIsKeptTheSharesAddUpToOne() {
    Mask mask = bounded(Normalisation.KEPT);
    mask.choose(INFLUENCE, 0);

    assertThat(mask.weights()).containsExactly(0, 0, 1, 1, 1);
    assertThat(mask.divisor()).isEqualTo(3);
    assertThat(mask.shares()).containsExactly(0, 0, 1f / 3, 1f / 3, 1f / 3);
    assertThat(mask.perKept(6)).isEqualTo(6);
    assertThat(mask.perState(6)).isCloseTo(3.6, within(1e-12));
    assertThat(mask.selection()).isEqualTo(new Selection(2, 4, 0.6, false));
  }

  @Test
  void dividedByTheBatchTheSharesAddUpToTheKeepRatio() {
    Mask mask = bounded(Normalisation.BATCH);
    mask.choose(INFLUENCE, 0);

    assertThat(mask.divisor()).isEqualTo(5);
    assertThat(mask.shares()).containsExactly(0, 0, 0.2f, 0.2f, 0.2f);
    assertThat(mask.perKept(6)).isCloseTo(10, within(1e-12));
    assertThat(mask.perState(6)).isEqualTo(6);
  }

  @Test
  void aBatchIsWeighedAgainAndNotWithTheLast() {
    Mask mask = bounded(Normalisation.KEPT);
    mask.choose(INFLUENCE, 0);
    mask.choose(new double[] {1, 1, 1, 1, 1}, 1);

    assertThat(mask.divisor()).isEqualTo(5);
    assertThat(mask.selection()).isEqualTo(new Selection(1, 1, 1, true));
  }

  @Test
  void whoeverWantsToDropAllKeepsOne() {
    Mask mask = dropping(0.999, 4);
    mask.choose(new double[4], 0);

    assertThat(mask.divisor()).isEqualTo(1);
    assertThat(mask.shares()).containsOnlyOnce(1).containsOnly(0, 1);
  }

  @Test
  void beforeTheFirstBatchEverythingIsSaidToBeKept() {
    assertThat(bounded(Normalisation.KEPT).selection()).isEqualTo(Selection.EVERYTHING);
  }

  @Test
  void itsStreamIsTheOneItDrawsFrom() {
    Mask mask = dropping(0.5, 8);
    SeededRandom same = SeededRandom.of(1, "mask");
    long before = same.nextLong();
    mask.choose(new double[8], 0);

    assertThat(mask.stream().nextLong()).isNotEqualTo(before);
    assertThat(dropping(0.5, 8).stream().nextLong()).isEqualTo(before);
  }
}
