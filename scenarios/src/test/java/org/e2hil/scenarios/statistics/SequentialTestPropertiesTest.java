package org.e2hil.scenarios.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.e2hil.scenarios.statistics.SequentialTest.Trial;
import org.e2hil.scenarios.statistics.SequentialTest.Verdict;

class SequentialTestPropertiesTest {

  private static final int ENOUGH = 80;

  @Provide
  Arbitrary<SequentialTest> tests() {
    return Combinators.combine(
            Arbitraries.doubles().between(0.5, 0.95),
            Arbitraries.doubles().between(0.2, 0.9),
            Arbitraries.doubles().between(0.01, 0.4),
            Arbitraries.integers().between(1, ENOUGH))
        .as((good, share, risk, maximum) -> new SequentialTest(good, good * share, risk, maximum));
  }

  /** Successes, failures, and episodes in which the world broke. */
  @Provide
  Arbitrary<List<Boolean>> outcomes() {
    return Arbitraries.of(true, true, true, false, null).list().ofSize(2 * ENOUGH);
  }

  private static void play(Trial trial, List<Boolean> outcomes, int number) {
    if (outcomes.get(number) == null) {
      trial.leaveOut(number);
    } else {
      trial.add(number, outcomes.get(number));
    }
  }

  private static List<Object> result(Trial trial) {
    return List.of(trial.verdict(), trial.episodes(), trial.successes(), trial.isCutShort());
  }

  /** As somebody would who stops at the verdict. */
  private static List<Object> oneByOne(SequentialTest test, List<Boolean> outcomes) {
    Trial trial = test.begin();
    for (int i = 0; i < outcomes.size() && trial.verdict() == Verdict.UNDECIDED; i++) {
      play(trial, outcomes, i);
    }
    return result(trial);
  }

  @Property
  void batchesGiveTheSameVerdictAsOneEpisodeAfterTheOther(
      @ForAll("tests") SequentialTest test,
      @ForAll("outcomes") List<Boolean> outcomes,
      @ForAll @IntRange(min = 1, max = ENOUGH) int batch) {
    Trial trial = test.begin();
    for (int i = 0; i < outcomes.size() && trial.verdict() == Verdict.UNDECIDED; i += batch) {
      // a batch is played to its end, and its last episode may come first
      for (int j = Math.min(i + batch, outcomes.size()) - 1; j >= i; j--) {
        play(trial, outcomes, j);
      }
    }

    assertThat(result(trial)).isEqualTo(oneByOne(test, outcomes));
  }

  @Property(tries = 200)
  void threadsThatFinishInAnyOrderGiveTheSameVerdict(
      @ForAll("tests") SequentialTest test,
      @ForAll("outcomes") List<Boolean> outcomes,
      @ForAll long order) {
    List<Integer> numbers =
        IntStream.range(0, outcomes.size())
            .boxed()
            .collect(Collectors.toCollection(ArrayList::new));
    Collections.shuffle(numbers, new Random(order));
    Trial trial = test.begin();

    numbers.parallelStream().forEach(number -> play(trial, outcomes, number));

    assertThat(result(trial)).isEqualTo(oneByOne(test, outcomes));
  }

  @Property
  void theBetterThePolicyTheMoreOftenItIsAccepted(
      @ForAll("tests") SequentialTest test, @ForAll @IntRange(min = 0, max = 99) int percent) {
    double worse = test.at(percent / 100.0).acceptance();
    double better = test.at((percent + 1) / 100.0).acceptance();

    assertThat(better).isGreaterThanOrEqualTo(worse - 1e-12);
  }

  @Property
  void noTrialIsLongerThanTheMaximum(
      @ForAll("tests") SequentialTest test, @ForAll("outcomes") List<Boolean> outcomes) {
    Trial trial = test.begin();
    for (int i = 0; i < outcomes.size(); i++) {
      play(trial, outcomes, i);
    }

    assertThat(trial.episodes()).isLessThanOrEqualTo(test.maximumEpisodes());
    if (trial.verdict() == Verdict.UNDECIDED) {
      assertThat(outcomes).filteredOn(Objects::nonNull).hasSize(trial.episodes());
      assertThat(trial.episodes()).isLessThan(test.maximumEpisodes());
    }
  }
}
