package org.e2hil.scenarios.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.e2hil.agent.diagnostics.EntropyChange;
import org.e2hil.agent.diagnostics.GripperEntropy;
import org.e2hil.agent.diagnostics.IncrementVariance;
import org.e2hil.agent.diagnostics.InfluenceTable;
import org.e2hil.agent.diagnostics.MaskedGradient;
import org.e2hil.agent.diagnostics.SelectionEffect;
import org.e2hil.agent.env.EpisodeEnd;
import org.e2hil.agent.env.Limit;
import org.e2hil.agent.env.LimitCounts;
import org.e2hil.agent.intervention.InterventionSegment;
import org.e2hil.agent.sac.LearnerMetrics;
import org.e2hil.agent.training.ActionMode;
import org.e2hil.agent.training.EpisodeRecord;
import org.e2hil.agent.training.EvaluatedEpisode;
import org.e2hil.agent.training.EvaluationRecord;
import org.e2hil.agent.training.IntervalRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tables' bytes, which other programs read: names of columns, their order, and a row each. */
class TablesTest {

  @Test
  void everyTableIsWrittenByteForByteAsOthersReadItInAnyLocale(@TempDir Path folder)
      throws IOException {
    RunDirectory run = RunDirectory.create(folder.resolve("run"));
    Locale usual = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("tr-TR-u-nu-arab"));
      record(run);
    } finally {
      Locale.setDefault(usual);
    }

    assertThat(tables(run.path())).isEqualTo(tables(Path.of("src/test/resources/tables")));
  }

  private static Map<String, String> tables(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files
          .filter(file -> file.toString().endsWith(".csv"))
          .collect(
              Collectors.toMap(
                  file -> directory.relativize(file).toString(),
                  TablesTest::text,
                  (one, other) -> one,
                  TreeMap::new));
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void record(RunDirectory run) {
    LimitCounts limits = new LimitCounts();
    limits.add(Limit.WORKSPACE);
    Map<String, Double> drawn = new TreeMap<>(Map.of("mass_kg", 0.1, "delay_s", 0x1p-44));
    try (RunRecorder recorder = new RunRecorder(run, 0, Optional.empty(), InstantSource.system())) {
      recorder.onEpisode(
          new EpisodeRecord(
              7,
              /* resetSeed= */ 0,
              1_234_567,
              89,
              10,
              0.25,
              EpisodeEnd.failure("slipped, twice\nat once"),
              List.of(new InterventionSegment(3, 4, "stuck")),
              limits,
              drawn),
          List.of());
      recorder.onInterval(
          new IntervalRecord(
              1_234_600,
              90,
              new LearnerMetrics(
                  90,
                  1.5,
                  2e-7,
                  3,
                  4,
                  -5,
                  6,
                  7,
                  8,
                  9,
                  1e-3,
                  -11.25,
                  12,
                  13,
                  0.85,
                  -0.5,
                  0.5,
                  true,
                  1e22,
                  Double.NaN,
                  0.1,
                  -0.0),
              500,
              600,
              0.125));
      recorder.onEvaluatedEpisode(
          new EvaluatedEpisode(
              1_234_601, ActionMode.SAMPLED, 0, 20, Double.NaN, EpisodeEnd.success()));
      recorder.onEvaluation(new EvaluationRecord(1_234_601, ActionMode.MEAN, 10, 9, 1, 20.5, true));
      recorder.onDiagnosis(new EntropyChange(1, 2, 3.5, 4, 5, 6, 7, 8, 9, 10, 11));
      recorder.onDiagnosis(new GripperEntropy(1, 2, 3.5, 4, 5, 6, 7, 8, 9));
      recorder.onDiagnosis(
          new SelectionEffect(
              1,
              0.85,
              -0.5,
              0.5,
              new MaskedGradient(0.15, 2, 3, 4, 5, 6, 7),
              new MaskedGradient.Sensitivity(8, 9),
              10,
              Double.NaN,
              12));
      recorder.onDiagnosis(new IncrementVariance(1, 2.5, 3, 4, 5, 6, 7, 8, 9));
      recorder.onDiagnosis(new InfluenceTable(1, "policy", 2, 3.5, 4, 5, 6, 7));
    }
  }
}
