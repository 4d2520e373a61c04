package org.e2hil.scenarios.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlotsTest {

  @ParameterizedTest
  @CsvSource({
    "'', false",
    "'1', true",
    "'NaN', false",
    "'1 2', false",
    "'1 NaN', true",
    "'NaN 1 NaN 2 3', true",
    "'1 2 NaN Infinity', false",
  })
  void aValueWithoutNeighboursIsALonerThatNoLineShows(String values, boolean loner) {
    double[] numbers =
        values.isEmpty()
            ? new double[0]
            : Arrays.stream(values.split(" ")).mapToDouble(Double::parseDouble).toArray();

    assertThat(Plots.hasLoner(numbers)).isEqualTo(loner);
  }
}
