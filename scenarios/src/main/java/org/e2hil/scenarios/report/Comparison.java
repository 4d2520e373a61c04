package org.e2hil.scenarios.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apiguardian.api.API;
import org.e2hil.agent.training.ActionMode;
import org.e2hil.agent.training.EvaluationRecord;
import org.e2hil.scenarios.report.chart.Key;
import org.e2hil.scenarios.report.chart.Mark;
import org.e2hil.scenarios.report.chart.Paint;
import org.e2hil.scenarios.report.chart.Panel;
import org.e2hil.scenarios.report.chart.Picture;
import org.e2hil.scenarios.report.chart.Shape;
import org.e2hil.scenarios.report.chart.Stroke;

/**
 * Complete runs beside each other: every seed, and what the seeds of one scenario have in common.
 */
@API(status = API.Status.INTERNAL)
public final class Comparison {

  private final Map<String, List<CompleteRun>> byScenario;

  /** Of runs in the order in which their scenarios shall stand. */
  public Comparison(List<CompleteRun> runs) {
    byScenario =
        runs.stream()
            .collect(
                Collectors.groupingBy(
                    CompleteRun::scenario,
                    LinkedHashMap::new,
                    Collectors.collectingAndThen(
                        Collectors.toList(),
                        all ->
                            all.stream()
                                .sorted(Comparator.comparing(CompleteRun::seed))
                                .toList())));
  }

  /**
   * Two tables in Markdown: a row a scenario, with the evaluated episodes of all its seeds counted
   * together (Wilson's 95% intervals), and a row a run. The last fifth is that of a training.
   */
  public String markdown() {
    StringBuilder text =
        new StringBuilder(
            "| scenario | control periods | un-aided successes, mean actions, by seed | together"
                + " | sampled actions, after 25% | after 50% | at the end"
                + " | intervention steps | of the last fifth | training |\n"
                + "|---|---|---|---|---|---|---|---|---|---|\n");
    byScenario.forEach((scenario, runs) -> text.append(together(scenario, runs)));
    text.append(
        "\n| scenario | seed | un-aided, sampled actions | un-aided, mean actions"
            + " | intervention steps | of the last fifth | training |\n"
            + "|---|---|---|---|---|---|---|\n");
    byScenario.values().forEach(runs -> runs.forEach(run -> text.append(row(run))));
    return text.toString();
  }

  /** Draws un-aided success along the trainings, a panel a scenario, as a PNG picture. */
  public void drawCurves(Path file) {
    List<Panel> panels = new ArrayList<>();
    byScenario.forEach((scenario, runs) -> panels.add(curves(scenario, runs)));
    List<Key> legend =
        List.of(
            Key.line("a seed", Paint.SERIES_6, Stroke.SOLID),
            Key.line("all seeds together, 95% intervals", Paint.SERIES_1, Stroke.SOLID));
    try {
      new Picture("Un-aided success with sampled actions", legend, panels).write(file);
    } catch (IOException e) {
      throw RecordingException.of(file, e);
    }
  }

  private static Panel curves(String scenario, List<CompleteRun> runs) {
    List<Mark> marks = new ArrayList<>();
    for (CompleteRun run : runs) {
      marks.add(Plots.line(Plots.rates(run.curve()), Paint.SERIES_6, Stroke.SOLID));
    }
    int evaluations = runs.stream().mapToInt(run -> run.curve().size()).min().orElse(0);
    marks.addAll(
        Plots.evaluations(
            IntStream.range(0, evaluations).mapToObj(i -> pooled(runs, curveAt(i))).toList(),
            Paint.SERIES_1,
            Shape.DOT));
    return Plots.ofSuccess(scenario, marks);
  }

  private static Function<CompleteRun, Optional<EvaluationRecord>> curveAt(int index) {
    return run -> Optional.of(run.curve().get(index));
  }

  private static String together(String scenario, List<CompleteRun> runs) {
    return row(
        scenario,
        runs.stream()
            .map(run -> String.format(Locale.ROOT, "%,d", run.summary().envSteps()))
            .distinct()
            .collect(Collectors.joining(", ")),
        runs.stream()
            .map(run -> run.summary().unaidedSuccess().mean())
            .map(rate -> rate.map(r -> String.valueOf(r.successes())).orElse("–"))
            .collect(Collectors.joining(", ")),
        interval(runs, last(ActionMode.MEAN)),
        interval(runs, after(0.25)),
        interval(runs, after(0.5)),
        interval(runs, last(ActionMode.SAMPLED)),
        mean(runs, Summary::interventionRate),
        mean(runs, Summary::lateInterventionRate),
        minutes(
            runs.stream()
                .map(CompleteRun::summary)
                .filter(Summary::isTimed)
                .mapToDouble(Summary::wallSeconds)
                .average()
                .orElse(0)));
  }

  private static Function<CompleteRun, Optional<EvaluationRecord>> last(ActionMode mode) {
    return run ->
        run.evaluations().stream()
            .filter(e -> e.last() && e.mode() == mode && e.episodes() > 0)
            .findFirst();
  }

  /** The evaluation before the end that is nearest to a share of the control periods. */
  private static Function<CompleteRun, Optional<EvaluationRecord>> after(double share) {
    return run ->
        run.curve().stream()
            .filter(e -> !e.last())
            .min(
                Comparator.comparingDouble(
                    e -> Math.abs(e.envSteps() - share * run.summary().envSteps())));
  }

  private static String interval(
      List<CompleteRun> runs, Function<CompleteRun, Optional<EvaluationRecord>> evaluation) {
    EvaluationRecord all = pooled(runs, evaluation);
    return all.episodes() == 0
        ? "–"
        : "%s (%s to %s)"
            .formatted(
                percent(all.successRate()), percent(all.successLow()), percent(all.successHigh()));
  }

  private static EvaluationRecord pooled(
      List<CompleteRun> runs, Function<CompleteRun, Optional<EvaluationRecord>> evaluation) {
    List<EvaluationRecord> each = runs.stream().map(evaluation).flatMap(Optional::stream).toList();
    return new EvaluationRecord(
        (long) each.stream().mapToLong(EvaluationRecord::envSteps).average().orElse(0),
        ActionMode.SAMPLED,
        each.stream().mapToInt(EvaluationRecord::episodes).sum(),
        each.stream().mapToInt(EvaluationRecord::successes).sum(),
        each.stream().mapToDouble(EvaluationRecord::meanSteps).average().orElse(0),
        /* last= */ false);
  }

  private static String row(CompleteRun run) {
    Summary summary = run.summary();
    return row(
        run.scenario(),
        String.valueOf(run.seed()),
        rate(summary.unaidedSuccess().sampled()),
        rate(summary.unaidedSuccess().mean()),
        share(summary.interventionRate()),
        share(summary.lateInterventionRate()),
        minutes(summary.wallSeconds()));
  }

  private static String mean(List<CompleteRun> runs, Function<Summary, OptionalDouble> value) {
    return share(
        runs.stream()
            .map(run -> value.apply(run.summary()))
            .filter(OptionalDouble::isPresent)
            .mapToDouble(OptionalDouble::getAsDouble)
            .average());
  }

  private static String rate(Optional<Summary.Rate> rate) {
    return rate.map(
            r ->
                "%s (%d of %d%s)"
                    .formatted(percent(r.rate()), r.successes(), r.episodes(), faults(r.faults())))
        .orElse("–");
  }

  /** Episodes that count for nobody, as the end of a count; nothing where there are none. */
  public static String faults(OptionalInt faults) {
    return faults.isPresent() ? ", %d ended in a fault".formatted(faults.getAsInt()) : "";
  }

  private static String share(OptionalDouble share) {
    return share.isPresent() ? percent(share.getAsDouble()) : "–";
  }

  private static String row(String... cells) {
    return "| " + String.join(" | ", cells) + " |\n";
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.0f%%", 100 * share);
  }

  private static String minutes(double seconds) {
    return seconds == 0 ? "–" : String.format(Locale.ROOT, "%.1f min", seconds / 60);
  }
}
