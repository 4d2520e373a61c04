package org.e2hil.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.e2hil.agent.experience.ControlStep;
import org.e2hil.agent.experience.RecordedObservation;
import org.e2hil.agent.experience.RecordedStep;
import org.e2hil.agent.training.Episode;

/** Compares episodes bit for bit: equality of numbers takes −0 for 0. */
final class SameBits {

  private SameBits() {}

  static void assertSame(Episode found, Episode expected) {
    assertThat(bits(found)).isEqualTo(bits(expected));
    assertThat(found.origin()).isEqualTo(expected.origin());
    assertThat(found.resetSeed()).isEqualTo(expected.resetSeed());
    assertThat(List.copyOf(found.parameters().keySet()))
        .isEqualTo(List.copyOf(expected.parameters().keySet()));
  }

  private static List<String> bits(Episode episode) {
    List<String> bits = new ArrayList<>();
    for (RecordedStep step : episode.steps()) {
      bits.add(bits(step.measurement()) + " → " + bits(step.next()) + " by " + bits(step.step()));
    }
    episode.parameters().forEach((name, value) -> bits.add(name + " " + bits(value)));
    return bits;
  }

  private static String bits(RecordedObservation seen) {
    StringBuilder bits = new StringBuilder();
    for (int i = 0; i < seen.shape().numbers(); i++) {
      bits.append(Integer.toHexString(Float.floatToRawIntBits(seen.number(i)))).append(' ');
    }
    for (int i = 0; i < seen.shape().pictureBytes().size(); i++) {
      bits.append("picture ").append(Arrays.toString(seen.picture(i))).append(' ');
    }
    return bits.toString();
  }

  private static String bits(ControlStep step) {
    return bits(step.proposed().toArray())
        + bits(step.chosen().toArray())
        + bits(step.applied().toArray())
        + step.source()
        + bits(step.reward())
        + step.episodeEnd();
  }

  private static String bits(double... values) {
    return Arrays.toString(Arrays.stream(values).mapToLong(Double::doubleToRawLongBits).toArray());
  }
}
