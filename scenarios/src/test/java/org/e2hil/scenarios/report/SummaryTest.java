package org.e2hil.scenarios.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.e2hil.agent.env.EpisodeEnd;
import org.e2hil.agent.env.LimitCounts;
import org.e2hil.agent.intervention.InterventionSegment;
import org.e2hil.agent.training.EpisodeRecord;
import org.e2hil.agent.training.Pace;
import org.e2hil.scenarios.config.JsonRecords;
import org.e2hil.scenarios.config.Scenario;
import org.e2hil.scenarios.config.Scenarios;
import org.junit.jupiter.api.Test;

class SummaryTest extends SmallRecording {

  @Test
  void theSummaryCountsWhatWasRecordedAndReadsBack() throws IOException {
    RunDirectory run = run("summary");
    record(run, 0, 20);
    Scenario scenario = Scenarios.discover().forDemo("reach", Optional.empty(), List.of());

    OptionalDouble notYet = OptionalDouble.empty();
    Optional<Pace> pace =
        Optional.of(
            new Pace(
                2000,
                OptionalDouble.of(100),
                OptionalDouble.of(101.5),
                OptionalDouble.of(120),
                notYet,
                12,
                30,
                0));
    Summary summary = Summary.of(run, scenario, 5, 12.5, true, pace, Provenance.current());
    summary.write(run);

    assertThat(summary.envSteps()).isEqualTo(200);
    assertThat(summary.learnerSteps()).isEqualTo(400);
    assertThat(summary.episodes()).isEqualTo(20);
    assertThat(summary.interventionRate()).hasValue(38.0 / 200);
    // the episodes 16 to 19, of 10 steps each, of which two are aided for 4 steps
    assertThat(summary.lateInterventionRate()).hasValue(8.0 / 40);
    assertThat(summary.keepRatio().orElseThrow()).isCloseTo(0.848, within(1e-12));
    assertThat(summary.trainingSuccess())
        .isEqualTo(new Summary.TrainingSuccess(20, 10, 11, OptionalInt.empty()));
    Summary.Rate mean = summary.unaidedSuccess().mean().orElseThrow();
    assertThat(mean.successes()).isEqualTo(57);
    assertThat(mean.low95()).isLessThan(0.95);
    assertThat(JsonRecords.read(Files.readString(run.summary()), "summary", Summary.class))
        .isEqualTo(summary);
  }

  @Test
  void theEndOfATrainingIsTheEpisodesThatEndedInItsLastFifth() {
    Scenario scenario = Scenarios.discover().forDemo("reach", Optional.empty(), List.of());
    RunDirectory run = run("late");
    RunDirectory begun = run("not-begun");
    try (RunRecorder recorder = new RunRecorder(run, 0, Optional.empty(), CLOCK);
        RunRecorder nothing = new RunRecorder(begun, 0, Optional.empty(), CLOCK)) {
      // ends at the border, one step behind it, and at the end
      int[][] endsAndAided = {{80, 30}, {81, 1}, {100, 4}};
      int from = 0;
      for (int[] episode : endsAndAided) {
        recorder.onEpisode(episode(from, episode[0], episode[1]), List.of());
        from = episode[0];
      }
    }

    assertThat(summary(run, scenario).lateInterventionRate()).hasValue(5.0 / 20);
    assertThat(summary(run, scenario).interventionRate()).hasValue(35.0 / 100);
    assertThat(summary(begun, scenario).lateInterventionRate()).isEmpty();
  }

  private static EpisodeRecord episode(int from, int to, int aided) {
    return new EpisodeRecord(
        0,
        /* resetSeed= */ 0,
        to,
        0,
        to - from,
        0,
        EpisodeEnd.timeLimit(),
        List.of(new InterventionSegment(0, aided, "stuck")),
        new LimitCounts(),
        Map.of());
  }

  @Test
  void aSummaryThatSaysNothingOfTheEndIsReadAllTheSame() {
    RunDirectory run = run("earlier");
    record(run, 0, 20);
    Scenario scenario = Scenarios.discover().forDemo("reach", Optional.empty(), List.of());
    String text = JsonRecords.write(summary(run, scenario));
    RunDirectory.write(run.summary(), text.replaceAll("\\s*\"lateInterventionRate\"[^\\n]*", ""));

    Summary earlier = Summary.read(run);
    assertThat(earlier.lateInterventionRate()).isEmpty();
    assertThat(new Comparison(List.of(new CompleteRun(earlier, List.of(), 0))).markdown())
        .contains("| intervention steps | of the last fifth | training |", "| 19% | – | 0.0 min |");
  }
}
