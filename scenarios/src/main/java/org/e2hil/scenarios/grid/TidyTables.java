package org.e2hil.scenarios.grid;

import com.fasterxml.jackson.core.io.NumberOutput;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.e2hil.agent.training.EvaluationRecord;
import org.e2hil.scenarios.report.CompleteRun;
import org.e2hil.scenarios.report.Summary;

/**
 * The complete runs of an experiment as tables for pandas and R: a row an observation, a column a
 * variable, empty where it is not known.
 */
@API(status = API.Status.EXPERIMENTAL)
public final class TidyTables {

  private final List<PlannedRun> runs;
  private final List<CompleteRun> records;

  /** Of runs that are complete. */
  public TidyTables(List<PlannedRun> runs) {
    this.runs = List.copyOf(runs);
    records = runs.stream().map(run -> CompleteRun.read(run.directory())).toList();
  }

  /** One row a run. */
  public String runs() {
    StringBuilder text = new StringBuilder();
    row(
        text,
        head(
            "task",
            "robot",
            "env_steps",
            "learner_steps",
            "demonstrations",
            "episodes",
            "successes_mean",
            "episodes_mean",
            "steps_mean",
            "successes_sampled",
            "episodes_sampled",
            "steps_sampled",
            "intervention_steps",
            "intervention_rate",
            "late_intervention_rate",
            "keep_ratio",
            "wall_seconds",
            "commit",
            "processor"));
    for (int i = 0; i < runs.size(); i++) {
      Summary summary = records.get(i).summary();
      List<String> cells = new ArrayList<>(labels(runs.get(i)));
      cells.add(summary.task());
      cells.add(summary.robot());
      cells.add(String.valueOf(summary.envSteps()));
      cells.add(String.valueOf(summary.learnerSteps()));
      cells.add(String.valueOf(summary.demonstrations()));
      cells.add(String.valueOf(summary.episodes()));
      cells.addAll(rate(summary.unaidedSuccess().mean()));
      cells.addAll(rate(summary.unaidedSuccess().sampled()));
      cells.add(String.valueOf(records.get(i).interventionSteps()));
      cells.add(number(summary.interventionRate()));
      cells.add(number(summary.lateInterventionRate()));
      cells.add(number(summary.keepRatio()));
      cells.add(summary.isTimed() ? number(summary.wallSeconds()) : "");
      cells.add(summary.provenance().commit());
      cells.add(summary.provenance().processor());
      row(text, cells);
    }
    return text.toString();
  }

  /** One row an evaluation. */
  public String evaluations() {
    StringBuilder text = new StringBuilder();
    row(text, head("env_steps", "mode", "episodes", "successes", "faults", "mean_steps", "last"));
    for (int i = 0; i < runs.size(); i++) {
      for (EvaluationRecord evaluation : records.get(i).evaluations()) {
        List<String> cells = new ArrayList<>(labels(runs.get(i)));
        cells.add(String.valueOf(evaluation.envSteps()));
        cells.add(evaluation.mode().name().toLowerCase(Locale.ROOT));
        cells.add(String.valueOf(evaluation.episodes()));
        cells.add(String.valueOf(evaluation.successes()));
        cells.add(String.valueOf(evaluation.faults()));
        cells.add(number(evaluation.meanSteps()));
        cells.add(String.valueOf(evaluation.last()));
        row(text, cells);
      }
    }
    return text.toString();
  }

  private List<String> head(String... more) {
    List<String> factors =
        runs.isEmpty() ? List.of() : List.copyOf(runs.get(0).cell().levels().keySet());
    return Stream.of(List.of("cell"), factors, List.of("seed"), List.of(more))
        .flatMap(List::stream)
        .toList();
  }

  private static List<String> labels(PlannedRun run) {
    return Stream.of(
            List.of(run.cell().name()),
            List.copyOf(run.cell().levels().values()),
            List.of(String.valueOf(run.scenario().seed())))
        .flatMap(List::stream)
        .toList();
  }

  private static List<String> rate(Optional<Summary.Rate> rate) {
    return rate.map(
            r ->
                List.of(
                    String.valueOf(r.successes()),
                    String.valueOf(r.episodes()),
                    number(r.meanSteps())))
        .orElse(List.of("", "", ""));
  }

  private static String number(OptionalDouble value) {
    return value.isPresent() ? number(value.getAsDouble()) : "";
  }

  /** Reads back the same; some have more digits in Java's own text before version 19. */
  private static String number(double value) {
    return Double.isFinite(value) ? NumberOutput.toString(value, true) : "";
  }

  private static void row(StringBuilder text, List<String> cells) {
    text.append(cells.stream().map(TidyTables::quoted).collect(Collectors.joining(","))).append('\n');
  }

  /** As RFC 4180 has it. */
  private static String quoted(String cell) {
    return cell.matches("[^,\"\r\n]*") ? cell : '"' + cell.replace("\"", "\"\"") + '"';
  }
}
