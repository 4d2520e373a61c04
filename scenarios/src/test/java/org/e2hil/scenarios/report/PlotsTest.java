package org.e2hil.scenarios.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.e2hil.agent.env.EpisodeEnd;
import org.e2hil.agent.env.LimitCounts;
import org.e2hil.agent.training.EpisodeRecord;
import org.e2hil.scenarios.report.chart.Series;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlotsTest {

  @Test
  void episodesInWhichTheWorldBrokeAreNoFailuresInTheCurve(@TempDir Path folder) {
    RunDirectory run = RunDirectory.create(folder.resolve("run"));
    try (RunRecorder recorder = new RunRecorder(run, 0, Optional.empty(), InstantSource.system())) {
      recorder.onEpisode(episode(0, EpisodeEnd.success()), List.of());
      recorder.onEpisode(episode(1, EpisodeEnd.fault("the cable is off")), List.of());
      recorder.onEpisode(episode(2, EpisodeEnd.success()), List.of());
    }

    Series curve = Plots.training(RunTable.read(run));

    assertThat(curve.x()).containsExactly(10, 30);
    assertThat(curve.y()).containsExactly(1, 1);
  }

  private static EpisodeRecord episode(int number, EpisodeEnd episodeEnd) {
    int steps = 10 * (number + 1);
    return new EpisodeRecord(
        number, 0, steps, steps, 10, 1, episodeEnd, List.of(), new LimitCounts(), Map.of());
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
}
