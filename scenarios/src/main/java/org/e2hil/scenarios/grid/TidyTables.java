package org.e2hil.scenarios.grid;

import com.fasterxml.jackson.core.io.NumberOutput;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.e2hil.agent.training.EvaluationRecord;
import org.e2hil.scenarios.report.CsvLine;
import org.e2hil.scenarios.report.Summary;

/**
 * The complete runs of an experiment as tables for pandas and R: a row an observation, a column a
 * variable, empty where it is not known.
 */
@API(status = API.Status.INTERNAL)
public final class TidyTables {

  private final List<FinishedRun> runs;

  /** Of the runs of one experiment. */
  public TidyTables(List<FinishedRun> runs) {
    this.runs = List.copyOf(runs);
  }

  /** One row a run. */
  public String runs() {
    List<Map<String, String>> rows = new ArrayList<>();
    for (FinishedRun finished : runs) {
      Summary summary = finished.record().summary();
      Map<String, String> row = labels(finished.run());
      row.putIfAbsent("task", summary.task());
      row.putIfAbsent("robot", summary.robot());
      row.put("env_steps", String.valueOf(summary.envSteps()));
      row.put("learner_steps", String.valueOf(summary.learnerSteps()));
      row.put("demonstrations", String.valueOf(summary.demonstrations()));
      row.put("episodes", String.valueOf(summary.episodes()));
      rate(row, "mean", summary.unaidedSuccess().mean());
      rate(row, "sampled", summary.unaidedSuccess().sampled());
      row.put("intervention_steps", String.valueOf(finished.record().interventionSteps()));
      row.put("intervention_rate", number(summary.interventionRate()));
      row.put("late_intervention_rate", number(summary.lateInterventionRate()));
      row.put("keep_ratio", number(summary.keepRatio()));
      row.put("wall_seconds", summary.isTimed() ? number(summary.wallSeconds()) : "");
      row.put("commit", summary.provenance().commit());
      row.put("processor", summary.provenance().processor());
      rows.add(row);
    }
    return text(rows);
  }

  /** One row an evaluation. */
  public String evaluations() {
    List<Map<String, String>> rows = new ArrayList<>();
    for (FinishedRun finished : runs) {
      for (EvaluationRecord evaluation : finished.record().evaluations()) {
        Map<String, String> row = labels(finished.run());
        row.put("env_steps", String.valueOf(evaluation.envSteps()));
        row.put("mode", evaluation.mode().name().toLowerCase(Locale.ROOT));
        row.put("episodes", String.valueOf(evaluation.episodes()));
        row.put("successes", String.valueOf(evaluation.successes()));
        row.put("faults", String.valueOf(evaluation.faults()));
        row.put("mean_steps", number(evaluation.meanSteps()));
        row.put("last", String.valueOf(evaluation.last()));
        rows.add(row);
      }
    }
    return text(rows);
  }

  /** The beginning of a row: cell, factors, seed. */
  private static Map<String, String> labels(PlannedRun run) {
    Map<String, String> row = new LinkedHashMap<>();
    row.put("cell", run.cell().name());
    row.putAll(run.cell().levels());
    row.put("seed", String.valueOf(run.scenario().seed()));
    return row;
  }

  private static void rate(Map<String, String> row, String mode, Optional<Summary.Rate> evaluated) {
    row.put("successes_" + mode, evaluated.map(r -> String.valueOf(r.successes())).orElse(""));
    row.put("episodes_" + mode, evaluated.map(r -> String.valueOf(r.episodes())).orElse(""));
    row.put("steps_" + mode, evaluated.map(r -> number(r.meanSteps())).orElse(""));
  }

  private static String number(OptionalDouble value) {
    return value.isPresent() ? number(value.getAsDouble()) : "";
  }

  /** Reads back the same; some have more digits in Java's own text before version 19. */
  private static String number(double value) {
    return Double.isFinite(value) ? NumberOutput.toString(value, true) : "";
  }

  private static String text(List<Map<String, String>> rows) {
    if (rows.isEmpty()) {
      return "";
    }
    return Stream.concat(Stream.of(rows.get(0).keySet()), rows.stream().map(Map::values))
        .map(CsvLine::of)
        .collect(Collectors.joining("\n", "", "\n"));
  }
}
