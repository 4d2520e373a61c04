package org.e2hil.agent.experience;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MeasurementTest {

  @Test
  void neitherWhoeverMadeItNorWhoeverReadsItCanChangeIt() {
    float[] numbers = {1, 2};
    byte[] rgb = {3, 4, 5};
    RecordedObservation measurement = new RecordedObservation(numbers, List.of(rgb));
    numbers[0] = 9;
    rgb[0] = 9;
    measurement.picture(0)[1] = 9;

    assertThat(measurement.number(0)).isEqualTo(1);
    assertThat(measurement.picture(0)).containsExactly(3, 4, 5);
  }

  @Test
  void itsShapeTellsItsSizesInWords() {
    assertThat(new RecordedObservation(new float[9], List.of(new byte[48], new byte[12])).shape())
        .isEqualTo(new RecordedObservation.Shape(9, List.of(48, 12)))
        .hasToString("9 numbers and pictures of [48, 12] bytes");
    assertThat(new RecordedObservation(new float[1], List.of()).shape()).hasToString("1 number");
  }
}
