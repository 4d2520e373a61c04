package org.e2hil.scenarios.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.e2hil.agent.training.ActionMode;
import org.e2hil.agent.training.EpisodeFile;
import org.e2hil.agent.training.EvaluationRecord;
import org.junit.jupiter.api.Test;

/**
 * What is recorded after a crash, a loss or a damage reads as if nothing had happened, or is
 * refused.
 */
class InterruptedRecordingTest extends SmallRecording {

  @Test
  void whatIsGoneOnWithReadsAsIfItHadNeverStopped() throws IOException {
    RunDirectory whole = run("whole");
    RunDirectory parts = run("parts");
    record(whole, 0, 20);
    record(parts, 0, 20);
    Files.writeString(parts.metrics(), "episode,999,torn", StandardOpenOption.APPEND);
    record(parts, 12, 20);

    assertThat(parts.metrics()).hasSameBinaryContentAs(whole.metrics());
    assertThat(parts.interventions()).hasSameBinaryContentAs(whole.interventions());
    assertThat(parts.evaluations()).hasSameBinaryContentAs(whole.evaluations());
    assertThat(parts.randomisation()).hasSameBinaryContentAs(whole.randomisation());
  }

  @Test
  void whatStandsBehindADamagedEpisodeIsKeptAside() throws IOException {
    RunDirectory run = run("damaged-episode");
    record(run, 0, 20);
    byte[] bytes = Files.readAllBytes(run.episodes());
    bytes[bytes.length / 2] ^= 1;
    Files.write(run.episodes(), bytes);
    record(run, 20, 20);

    assertThat(run.episodesBeyond(200)).hasBinaryContent(bytes);
    assertThat(EpisodeFile.count(run.episodes())).isEqualTo(20);
  }

  @Test
  void aLostTableOfMetricsDoesNotCostTheEvaluations() throws IOException {
    for (boolean header : List.of(false, true)) {
      RunDirectory run = run("lost-" + header);
      record(run, 0, 20);
      List<String> before =
          Files.readAllLines(run.evaluations()).stream()
              .filter(line -> !line.startsWith("150,") && !line.startsWith("200,"))
              .toList();
      Path traces = Files.createDirectories(run.diagnostics()).resolve("q.csv");
      Files.writeString(traces, "env_steps,seed\n50,1\n100,1\n150,1\n");
      if (header) {
        Files.writeString(run.metrics(), Files.readAllLines(run.metrics()).get(0) + "\n");
      } else {
        Files.delete(run.metrics());
      }

      record(run, 10, 10);
      assertThat(Files.readAllLines(run.evaluations())).isEqualTo(before);
      assertThat(traces).hasContent("env_steps,seed\n50,1\n100,1\n");
      record(run, 10, 15);
      record(run, 15, 15);
      assertThat(Files.readAllLines(run.evaluations())).containsAll(before).hasSize(1 + 3 * 3);
    }
  }

  @Test
  void anEvaluationThatWasCutOffLeavesNoRows() throws IOException {
    RunDirectory run = run("cut-off");
    record(run, 0, 10);
    List<String> before = Files.readAllLines(run.evaluations());
    try (RunRecorder recorder = new RunRecorder(run, 100, Optional.empty(), CLOCK)) {
      evaluate(recorder, 150, ActionMode.SAMPLED);
    }
    Files.writeString(run.evaluations(), "150,mean,0", StandardOpenOption.APPEND);
    record(run, 10, 10);

    assertThat(Files.readAllLines(run.evaluations())).isEqualTo(before);
  }

  @Test
  void aRunWhoseTableWasCutOffWithinItsHeaderBeginsItAgain() throws IOException {
    RunDirectory whole = run("never-cut");
    RunDirectory cut = run("cut");
    Files.createDirectories(cut.path());
    Files.writeString(cut.metrics(), "event,env_st");
    record(whole, 0, 20);
    record(cut, 0, 20);

    assertThat(cut.metrics()).hasSameBinaryContentAs(whole.metrics());
  }

  @Test
  void aDamagedRowIsNeverDroppedButRefusedWithItsLine() throws IOException {
    RunDirectory run = run("damaged");
    record(run, 0, 20);
    List<String> lines = new ArrayList<>(Files.readAllLines(run.metrics()));
    for (String damaged : List.of("episode,10", lines.get(2).replaceFirst(",[0-9]+,", ",ten,"))) {
      lines.set(2, damaged);
      Files.write(run.metrics(), lines);

      assertThatThrownBy(() -> record(run, 20, 20))
          .isInstanceOf(RecordingException.class)
          .hasMessageContaining(run.metrics() + ", line 3 has ")
          .hasMessageContaining("take that line out, or restore the file");
      assertThatThrownBy(() -> RunTable.read(run)).hasMessageContaining("line 3");
      assertThat(Files.readAllLines(run.metrics())).isEqualTo(lines);
    }
  }

  @Test
  void aCompleteRunThatIsEvaluatedAgainKeepsOneLastEvaluation() {
    RunDirectory run = run("again");
    record(run, 0, 20);
    record(run, 20, 20);

    assertThat(RunTable.read(run).evaluations().stream().filter(EvaluationRecord::last)).hasSize(2);
  }
}
