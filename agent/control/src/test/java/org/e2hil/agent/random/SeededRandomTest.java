package org.e2hil.agent.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.stat.descriptive.moment.Kurtosis;
import org.apache.commons.math3.stat.descriptive.moment.Mean;
import org.apache.commons.math3.stat.descriptive.moment.Skewness;
import org.apache.commons.math3.stat.descriptive.moment.Variance;
import org.apache.commons.math3.stat.inference.KolmogorovSmirnovTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeededRandomTest {

  private static final int MANY = 1_000_000;

  /** What a right generator exceeds once in two million tries. */
  private static final double SIGMAS = 5;

  private static SeededRandom random() {
    return SeededRandom.of(1, "test");
  }

  private static double[] normal(SeededRandom random, int count) {
    double[] numbers = new double[count];
    Arrays.setAll(numbers, i -> random.nextGaussian());
    return numbers;
  }

  @Test
  void theFirstNumbersAreTheSameInEveryVersion() {
    SeededRandom random = random();

    assertThat(random.nextLong()).isEqualTo(-2490285277580844822L);
    assertThat(random.nextInt()).isEqualTo(1546150419);
    assertThat(random.nextFloat()).isEqualTo(0.7248231f);
    assertThat(random.nextDouble()).isEqualTo(0.7463012418198455);
    assertThat(random.nextDouble(-1, 2)).isEqualTo(0.5618607579843855);
    assertThat(new int[] {random.nextInt(7), random.nextInt(8), random.nextInt(-3, 4)})
        .containsExactly(5, 3, -3);
    assertThat(normal(random, 8))
        .containsExactly(
            1.4715721856508648,
            -0.6833794923361126,
            0.19583110700096187,
            -0.10280651533501343,
            -0.9529655914756155,
            -1.5405727293900244,
            -0.17485996401502502,
            1.6126131146760667);
  }

  @Test
  void normalNumbersHaveTheMomentsOfTheNormalDistribution() {
    double[] numbers = normal(random(), MANY);

    assertThat(new Mean().evaluate(numbers)).isCloseTo(0, within(SIGMAS / Math.sqrt(MANY)));
    assertThat(new Variance().evaluate(numbers))
        .isCloseTo(1, within(SIGMAS * Math.sqrt(2.0 / MANY)));
    assertThat(new Skewness().evaluate(numbers))
        .isCloseTo(0, within(SIGMAS * Math.sqrt(6.0 / MANY)));
    assertThat(new Kurtosis().evaluate(numbers))
        .isCloseTo(0, within(SIGMAS * Math.sqrt(24.0 / MANY)));
  }

  /** 3.654 is where the ziggurat's own tail begins. */
  @ParameterizedTest
  @ValueSource(doubles = {0.01, 0.5, 1, 2, 3, 3.6, 3.654, 3.7, 4, 4.5})
  void asManyNormalNumbersAreLargeOnEitherSideAsTheDistributionSays(double size) {
    SeededRandom random = random();
    int above = 0;
    int below = 0;
    int draws = 4 * MANY;
    for (int i = 0; i < draws; i++) {
      double number = random.nextGaussian();
      above += number > size ? 1 : 0;
      below += number < -size ? 1 : 0;
    }
    double expected = draws * new NormalDistribution().cumulativeProbability(-size);

    assertThat((double) above).isCloseTo(expected, within(SIGMAS * Math.sqrt(expected)));
    assertThat((double) below).isCloseTo(expected, within(SIGMAS * Math.sqrt(expected)));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void normalNumbersPassTheTestOfKolmogorovAndSmirnov(long seed) {
    double[] numbers = normal(SeededRandom.of(seed, "normal"), MANY);

    assertThat(new KolmogorovSmirnovTest().kolmogorovSmirnovTest(new NormalDistribution(), numbers))
        .isGreaterThan(0.001);
  }

  @Test
  void aNormalNumberSaysNothingOfTheNext() {
    double[] numbers = normal(random(), MANY);
    double product = 0;
    double productOfSquares = 0;
    for (int i = 1; i < MANY; i++) {
      double one = numbers[i - 1];
      double other = numbers[i];
      product += one * other / MANY;
      productOfSquares += (one * one - 1) * (other * other - 1) / MANY;
    }

    assertThat(product).isCloseTo(0, within(SIGMAS / Math.sqrt(MANY)));
    assertThat(productOfSquares).isCloseTo(0, within(SIGMAS * 2 / Math.sqrt(MANY)));
  }

  @Test
  void anyMeanAndDeviationComeFromTheSameDraw() {
    double standard = random().nextGaussian();

    assertThat(random().nextGaussian(3, 0.5)).isEqualTo(3 + 0.5 * standard);
  }

  @Test
  void savedInTheMiddleItGoesOnWhereItStopped() throws IOException {
    SeededRandom random = random();
    normal(random, 1001);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    random.save(new DataOutputStream(bytes));
    SeededRandom other = SeededRandom.of(2, "other");
    other.nextGaussian();
    other.load(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));

    assertThat(bytes.size()).isEqualTo(32);
    assertThat(normal(other, 1001)).isEqualTo(normal(random, 1001));
  }

  @Property
  void wholeNumbersStayInTheirRange(
      @ForAll long seed,
      @ForAll @IntRange(min = -1_000_000_000) int origin,
      @ForAll @IntRange(min = 1, max = 1_000_000_000) int count) {
    SeededRandom random = SeededRandom.of(seed, "range");
    for (int i = 0; i < 20; i++) {
      if (origin <= Integer.MAX_VALUE - count) {
        assertThat(random.nextInt(origin, origin + count)).isBetween(origin, origin + count - 1);
      }
      assertThat(random.nextInt(count)).isBetween(0, count - 1);
    }
  }

  /** Of the last, without a second draw, half of the numbers would be twice as likely. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 8, 1000, 0x60000000})
  void everyWholeNumberIsAsLikelyAsTheOthers(int count) {
    SeededRandom random = random();
    int draws = 200_000;
    int parts = Math.min(count, 10);
    int[] found = new int[parts];
    for (int i = 0; i < draws; i++) {
      found[(int) ((long) random.nextInt(count) * parts / count)]++;
    }
    double expected = (double) draws / parts;
    for (int part : found) {
      assertThat((double) part).isCloseTo(expected, within(SIGMAS * Math.sqrt(expected)));
    }
  }

  @Test
  void numbersOfARangeFillItAndStayBelowItsEnd() {
    SeededRandom random = random();
    double[] numbers = new double[100_000];
    Arrays.setAll(numbers, i -> random.nextDouble(-2, 3));
    Arrays.sort(numbers);

    assertThat(numbers[0]).isBetween(-2.0, -1.999);
    assertThat(numbers[numbers.length - 1]).isBetween(2.999, Math.nextDown(3.0));
    assertThat(numbers[numbers.length / 2]).isCloseTo(0.5, within(0.05));
    for (int i = 0; i < 100; i++) {
      assertThat(random.nextDouble(1, Math.nextUp(1.0))).isEqualTo(1);
    }
  }

  @Test
  void emptyAndEndlessRangesAreRefusedInASentence() {
    SeededRandom random = random();

    assertThatThrownBy(() -> random.nextInt(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith("but is from 0 to below 0.");
    assertThatThrownBy(() -> random.nextInt(5, 4)).hasMessageEndingWith("from 5 to below 4.");
    assertThatThrownBy(() -> random.nextInt(Integer.MIN_VALUE, 0))
        .hasMessageStartingWith("A range of whole numbers must hold 1 to 2147483647 of them");
    assertThatThrownBy(() -> random.nextDouble(1, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "A range of numbers must be finite and not empty, but is from 1.0 to below 1.0.");
    assertThatThrownBy(() -> random.nextDouble(0, Double.POSITIVE_INFINITY))
        .hasMessageContaining("finite");
    assertThatThrownBy(() -> random.nextDouble(Double.NaN, 1)).hasMessageContaining("finite");
  }

  @Test
  void everyComponentAndEveryIndexHasAStreamOfItsOwn() {
    assertThat(SeededRandom.of(1, "one").nextLong())
        .isNotEqualTo(SeededRandom.of(1, "other").nextLong())
        .isNotEqualTo(SeededRandom.of(2, "one").nextLong())
        .isEqualTo(SeededRandom.of(1, "one").nextLong());
    assertThat(SeededRandom.seed(1, "episodes", 0))
        .isNotEqualTo(SeededRandom.seed(1, "episodes", 1))
        .isNotEqualTo(SeededRandom.seed(2, "episodes", 0))
        .isEqualTo(SeededRandom.seed(1, "episodes", 0));
  }
}
