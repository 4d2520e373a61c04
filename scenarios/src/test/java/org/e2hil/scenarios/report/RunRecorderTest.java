package org.e2hil.scenarios.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.zip.CRC32C;
import javax.imageio.ImageIO;
import org.e2hil.agent.env.EpisodeEnd;
import org.e2hil.agent.env.Limit;
import org.e2hil.agent.env.LimitCounts;
import org.e2hil.agent.intervention.InterventionSegment;
import org.e2hil.agent.sac.LearnerMetrics;
import org.e2hil.agent.training.ActionMode;
import org.e2hil.agent.training.EpisodeFile;
import org.e2hil.agent.training.EpisodeRecord;
import org.e2hil.agent.training.EvaluatedEpisode;
import org.e2hil.agent.training.EvaluationRecord;
import org.e2hil.agent.training.IntervalRecord;
import org.e2hil.agent.training.Pace;
import org.e2hil.scenarios.config.JsonRecords;
import org.e2hil.scenarios.config.Scenario;
import org.e2hil.scenarios.config.Scenarios;
import org.e2hil.scenarios.report.chart.Series;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunRecorderTest {

  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-01-02T03:04:05.5Z"));

  @TempDir private Path folder;

  private RunDirectory run(String name) {
    return RunDirectory.create(folder.resolve(name));
  }

  /** 20 episodes of 10 steps, every other one aided, with an interval and an evaluation each 50. */
  private static void record(RunDirectory run, int from, int to) {
    try (RunRecorder recorder = new RunRecorder(run, from * 10L, Optional.empty(), CLOCK)) {
      for (int i = from; i < to; i++) {
        recorder.onEpisode(episode(i), List.of());
        int steps = (i + 1) * 10;
        if (steps % 50 == 0) {
          recorder.onInterval(interval(steps));
          evaluate(recorder, steps, ActionMode.SAMPLED);
          recorder.onEvaluation(
              new EvaluationRecord(steps, ActionMode.SAMPLED, 20, steps / 10, 8.5, false));
        }
      }
      if (to == 20) {
        evaluate(recorder, 200, ActionMode.SAMPLED);
        recorder.onEvaluation(new EvaluationRecord(200, ActionMode.SAMPLED, 60, 54, 7, true));
        evaluate(recorder, 200, ActionMode.MEAN);
        recorder.onEvaluation(new EvaluationRecord(200, ActionMode.MEAN, 60, 57, 6, true));
      }
    }
  }

  private static void evaluate(RunRecorder recorder, int steps, ActionMode mode) {
    recorder.onEvaluatedEpisode(new EvaluatedEpisode(steps, mode, 0, 8, 1, EpisodeEnd.success()));
    recorder.onEvaluatedEpisode(
        new EvaluatedEpisode(
            steps, mode, 1, 9, steps / 1000.0, EpisodeEnd.failure("the block was dropped, alas")));
    recorder.onEvaluatedEpisode(
        new EvaluatedEpisode(steps, mode, 2, 10, Double.NaN, EpisodeEnd.timeLimit()));
  }

  private static EpisodeRecord episode(int i) {
    LimitCounts limits = new LimitCounts();
    limits.add(Limit.LEASH);
    List<InterventionSegment> segments =
        i % 2 == 0
            ? List.of()
            : List.of(new InterventionSegment(3, i == 1 ? 2 : 4, "stuck, a bit"));
    return new EpisodeRecord(
        i,
        (i + 1) * 10L,
        i * 10L,
        10,
        1,
        EpisodeEnd.success(),
        segments,
        limits,
        Map.of("friction_factor", 1 + i / 8.0));
  }

  private static IntervalRecord interval(int steps) {
    double x = steps / 100.0;
    return new IntervalRecord(
        steps,
        steps * 2L,
        new LearnerMetrics(
            steps,
            0.1 * x,
            1,
            0.2,
            1,
            -x,
            -x,
            -x,
            1,
            0.01,
            0.05 / (1 + x),
            4 - x,
            0.4 * x,
            0.42 * x,
            0.848,
            0.1,
            Double.POSITIVE_INFINITY,
            false,
            0.3,
            Double.NaN,
            0.2,
            0.6),
        steps,
        steps / 2,
        0.5 / (1 + x));
  }

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
  void aRowIsWrittenForEveryEpisodeIntervalAndExamination() throws IOException {
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
  void aLostTableOfMetricsDoesNotCostTheExaminations() throws IOException {
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
  void anExaminationThatWasCutOffLeavesNoRows() throws IOException {
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
  void aRunWhoseTableWasCutOffWithinItsHeaderBeginsItAnew() throws IOException {
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
              0, 10, 0, 10, 0, EpisodeEnd.timeLimit(), List.of(), new LimitCounts(), Map.of()),
          List.of());
    }

    assertThat(run.randomisation()).doesNotExist();
  }

  @Test
  void aCompleteRunThatIsExaminedAgainKeepsOneLastExamination() {
    RunDirectory run = run("again");
    record(run, 0, 20);
    record(run, 20, 20);

    assertThat(RunTable.read(run).evaluations().stream().filter(EvaluationRecord::last)).hasSize(2);
  }

  /** Of 2⁻⁴⁴ Java itself writes one digit more before version 19. */
  @Test
  void numbersHaveTheSameTextOnEveryJava() throws IOException {
    Path file = folder.resolve("numbers.csv");
    try (CsvFile table = CsvFile.append(file, List.of("a", "b", "c"))) {
      table.append(table.row().set("a", 0x1p-44).set("b", 0x1p-44f).set("c", Double.NaN));
    }

    assertThat(Files.readString(file)).isEqualTo("a,b,c\n5.684341886080802E-14,5.684342E-14,\n");
  }

  @Test
  void aFullDiskIsOneSentenceThatNamesTheFile() {
    assertThatThrownBy(() -> CsvFile.append(Path.of("/dev/full"), List.of("a", "b")))
        .isInstanceOf(RecordingException.class)
        .hasMessage(
            "cannot write /dev/full: No space left on device; what was recorded before stays"
                + " readable");
  }

  @Test
  void whatCannotBeWrittenLeavesNoHalfOfItself() throws IOException {
    Path file = folder.resolve("summary.json");
    Files.createDirectories(file.resolve("something"));

    assertThatThrownBy(() -> RunDirectory.write(file, "{}")).isInstanceOf(RecordingException.class);
    assertThat(folder).isDirectoryNotContaining("glob:**.new");
  }

  @Test
  void aDirectoryThatHoldsARunIsNotOverwritten() {
    RunDirectory run = run("taken");
    record(run, 0, 1);

    assertThatThrownBy(() -> RunDirectory.create(run.path()))
        .isInstanceOf(RecordingException.class)
        .hasMessageContaining("already holds a run")
        .hasMessageContaining("--resume");
    assertThatThrownBy(() -> RunDirectory.create(run.metrics().resolve("below")))
        .isInstanceOf(RecordingException.class)
        .hasMessageStartingWith("cannot write ");
  }

  @Test
  void tensorBoardsFileReadsBackWithItsCheckSums() throws IOException {
    RunDirectory run = run("events");
    record(run, 0, 5);

    Path file;
    try (var files = Files.list(run.tensorBoard())) {
      file = files.findFirst().orElseThrow();
    }
    assertThat(file.getFileName().toString()).startsWith("events.out.tfevents.");
    List<byte[]> events = records(Files.readAllBytes(file));
    // a version, a session's start, five episodes, an interval and an evaluation
    assertThat(events).hasSize(9);
    ByteBuffer version = ByteBuffer.wrap(events.get(0)).order(ByteOrder.LITTLE_ENDIAN);
    assertThat(version.get()).isEqualTo((byte) (1 << 3 | 1));
    assertThat(version.getDouble()).isCloseTo(CLOCK.millis() / 1000.0, within(1e-3));
    assertThat(new String(events.get(0), java.nio.charset.StandardCharsets.ISO_8859_1))
        .endsWith("brain.Event:2");
    byte[] interval = events.get(7);
    byte[] tag = "learner/keep_ratio".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    int at = indexOf(interval, tag) + tag.length;
    assertThat(interval[at]).isEqualTo((byte) (2 << 3 | 5));
    assertThat(ByteBuffer.wrap(interval, at + 1, 4).order(ByteOrder.LITTLE_ENDIAN).getFloat())
        .isEqualTo(0.848f);
    assertThat(
            indexOf(interval, "upper_bound".getBytes(java.nio.charset.StandardCharsets.US_ASCII)))
        .isNegative();
  }

  /** The check value of RFC 3720, B.4, for 32 bytes of zero: 0x8A9136AA. */
  @Test
  void theCheckSumIsMaskedCastagnoli() {
    int masked = TensorBoardFile.maskedCrc(new byte[32], 32);

    assertThat(Integer.rotateLeft(masked - 0xA282EAD8, 15)).isEqualTo(0x8A9136AA);
  }

  private static List<byte[]> records(byte[] bytes) {
    List<byte[]> found = new ArrayList<>();
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    while (in.hasRemaining()) {
      int start = in.position();
      byte[] data = new byte[(int) in.getLong()];
      assertThat(in.getInt()).isEqualTo(masked(Arrays.copyOfRange(bytes, start, start + 8)));
      in.get(data);
      assertThat(in.getInt()).isEqualTo(masked(data));
      found.add(data);
    }
    return found;
  }

  private static int masked(byte[] data) {
    CRC32C crc = new CRC32C();
    crc.update(data);
    int sum = (int) crc.getValue();
    return (sum >>> 15 | sum << 17) + 0xA282EAD8;
  }

  private static int indexOf(byte[] bytes, byte[] part) {
    for (int i = 0; i + part.length <= bytes.length; i++) {
      if (Arrays.equals(bytes, i, i + part.length, part, 0, part.length)) {
        return i;
      }
    }
    return -1;
  }

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
    Summary summary = Summary.of(run, scenario, 5, 12.5, true, pace, Summary.Versions.current());
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
        to,
        0,
        to - from,
        0,
        EpisodeEnd.timeLimit(),
        List.of(new InterventionSegment(0, aided, "stuck")),
        new LimitCounts(),
        Map.of());
  }

  private static Summary summary(RunDirectory run, Scenario scenario) {
    return Summary.of(run, scenario, 0, 1, false, Optional.empty(), Summary.Versions.current());
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
    assertThat(new Comparison(List.of(new CompleteRun(earlier, List.of()))).markdown())
        .contains("| steps by hand | of the last fifth | training |", "| 19% | – | 0.0 min |");
  }

  @Test
  void everyMeasureIsDrawnAlsoOfARunThatHasHardlyBegun() throws IOException {
    RunDirectory run = run("plots");
    record(run, 0, 20);
    Plots.write(run, "a run");
    RunDirectory begun = run("begun");
    record(begun, 0, 0);
    Plots.write(begun, "a run that has hardly begun");

    for (String name :
        List.of("success", "intervention-rate", "entropy", "keep-ratio", "q", "overview")) {
      assertThat(ImageIO.read(run.plots().resolve(name + ".png").toFile()).getWidth())
          .isGreaterThanOrEqualTo(800);
      assertThat(begun.plots().resolve(name + ".png")).isNotEmptyFile();
    }
  }

  @Test
  void theTrailingMeanGrowsIntoItsWindow() {
    Series values = new Series(new double[4], new double[] {1, 0, 1, 1});

    assertThat(values.trailingMean(2).y()).containsExactly(1, 0.5, 0.5, 1);
  }
}
