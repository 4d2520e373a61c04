package org.e2hil.scenarios.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.e2hil.agent.training.EpisodeFile;
import org.e2hil.scenarios.report.Provenance;
import org.e2hil.scenarios.report.RunDirectory;
import org.e2hil.scenarios.report.Summary;
import org.junit.jupiter.api.Test;

/** What becomes of a run of which a file is lost, empty or cannot be written. */
class LostFilesTest extends CompleteRun {

  @Test
  void aLostOrEmptySummaryIsTakenFromTheTablesAgain() throws IOException {
    RunDirectory whole = copy("whole");
    RunDirectory lost = copy("lost");
    RunDirectory empty = copy("empty");
    Files.delete(lost.summary());
    Files.writeString(empty.summary(), "");
    RunDirectory begun = RunDirectory.create(folder.resolve("begun"));
    Files.copy(whole.scenario(), begun.scenario());

    Called report =
        Called.e2hil(
                "report",
                whole.path().toString(),
                lost.path().toString(),
                empty.path().toString(),
                begun.path().toString())
            .done();
    assertThat(report.out()).contains("of 3 runs", "Without " + begun.path());
    assertThat(Files.readString(whole.path().resolve("report/report.html")))
        .contains("How long " + lost.path() + " took is unknown", "Without " + begun.path());
    assertThat(Summary.find(lost).orElseThrow().unaidedSuccess())
        .isEqualTo(Summary.read(whole).unaidedSuccess());
    assertThat(Summary.find(empty).orElseThrow().complete()).isTrue();
    assertThat(Summary.find(empty).orElseThrow().demonstrations()).isEqualTo(2);

    Called.e2hil("train", "--resume", empty.path().toString(), "--steps", "80").done();
    assertThat(Summary.read(empty).envSteps()).isEqualTo(80);
    // the time of the last part is not that of the run
    assertThat(Summary.read(empty).isTimed()).isFalse();
    assertThat(Summary.read(whole).isTimed()).isTrue();
  }

  @Test
  void aRunThatGoesOnOnAnotherMachineSaysSo() throws IOException {
    RunDirectory stayed = copy("stayed");
    RunDirectory moved = copy("moved");
    String here = Provenance.current().processor();
    Files.writeString(
        moved.summary(), Files.readString(moved.summary()).replace(here, "Another-1-2-3"));

    String on = "This run was begun on";
    Called there = Called.e2hil("train", "--resume", moved.path().toString(), "--steps", "80");
    Called same = Called.e2hil("train", "--resume", stayed.path().toString(), "--steps", "80");

    assertThat(there.done().out()).contains(on, "Another-1-2-3", "goes on on a processor " + here);
    assertThat(same.done().out()).doesNotContain(on);
    assertThat(Summary.read(moved).provenance()).isEqualTo(Provenance.current());
  }

  @Test
  void demonstrationsFromAFileAreCountedAgainWhereTheSummaryIsLost() throws IOException {
    RunDirectory run = copy("run");
    RunDirectory other = new RunDirectory(folder.resolve("other"));
    Called.e2hil(
            "train",
            scenario(),
            "--out",
            other.path().toString(),
            "--set",
            "training.demonstrationsFile=" + run.demonstrations(),
            "--set",
            "training.demonstrations=0")
        .done();
    assertThat(Summary.read(other).demonstrations()).isEqualTo(2);
    Files.delete(other.summary());

    assertThat(Summary.find(other).orElseThrow().demonstrations()).isEqualTo(2);
  }

  @Test
  void anExportThatFailsLeavesNoHalfOfItself() throws IOException {
    RunDirectory run = copy("run");
    Path taken = folder.resolve("policy.zip");
    Files.createDirectories(taken.resolve("something"));

    Called.e2hil("export", run.path().toString(), "--out", taken.toString())
        .refused("cannot write " + taken);
    assertThat(folder).isDirectoryNotContaining("glob:**.new");
  }

  @Test
  void lostEpisodesAreNamedAndLaterOnesStillStandAtTheirRows() throws IOException {
    RunDirectory run = copy("run");
    Files.delete(run.episodes());

    Called.e2hil("train", "--resume", run.path().toString(), "--steps", "80").done();

    assertThat(EpisodeFile.count(run.episodes())).isEqualTo(Summary.read(run).episodes());
    assertThat(EpisodeFile.read(run.episodes()).get(0).steps()).isEmpty();
  }
}
