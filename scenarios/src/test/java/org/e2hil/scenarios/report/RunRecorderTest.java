package org.e2hil.scenarios.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.e2hil.agent.env.EpisodeEnd;
import org.e2hil.agent.env.LimitCounts;
import org.e2hil.agent.training.EpisodeRecord;
import org.junit.jupiter.api.Test;

class RunRecorderTest extends SmallRecording {

  @Test
  void everyColumnOfARunsTablesIsExplained() throws IOException {
    RunDirectory run = run("explained");
    record(run, 0, 1);
    String page = Files.readString(Path.of("docs", "metrics.md"));

    for (Path table : List.of(run.metrics(), run.evaluations(), run.interventions())) {
      for (String column : Files.readAllLines(table).get(0).split(",", -1)) {
        assertThat(page).as("%s of %s", column, table).contains("`" + column + "`");
      }
    }
  }

  @Test
  void aRowIsWrittenForEveryEpisodeIntervalAndEvaluation() throws IOException {
    RunDirectory run = run("a");
    record(run, 0, 20);

    RecordedTable rows =
        RecordedTable.read(
            run.metrics(),
            List.of("limit_leash", "keep_ratio", "upper_bound", "influence_demonstrations"),
            List.of("event", "success_unaided", "success_mostly_unaided"));
    assertThat(rows.rows()).isEqualTo(20 + 4 + 4 + 2);
    assertThat(rows.word("event", 1)).isEqualTo("episode");
    assertThat(rows.word("success_unaided", 1)).isEqualTo("false");
    assertThat(rows.word("success_mostly_unaided", 1)).isEqualTo("true");
    assertThat(rows.word("success_mostly_unaided", 3)).isEqualTo("false");
    assertThat(rows.number("limit_leash", 1)).isEqualTo(1);
    assertThat(rows.word("event", 5)).isEqualTo("interval");
    assertThat(rows.number("keep_ratio", 5)).isEqualTo(0.848);
    assertThat(rows.number("upper_bound", 5)).isInfinite();
    assertThat(rows.number("influence_demonstrations", 5)).isNaN();
    assertThat(Files.readAllLines(run.interventions())).hasSize(1 + 10);
    assertThat(Files.readString(run.interventions())).contains("20,1,3,2,stuck; a bit\n");
  }

  @Test
  void theSameRunWritesTheSameBytes() throws IOException {
    RunDirectory one = run("one");
    RunDirectory two = run("two");
    record(one, 0, 20);
    record(two, 0, 20);

    assertThat(two.metrics()).hasSameBinaryContentAs(one.metrics());
  }

  @Test
  void everyEvaluatedEpisodeHasARowThatSaysHowFarItCameAndWhyItEnded() throws IOException {
    RunDirectory run = run("evaluated");
    record(run, 0, 20);

    assertThat(Files.readAllLines(run.evaluations()))
        .hasSize(1 + 3 * 4 + 3 * 2)
        .startsWith(
            "env_steps,mode,episode,steps,progress,episode_end,reason",
            "50,sampled,0,8,1.0,success,success",
            "50,sampled,1,9,0.05,failure,the block was dropped; alas",
            "50,sampled,2,10,,time_limit,time limit")
        .endsWith("200,mean,2,10,,time_limit,time limit");
  }

  @Test
  void whatEachEpisodeDrewHasATableOfItsOwn() {
    RunDirectory run = run("drawn");
    record(run, 0, 20);

    RecordedTable rows =
        RecordedTable.read(
            run.randomisation(), List.of("episode", "env_steps", "friction_factor"), List.of());
    assertThat(rows.rows()).isEqualTo(20);
    assertThat(rows.number("episode", 3)).isEqualTo(3);
    assertThat(rows.number("env_steps", 3)).isEqualTo(40);
    assertThat(rows.number("friction_factor", 3)).isEqualTo(1.375);
  }

  @Test
  void aWorldThatDrawsNothingLeavesNoTableOfDraws() {
    RunDirectory run = run("undrawn");
    try (RunRecorder recorder = new RunRecorder(run, 0, Optional.empty(), CLOCK)) {
      recorder.onEpisode(
          new EpisodeRecord(
              0, 0, 10, 0, 10, 0, EpisodeEnd.timeLimit(), List.of(), new LimitCounts(), Map.of()),
          List.of());
    }

    assertThat(run.randomisation()).doesNotExist();
  }
}
