package org.e2hil.scenarios.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.e2hil.agent.env.EpisodeEnd;
import org.e2hil.agent.env.LimitCounts;
import org.e2hil.agent.training.EpisodeRecord;
import org.e2hil.scenarios.config.Scenarios;
import org.junit.jupiter.api.Test;

class ProgressTest {

  private final StringWriter shown = new StringWriter();
  private long seconds;

  private String line(EpisodeEnd... episodeEnds) {
    try (Progress progress =
        new Progress(
            new PrintWriter(shown),
            Scenarios.discover().read("pick-banana", List.of()),
            () -> Instant.ofEpochSecond(seconds),
            /* terminal= */ false)) {
      progress.onStep(1);
      for (EpisodeEnd episodeEnd : episodeEnds) {
        int steps = episodeEnd.isLearnable() ? 10 : 0;
        progress.onEpisode(
            new EpisodeRecord(
                0, 0, 1, 1, steps, 0, episodeEnd, List.of(), new LimitCounts(), Map.of()),
            List.of());
      }
      seconds += 20;
      progress.onStep(2);
    }
    return shown.toString();
  }

  @Test
  void episodesInWhichTheWorldBrokeAreNoFailures() {
    assertThat(line(EpisodeEnd.fault("lost"), EpisodeEnd.success(), EpisodeEnd.fault("lost")))
        .contains(
            "last 3 episodes: 100% un-aided success, 2 ended in a fault, 0% of steps are interventions");
  }

  @Test
  void whereNoStepWasDoneNothingIsDividedByNothing() {
    assertThat(line(EpisodeEnd.fault("lost")))
        .contains("last 1 episodes: none counts, 1 ended in a fault, 0% of steps are interventions")
        .doesNotContain("NaN");
  }
}
