package org.e2hil.scenarios.grid;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.e2hil.scenarios.config.ExperimentFiles;
import org.e2hil.scenarios.config.Scenarios;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is read from the tables of runs, with tables that are made up. */
class FindingsTest {

  private final Scenarios scenarios = Scenarios.discover();

  @TempDir Path folder;

  private Experiment experiment;

  @BeforeEach
  void plan() throws IOException {
    experiment = planned("success");
  }

  @Test
  void levelsAreComparedSeedBySeedOnTheSameTasks() throws IOException {
    for (int seed = 1; seed <= 6; seed++) {
      record("pick-banana", seed, 50 + seed);
      record("pick-banana+hil-serl", seed, 40 + seed);
      record("open-toaster", seed, 60);
      record("open-toaster+hil-serl", seed, 60);
    }

    Findings findings = findings(experiment);

    assertThat(findings.against()).isEqualTo("theirs");
    assertThat(findings.levels())
        .extracting(Findings.LevelResult::level)
        .containsExactly("ours", "theirs");
    assertThat(findings.levels().get(0).mean().estimate()).isEqualTo((53.5 + 60) / 120);
    assertThat(findings.answers())
        .extracting(Findings.Answer::sentence)
        .anySatisfy(
            sentence ->
                assertThat(sentence)
                    .startsWith("ours succeeds in 8.3 points more episodes than theirs")
                    .contains("6 seeds on 2 tasks", "beyond chance"))
        .anySatisfy(
            sentence ->
                assertThat(sentence)
                    .startsWith("On open-toaster ours succeeds as often as theirs"));
  }

  @Test
  void seedsThatOneOfTheTwoLacksDoNotCountInTheComparison() throws IOException {
    record("pick-banana", 1, 60);
    record("pick-banana", 2, 0);
    record("pick-banana+hil-serl", 1, 30);

    Findings findings = findings(experiment);

    assertThat(findings.answers())
        .extracting(Findings.Answer::sentence)
        .first()
        .asString()
        .startsWith("ours succeeds in 50.0 points more episodes")
        .contains("no interval from a single seed");
  }

  @Test
  void whereOneLevelAloneIsCompleteThereIsNothingToCompareYet() throws IOException {
    record("pick-banana", 1, 60);

    assertThat(Findings.of(experiment, complete(experiment))).isEqualTo(Optional.empty());
  }

  @Test
  void runsThatNeverReachTheThresholdCountWithAllTheirSteps() throws IOException {
    experiment = planned("steps-to-threshold");
    record("pick-banana", 1, 60);
    record("pick-banana+hil-serl", 1, 30);

    Findings findings = findings(experiment);

    assertThat(findings.levels().get(0).mean().estimate()).isEqualTo(1000);
    assertThat(findings.levels().get(1).mean().estimate()).isEqualTo(4000);
    assertThat(findings.answers().get(0).sentence())
        .startsWith("ours needs 3,000 control periods less to 80% success than theirs");
  }

  private Experiment planned(String measure) throws IOException {
    Path file = folder.resolve("mine.json");
    Files.writeString(
        file,
        """
        {
          "scenarios": ["pick-banana", "open-toaster"],
          "factors": {"method": {"ours": {}, "theirs": "hil-serl"}},
          "seeds": "1-6",
          "question": {"factor": "method", "against": "theirs", "measure": "%s"}
        }
        """
            .formatted(measure));
    return Experiment.plan(
        scenarios, ExperimentFiles.find(file.toString()).orElseThrow(), folder, scenario -> {});
  }

  private Findings findings(Experiment planned) {
    return Findings.of(planned, complete(planned)).orElseThrow();
  }

  private static List<FinishedRun> complete(Experiment planned) {
    return planned.runs().stream()
        .filter(run -> Files.exists(run.directory().metrics()))
        .map(FinishedRun::read)
        .toList();
  }

  /** A run that reached all its successes after 1,000 control periods and kept them. */
  private void record(String cell, int seed, int successes) throws IOException {
    Path run = Files.createDirectories(folder.resolve(cell + "-seed" + seed));
    Files.writeString(
        run.resolve("metrics.csv"),
        """
        event,env_steps,learner_steps,steps,intervention_steps,intervention_rate,entropy,keep_ratio,mean_q,target_q,temperature,episodes,successes,faults,mean_steps,episode_end,success_unaided,success_mostly_unaided,mode,last
        evaluation,1000,,,,,,,,,,60,%1$d,0,30,,,,sampled,false
        evaluation,4000,,,,,,,,,,60,%1$d,0,30,,,,sampled,true
        evaluation,4000,,,,,,,,,,60,%1$d,0,30,,,,mean,true
        """
            .formatted(successes));
    PlannedRun planned =
        experiment.runs().stream()
            .filter(r -> r.directory().path().equals(run))
            .findFirst()
            .orElseThrow();
    Files.writeString(run.resolve("scenario.json"), scenarios.write(planned.scenario()));
  }
}
