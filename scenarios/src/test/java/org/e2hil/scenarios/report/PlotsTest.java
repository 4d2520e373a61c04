package org.e2hil.scenarios.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.e2hil.agent.env.EpisodeEnd;
import org.e2hil.agent.env.LimitCounts;
import org.e2hil.agent.training.EpisodeRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.knowm.xchart.XYSeries;

class PlotsTest {

  @Test
  void episodesInWhichTheWorldBrokeAreNoFailuresInTheCurve(@TempDir Path folder) {
    RunDirectory run = RunDirectory.create(folder.resolve("run"));
    try (RunRecorder recorder = new RunRecorder(run, 0, Optional.empty(), InstantSource.system())) {
      recorder.onEpisode(episode(0, EpisodeEnd.success()), List.of());
      recorder.onEpisode(episode(1, EpisodeEnd.fault("the cable is off")), List.of());
      recorder.onEpisode(episode(2, EpisodeEnd.success()), List.of());
    }

    XYSeries curve =
        Plots.success(RunTable.read(run)).getSeriesMap().get("while training (mean of 2 episodes)");

    assertThat(curve.getXData()).containsExactly(10, 30);
    assertThat(curve.getYData()).containsExactly(1, 1);
  }

  private static EpisodeRecord episode(int number, EpisodeEnd episodeEnd) {
    int steps = 10 * (number + 1);
    return new EpisodeRecord(
        number, steps, steps, 10, 1, episodeEnd, List.of(), new LimitCounts(), Map.of());
  }

  @Test
  void whatCannotBeDrawnIsWarnedOfAndEndsNothing() {
    Path file = Path.of("curves.png");
    for (Error failure :
        List.of(new InternalError("no fonts"), new NoClassDefFoundError("sun/font"))) {
      assertThat(
              Plots.attempt(
                  () -> {
                    throw failure;
                  },
                  file,
                  "draw it again"))
          .isFalse();
    }
    assertThat(Plots.attempt(() -> {}, file, "draw it again")).isTrue();
  }

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
