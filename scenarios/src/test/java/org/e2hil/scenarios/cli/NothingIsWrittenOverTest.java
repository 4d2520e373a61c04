package org.e2hil.scenarios.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.e2hil.scenarios.report.RunDirectory;
import org.e2hil.scenarios.report.Summary;
import org.junit.jupiter.api.Test;

/** What a run has recorded is neither written over nor mixed with another run. */
class NothingIsWrittenOverTest extends CompleteRun {

  @Test
  void aRunThatHasLostItsCheckpointIsNotBegunAgain() throws IOException {
    for (List<String> lost :
        List.of(
            List.of("checkpoint.e2hil"),
            List.of("checkpoint.e2hil", "summary.json"),
            List.of("checkpoint.e2hil", "summary.json", "policy.zip"))) {
      RunDirectory run = copy("without-" + lost.size());
      for (String file : lost) {
        Files.delete(run.path().resolve(file));
      }
      refusedWithoutATrace(
          run, "has lost its checkpoint", "train", "--resume", run.path().toString());
    }
  }

  @Test
  void aDirectoryWithAnyRecordInItIsNotTakenForANewRun() throws IOException {
    for (String kept :
        List.of(
            "scenario.json",
            "metrics.csv",
            "evaluations.csv",
            "interventions.csv",
            "checkpoint.e2hil",
            "policy.zip",
            "episodes.e2hil",
            "demonstrations.e2hil")) {
      RunDirectory run = copy("only-" + kept);
      try (Stream<Path> files = Files.list(run.path())) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          if (!file.endsWith(kept)) {
            Files.delete(file);
          }
        }
      }
      refusedWithoutATrace(
          run, "already holds a run", "train", scenario(), "--out", run.path().toString());
    }
  }

  @Test
  void aCompleteRunIsNotEvaluatedAgainUnlessMoreIsAskedFor() throws IOException {
    RunDirectory run = copy("run");
    RunDirectory withoutMetrics = copy("without-metrics");
    Files.delete(withoutMetrics.metrics());
    for (RunDirectory complete : List.of(run, withoutMetrics)) {
      Map<Path, List<Byte>> before = content(complete.path());

      Called resumed = Called.e2hil("train", "--resume", complete.path().toString()).done();

      assertThat(resumed.out()).contains("is complete; ask for more with --steps");
      assertThat(content(complete.path())).isEqualTo(before);
    }
    Called.e2hil("train", "--resume", run.path().toString(), "--steps", "80").done();
    assertThat(Summary.read(run).envSteps()).isEqualTo(80);
  }

  @Test
  void aRunThatEndedBeforeItsSummarySaidSoKeepsItsEvaluations() throws IOException {
    RunDirectory run = copy("run");
    String summary = Files.readString(run.summary());
    Files.writeString(run.summary(), summary.replace("\"complete\": true", "\"complete\": false"));
    // other results than the policy's own tell whether it was evaluated again
    String judged =
        Files.readString(run.evaluations()).replaceAll("(?m)^(\\d.*,)[^,\n]+$", "$1judged");
    Files.writeString(run.evaluations(), judged);

    Called.e2hil("train", "--resume", run.path().toString()).done();

    assertThat(run.evaluations()).hasContent(judged);
    assertThat(Summary.read(run).complete()).isTrue();
  }

  @Test
  void aRunWithoutACheckpointDoesNotTurnIntoAnotherOne() throws IOException {
    RunDirectory run = copy("begun");
    for (String file : List.of("checkpoint.e2hil", "summary.json", "policy.zip", "metrics.csv")) {
      Files.delete(run.path().resolve(file));
    }
    refusedWithoutATrace(
        run,
        "was begun with other settings",
        "train",
        "--resume",
        run.path().toString(),
        "--set",
        "agent.discount=0.5");
  }

  @Test
  void demonstrationsThatWereKeptAsideAreNeverReplaced() throws IOException {
    RunDirectory run = copy("again");
    Path aside = run.path().resolve("demonstrations-before.e2hil");
    Files.writeString(aside, "a person's");

    RunDirectory.keepDemonstrationsAside(run.demonstrations(), 0);

    assertThat(aside).hasContent("a person's");
    assertThat(run.path().resolve("demonstrations-before-2.e2hil"))
        .hasSameBinaryContentAs(run.demonstrations());
  }

  @Test
  void twoRunsThatBeginInTheSameSecondBothHaveADirectory() {
    Path name = folder.resolve("runs/small-seed1-20260102-030405");

    assertThat(RunDirectory.createNumbered(name).path()).isEqualTo(name).isDirectory();
    assertThat(RunDirectory.createNumbered(name).path())
        .isEqualTo(name.resolveSibling(name.getFileName() + "-2"))
        .isDirectory();
  }

  @Test
  void aRunGoesOnInItsOwnDirectoryAndDoesNotShrink() throws IOException {
    RunDirectory run = copy("run");
    String path = run.path().toString();
    String other = folder.resolve("other").toString();

    refusedWithoutATrace(
        run, "--out has no effect here", "train", "--resume", path, "--out", other);
    refusedWithoutATrace(
        run, "the run has done 60 already", "train", "--resume", path, "--steps", "30");
  }
}
