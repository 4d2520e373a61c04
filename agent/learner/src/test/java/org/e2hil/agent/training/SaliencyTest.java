package org.e2hil.agent.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.e2hil.agent.env.Observation;
import org.e2hil.agent.env.ObservationGroup;
import org.e2hil.agent.world.PointWorld;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where in its pictures a policy looks. */
class SaliencyTest {

  @TempDir Path folder;

  private static PointRun.Setup seeing(List<String> groups) {
    PointRun.Setup setup = new PointRun.Setup();
    setup.groups = groups;
    return setup;
  }

  @Test
  void aPolicyThatSeesTheBrightestPixelLooksThereAndNowhereElse() {
    PointRun.Setup setup = seeing(List.of(ObservationGroup.PROPRIOCEPTION, PointWorld.SIDE));
    try (PointRun run = new PointRun(setup)) {
      run.train(folder.resolve("run"));
      LearnedPolicy policy = new LearnedPolicy(run.input, run.learner.policy());
      Observation observation = run.environment.reset(5);
      byte[] rgb = new byte[8 * 8 * 3];
      // so little that its share of the mean colour is dark to this encoder
      rgb[(3 * 8 + 6) * 3] = (byte) 200;
      float[] hand = observation.numbers(ObservationGroup.PROPRIOCEPTION);
      Observation seen =
          Observation.builder()
              .numbers(
                  ObservationGroup.PROPRIOCEPTION,
                  IntStream.range(0, hand.length).mapToDouble(i -> hand[i]).toArray())
              .picture(PointWorld.SIDE, rgb)
              .build();

      Map<String, float[][]> saliency = policy.saliency(seen);

      assertThat(saliency).containsOnlyKeys(PointWorld.SIDE);
      float[][] moved = saliency.get(PointWorld.SIDE);
      for (int row = 0; row < 8; row++) {
        for (int column = 0; column < 8; column++) {
          if (row == 3 && column == 6) {
            assertThat(moved[row][column]).isPositive();
          } else {
            assertThat(moved[row][column]).as("row %d, column %d", row, column).isZero();
          }
        }
      }
    }
  }

  @Test
  void aPolicyWithoutPicturesLooksAtNone() {
    try (PointRun run = new PointRun(seeing(List.of(ObservationGroup.PROPRIOCEPTION)))) {
      LearnedPolicy policy = new LearnedPolicy(run.input, run.learner.policy());

      assertThat(policy.saliency(run.environment.reset(5))).isEmpty();
    }
  }
}
