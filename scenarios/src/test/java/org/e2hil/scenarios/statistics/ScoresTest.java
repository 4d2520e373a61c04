package org.e2hil.scenarios.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class ScoresTest {

  /** One to four tasks of one to twelve runs, in steps of 0.05 so that there are ties. */
  @Provide
  Arbitrary<Scores> scores() {
    return Arbitraries.integers()
        .between(0, 20)
        .map(successes -> successes / 20.0)
        .array(Double[].class)
        .ofMinSize(1)
        .ofMaxSize(12)
        .list()
        .ofMinSize(1)
        .ofMaxSize(4)
        .map(
            tasks ->
                Scores.of(
                    tasks.stream()
                        .map(runs -> Arrays.stream(runs).mapToDouble(run -> run).toArray())
                        .toArray(double[][]::new)));
  }

  /**
   * {@code aggregate_mean}, {@code aggregate_iqm} and {@code probability_of_improvement} of
   * rliable.metrics, and {@code run_score_deviation(x, 0.7)} of rliable.library.
   */
  @Test
  void pointEstimatesAreThoseOfRliable() {
    Scores x = TwoMethods.x();
    Scores y = TwoMethods.y();

    assertThat(x.mean()).isCloseTo(0.6816666666666666, within(1e-12));
    assertThat(x.iqm()).isCloseTo(0.7125, within(1e-12));
    assertThat(y.iqm()).isCloseTo(0.584375, within(1e-12));
    assertThat(x.probabilityOfImprovement(y)).isCloseTo(2 / 3.0, within(1e-12));
    assertThat(x.shareAbove(0.7)).isCloseTo(0.5, within(1e-12));
  }

  @Test
  void aTaskWithMoreRunsWeighsNoMoreInTheMean() {
    Scores scores = Scores.of(new double[] {1}, new double[] {0, 0, 0});

    assertThat(scores.mean()).isEqualTo(0.5);
    assertThat(scores.iqm()).isZero();
    assertThat(scores.shareAbove(0)).isEqualTo(0.25);
  }

  @Test
  void whatIsNoScoreIsRefused() {
    assertThatThrownBy(Scores::of).hasMessage("Scores need a task, but there is none.");
    assertThatThrownBy(() -> Scores.of(new double[] {1}, new double[0]))
        .hasMessage("Every task needs a run, but task 1 has none.");
    assertThatThrownBy(() -> Scores.of(new double[] {1, Double.NaN}))
        .hasMessage("Scores must be finite, but task 0 has NaN.");
    Scores one = Scores.of(new double[] {1});
    Scores two = Scores.of(new double[] {1}, new double[] {1});
    assertThatThrownBy(() -> one.probabilityOfImprovement(two)).hasMessageContaining("1 and 2");
    assertThatThrownBy(() -> one.minus(Scores.of(new double[] {1, 2})))
        .hasMessageContaining("task 0 there are 1 and 2");
  }

  @Test
  void differencesThatAreEqualAreNotToldApartByRounding() {
    Scores first = Scores.of(new double[] {0.9, 0.15, 0.85, 0.3});
    Scores second = Scores.of(new double[] {0.85, 0.1, 0.8, 0.25});

    assertThat(first.minus(second).task(0)).containsOnly(first.minus(second).task(0)[0]);
    assertThat(
            Scores.of(new double[] {0.9, 0.8}).minus(Scores.of(new double[] {0.85, 0.85})).mean())
        .isZero();
  }

  @Test
  void noScoreCanBeChanged() {
    double[] runs = {1, 2};
    Scores scores = Scores.of(runs);
    runs[0] = 9;
    scores.task(0)[1] = 9;

    assertThat(scores.task(0)).containsExactly(1, 2);
  }

  @Property(tries = 200)
  void theInterquartileMeanLiesBetweenTheExtremes(@ForAll("scores") Scores scores) {
    double[] all = all(scores);

    assertThat(scores.iqm())
        .isBetween(
            Arrays.stream(all).min().orElseThrow() - 1e-12,
            Arrays.stream(all).max().orElseThrow() + 1e-12);
  }

  @Property(tries = 200)
  void noEstimateDependsOnTheOrderOfRunsOrTasks(
      @ForAll("scores") Scores scores, @ForAll long order) {
    List<double[]> tasks = new ArrayList<>();
    for (int task = 0; task < scores.tasks(); task++) {
      List<Double> runs = new ArrayList<>(Arrays.stream(scores.task(task)).boxed().toList());
      Collections.shuffle(runs, new Random(order));
      tasks.add(runs.stream().mapToDouble(run -> run).toArray());
    }
    Collections.shuffle(tasks, new Random(order));
    Scores shuffled = Scores.of(tasks.toArray(double[][]::new));

    assertThat(shuffled.iqm()).isCloseTo(scores.iqm(), within(1e-12));
    assertThat(shuffled.mean()).isCloseTo(scores.mean(), within(1e-12));
    assertThat(shuffled.shareAbove(0.5)).isEqualTo(scores.shareAbove(0.5));
  }

  @Property(tries = 200)
  void anotherUnitChangesTheEstimatesAsItChangesTheScores(
      @ForAll("scores") Scores scores,
      @ForAll @DoubleRange(min = 0.1, max = 100) double scale,
      @ForAll @DoubleRange(min = -10, max = 10) double shift) {
    Scores other =
        Scores.of(
            IntStream.range(0, scores.tasks())
                .mapToObj(
                    task -> Arrays.stream(scores.task(task)).map(s -> scale * s + shift).toArray())
                .toArray(double[][]::new));

    assertThat(other.iqm()).isCloseTo(scale * scores.iqm() + shift, within(1e-9));
    assertThat(other.mean()).isCloseTo(scale * scores.mean() + shift, within(1e-9));
  }

  @Property(tries = 200)
  void oneOfTwoMethodsImprovesOrTheOtherDoes(
      @ForAll("scores") Scores scores, @ForAll("scores") Scores others) {
    int tasks = Math.min(scores.tasks(), others.tasks());
    Scores x = first(scores, tasks);
    Scores y = first(others, tasks);

    assertThat(x.probabilityOfImprovement(y) + y.probabilityOfImprovement(x))
        .isCloseTo(1, within(1e-12));
    assertThat(x.probabilityOfImprovement(x)).isCloseTo(0.5, within(1e-12));
  }

  private static Scores first(Scores scores, int tasks) {
    return Scores.of(IntStream.range(0, tasks).mapToObj(scores::task).toArray(double[][]::new));
  }

  private static double[] all(Scores scores) {
    return IntStream.range(0, scores.tasks())
        .mapToObj(scores::task)
        .flatMapToDouble(Arrays::stream)
        .toArray();
  }
}
