package org.e2hil.scenarios.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.e2hil.agent.env.EpisodeEnd;
import org.e2hil.agent.env.LimitCounts;
import org.e2hil.agent.training.ActionMode;
import org.e2hil.agent.training.EpisodeRecord;
import org.e2hil.agent.training.EvaluationRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What TensorBoard shows of a run is what {@code metrics.csv} says of it. */
class TensorBoardAgreesTest {

  @TempDir private Path folder;
  private RunDirectory run;
  private long millis = Instant.parse("2026-01-02T03:04:05Z").toEpochMilli();

  /** A point that TensorBoard shows. */
  private record Point(long step, String tag) {}

  @BeforeEach
  void begin() {
    run = RunDirectory.create(folder.resolve("run"));
  }

  /** Each part of the run writes a file of its own. */
  private InstantSource laterClock() {
    millis += 1000;
    return InstantSource.fixed(Instant.ofEpochMilli(millis));
  }

  /** Episodes of 10 steps, an evaluation every 40, and the last ones at 120. */
  private void record(int from, int to) {
    try (RunRecorder recorder = new RunRecorder(run, from, Optional.empty(), laterClock())) {
      for (int steps = from + 10; steps <= to; steps += 10) {
        recorder.onEpisode(
            new EpisodeRecord(
                steps / 10 - 1,
                /* resetSeed= */ 0,
                steps,
                steps,
                10,
                1,
                EpisodeEnd.success(),
                List.of(),
                new LimitCounts(),
                Map.of()),
            List.of());
        if (steps % 40 == 0) {
          recorder.onEvaluation(
              new EvaluationRecord(steps, ActionMode.SAMPLED, 4, steps / 40, 8, false));
        }
      }
      if (to == 120) {
        recorder.onEvaluation(new EvaluationRecord(120, ActionMode.SAMPLED, 8, 7, 8, true));
        recorder.onEvaluation(new EvaluationRecord(120, ActionMode.MEAN, 8, 8, 8, true));
      }
    }
  }

  private void assertAgreement() throws IOException {
    assertThat(shown()).containsExactlyInAnyOrderElementsOf(recorded());
  }

  private List<Point> recorded() {
    List<Point> points = new ArrayList<>();
    CsvFile.read(
        run.metrics(),
        row -> {
          long step = (long) row.number("env_steps");
          if (row.text("event").equals("episode")) {
            points.add(new Point(step, "episode/reward"));
            points.add(new Point(step, "episode/steps"));
            points.add(new Point(step, "episode/intervention_steps"));
            points.add(new Point(step, "episode/success_unaided"));
          } else {
            points.add(new Point(step, "evaluation/success_" + row.text("mode")));
            points.add(new Point(step, "evaluation/steps_" + row.text("mode")));
          }
        });
    return points;
  }

  /** Reads all files in their order, and forgets what a session's start makes it forget. */
  private List<Point> shown() throws IOException {
    List<Point> points = new ArrayList<>();
    List<Path> files;
    try (Stream<Path> found = Files.list(run.tensorBoard())) {
      files = found.sorted().toList();
    }
    for (Path file : files) {
      ByteBuffer in = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
      while (in.hasRemaining()) {
        byte[] event = new byte[(int) in.getLong()];
        in.getInt();
        in.get(event);
        in.getInt();
        read(ByteBuffer.wrap(event), points);
      }
    }
    return points;
  }

  private static void read(ByteBuffer event, List<Point> points) {
    long step = 0;
    while (event.hasRemaining()) {
      switch (event.get() >>> 3) {
        case 1 -> event.getLong();
        case 2 -> step = varint(event);
        case 5 -> {
          ByteBuffer summary = part(event);
          while (summary.hasRemaining()) {
            summary.get();
            ByteBuffer value = part(summary);
            value.get();
            ByteBuffer tag = part(value);
            points.add(new Point(step, StandardCharsets.UTF_8.decode(tag).toString()));
          }
        }
        case 7 -> {
          part(event);
          long first = step;
          points.removeIf(point -> point.step() >= first);
        }
        default -> part(event);
      }
    }
  }

  private static ByteBuffer part(ByteBuffer message) {
    int length = (int) varint(message);
    ByteBuffer part = message.slice(message.position(), length);
    message.position(message.position() + length);
    return part;
  }

  private static long varint(ByteBuffer message) {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      byte b = message.get();
      value |= (long) (b & 0x7F) << shift;
      if (b >= 0) {
        return value;
      }
    }
  }

  @Test
  void aRunThatIsGoneOnWithLosesNoPointAtItsCheckpoint() throws IOException {
    record(0, 110);
    assertAgreement();

    record(80, 120);

    assertThat(shown()).contains(new Point(80, "evaluation/success_sampled"));
    assertAgreement();
  }

  @Test
  void theLastEvaluationsAreThereOnceHoweverOftenTheyAreRepeated() throws IOException {
    record(0, 120);
    record(120, 120);

    assertThat(shown()).containsOnlyOnce(new Point(120, "evaluation/success_mean"));
    assertAgreement();
  }

  @Test
  void nothingIsShownOfThePolicyWhereTheWorldBroke() {
    try (RunRecorder recorder = new RunRecorder(run, 0, Optional.empty(), laterClock())) {
      recorder.onEpisode(
          new EpisodeRecord(
              0,
              /* resetSeed= */ 0,
              10,
              10,
              10,
              0,
              EpisodeEnd.fault("the cable is off"),
              List.of(),
              new LimitCounts(),
              Map.of()),
          List.of());
      recorder.onEvaluation(new EvaluationRecord(10, ActionMode.MEAN, 0, 0, 4, 0, true));
    }
    Map<String, Double> shown = new HashMap<>();
    CsvFile.read(run.metrics(), row -> shown.putAll(new TensorBoardScalars(List.of()).of(row)));

    assertThat(shown.get("episode/steps")).isEqualTo(10);
    assertThat(shown.get("episode/success_unaided")).isNaN();
    assertThat(shown.get("evaluation/success_mean")).isNaN();
    assertThat(shown.get("evaluation/steps_mean")).isNaN();
  }

  @Test
  void whatTensorBoardHasLostIsToldAgain() throws IOException {
    record(0, 80);
    try (Stream<Path> files = Files.list(run.tensorBoard())) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(run.tensorBoard());

    record(80, 120);

    assertThat(shown()).contains(new Point(10, "episode/reward"));
    assertAgreement();
  }
}
