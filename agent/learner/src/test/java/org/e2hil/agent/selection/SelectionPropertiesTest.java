package org.e2hil.agent.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.e2hil.agent.random.SeededRandom;
import org.e2hil.agent.system.KnownKinds;

/** What every kind of selection holds to, also one that is yet to be written. */
class SelectionPropertiesTest {

  @Provide
  Arbitrary<SelectionConfig> rules() {
    return Combinators.combine(
            Arbitraries.of(KnownKinds.of(SelectionConfig.class)), Arbitraries.longs())
        .as((kind, seed) -> KnownKinds.draw(kind, SeededRandom.of(seed, "rule"), 100));
  }

  /** Influence of many sizes and both signs; the first ones are no numbers. */
  private static double[] influence(long seed, int batch, int broken) {
    SeededRandom random = SeededRandom.of(seed, "influence");
    double[] c = new double[batch];
    for (int i = 0; i < batch; i++) {
      c[i] = Math.sinh(5 * random.nextGaussian());
      if (i < broken) {
        c[i] = i % 2 == 0 ? Double.NaN : Double.NEGATIVE_INFINITY;
      }
    }
    return c;
  }

  @Property(tries = 500)
  void everyWeightLiesBetweenZeroAndOneAndOneAtLeastIsAboveZero(
      @ForAll("rules") SelectionConfig rule,
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 64) int batch,
      @ForAll @IntRange(min = 0, max = 64) int broken,
      @ForAll @IntRange(min = 0, max = 200) int step) {
    double[] c = influence(seed, batch, broken);
    double[] asItWas = c.clone();
    float[] weights = new float[batch];
    Selection selection =
        rule.selector().select(c, step, SeededRandom.of(seed, "selection"), weights);

    double sum = 0;
    for (float weight : weights) {
      assertThat(weight).isBetween(0f, 1f);
      sum += weight;
    }
    assertThat(sum).isPositive();
    assertThat(selection.keepRatio()).isCloseTo(sum / batch, within(1e-6));
    assertThat(c).as("what the diagnostics read afterwards").containsExactly(asItWas);
  }

  @Property(tries = 200)
  void theSameStreamAndInfluenceGiveTheSameWeightsWhateverWasSelectedBefore(
      @ForAll("rules") SelectionConfig rule, @ForAll long seed) {
    double[] c = influence(seed, 50, 0);
    SampleSelector used = rule.selector();
    used.select(influence(seed + 1, 64, 3), 7, SeededRandom.of(seed, "other"), new float[64]);
    float[] one = new float[50];
    float[] other = new float[50];
    Selection first = used.select(c, 20, SeededRandom.of(seed, "selection"), one);
    Selection second = rule.selector().select(c, 20, SeededRandom.of(seed, "selection"), other);

    assertThat(one).containsExactly(other);
    assertThat(first).isEqualTo(second);
  }
}
