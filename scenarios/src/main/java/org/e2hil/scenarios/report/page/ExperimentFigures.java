package org.e2hil.scenarios.report.page;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.e2hil.agent.training.ActionMode;
import org.e2hil.scenarios.report.Plots;
import org.e2hil.scenarios.report.RecordedTable;
import org.e2hil.scenarios.report.Summary;
import org.e2hil.scenarios.report.chart.Axis;
import org.e2hil.scenarios.report.chart.Key;
import org.e2hil.scenarios.report.chart.Mark;
import org.e2hil.scenarios.report.chart.Panel;
import org.e2hil.scenarios.report.chart.Series;
import org.e2hil.scenarios.report.chart.Stroke;
import org.e2hil.scenarios.statistics.Bootstrap;
import org.e2hil.scenarios.statistics.Interval;
import org.e2hil.scenarios.statistics.Scores;
import org.e2hil.scenarios.statistics.StepsToThreshold;

/** How the levels of a factor did along the trainings, a panel a task. */
final class ExperimentFigures {

  /** Evaluations of 60 episodes fall between two of them, or upon one. */
  private static final int TAUS = 121;

  /** Less than any two shares of episodes differ by. */
  private static final double A_LITTLE = 1e-9;

  private static final String BANDS =
      "Lines are means over the seeds, bands their 95% intervals by a bootstrap, which few seeds make"
          + " too narrow.";

  private final Map<String, List<Group>> tasks;
  private final List<Key> legend;
  private final double threshold;

  /**
   * Of an experiment.
   *
   * @param tasks groups of runs by task, a group a level with the same paint on every task
   * @param labels of all levels
   * @param threshold of un-aided success that runs shall reach
   */
  ExperimentFigures(Map<String, List<Group>> tasks, List<String> labels, double threshold) {
    this.tasks = tasks;
    this.threshold = threshold;
    legend =
        labels.stream()
            .map(
                label ->
                    tasks.values().stream()
                        .flatMap(List::stream)
                        .filter(group -> group.name().equals(label))
                        .findFirst())
            .flatMap(Optional::stream)
            .map(group -> Key.line(group.name(), group.paint(), Stroke.SOLID))
            .toList();
  }

  List<Figure> all() {
    return List.of(
        Figure.of(
            "success-by-task",
            "Un-aided success",
            legend,
            panels(
                Axis.between("share of episodes", 0, 1),
                group -> Curve.withIntervals(runs(group, ExperimentFigures::evaluated))),
            "Evaluations along the trainings, with sampled actions. " + BANDS),
        Figure.of(
            "help-by-task",
            "Control periods by a hand",
            legend,
            panels(
                Axis.fromZero("control periods by a hand since the beginning"),
                group -> Curve.withIntervals(runs(group, LearningFigures::helpSoFar))),
            "Help should taper off as the policy learns: the curves flatten. " + BANDS),
        profile(),
        reached());
  }

  private List<Panel> panels(Axis y, Function<Group, Curve> curve) {
    return tasks.entrySet().stream()
        .map(task -> StepPanels.one(title(task.getKey()), y, task.getValue(), curve))
        .toList();
  }

  private static String title(String task) {
    return task.isEmpty() ? "All runs" : task;
  }

  private static List<Series> runs(Group group, Function<RecordedTable, Series> series) {
    return group.tables(RunFile.METRICS).stream().map(series).toList();
  }

  private static Series evaluated(RecordedTable metrics) {
    return Plots.rates(LearningFigures.evaluations(metrics, ActionMode.SAMPLED));
  }

  /** How many runs are at least so good (performance profile, Agarwal et al., 2021). */
  private Figure profile() {
    double[] taus = IntStream.range(0, TAUS).mapToDouble(i -> i / (TAUS - 1.0)).toArray();
    List<Mark> marks = new ArrayList<>();
    for (Key key : legend) {
      List<double[]> scores = new ArrayList<>();
      for (List<Group> groups : tasks.values()) {
        groups.stream()
            .filter(group -> group.name().equals(key.label()))
            .map(ExperimentFigures::atTheEnd)
            .filter(some -> some.length > 0)
            .forEach(scores::add);
      }
      if (!scores.isEmpty()) {
        List<Interval> profile =
            Bootstrap.STANDARD.profile(
                Scores.of(scores.toArray(double[][]::new)),
                Arrays.stream(taus).map(tau -> tau - A_LITTLE).toArray());
        marks.add(
            new Mark.Band(
                taus, ends(profile, Interval::low), ends(profile, Interval::high), key.paint()));
        marks.add(
            new Mark.Line(taus, ends(profile, Interval::estimate), key.paint(), Stroke.SOLID));
      }
    }
    return Figure.of(
        "profile",
        "How many runs are how good",
        legend,
        List.of(
            new Panel(
                "At the end, mean actions",
                "For each share of episodes, how many of the runs succeed in as many or more.",
                Axis.between("un-aided success", 0, 1),
                Axis.between("share of the runs at least so good", 0, 1),
                marks,
                Panel.Format.NORMAL)),
        "A line that stays up to the right is of runs that are all good; one that falls early has"
            + " seeds that fail. Bands are pointwise 95% intervals by a bootstrap.");
  }

  private static double[] atTheEnd(Group group) {
    return group.runs().stream()
        .map(run -> run.summary().unaidedSuccess().mean())
        .flatMap(Optional::stream)
        .mapToDouble(Summary.Rate::rate)
        .toArray();
  }

  private static double[] ends(List<Interval> intervals, ToDoubleFunction<Interval> end) {
    return intervals.stream().mapToDouble(end).toArray();
  }

  /**
   * After how many steps runs reach the threshold; those that never do are counted (Kaplan–Meier).
   */
  private Figure reached() {
    List<Panel> panels = new ArrayList<>();
    List<List<String>> rows = new ArrayList<>();
    tasks.forEach(
        (task, groups) -> {
          List<Mark> marks = new ArrayList<>();
          List<String> ends = new ArrayList<>();
          for (Group group : groups) {
            List<StepsToThreshold.Run> runs =
                runs(group, ExperimentFigures::evaluated).stream()
                    .filter(series -> series.size() > 0)
                    .map(this::reached)
                    .toList();
            if (!runs.isEmpty()) {
              StepsToThreshold steps = new StepsToThreshold(runs);
              marks.add(stairs(steps, group));
              ends.add(
                  "%s %d of %d runs"
                      .formatted(
                          group.name(),
                          runs.stream().filter(StepsToThreshold.Run::reached).count(),
                          runs.size()));
              rows.add(row(title(task), group, runs, steps));
            }
          }
          panels.add(
              StepPanels.panel(title(task), Axis.between("share of the runs", 0, 1), marks, ends));
        });
    return Figure.of(
            "reached",
            "Runs that have reached %.0f%% un-aided success".formatted(100 * threshold),
            legend,
            panels,
            "The sooner a line rises, the sooner runs are good in an evaluation with sampled"
                + " actions; one that never reaches the top has runs that never were.")
        .withTables(
            List.of(
                new DataTable(
                    ("Control periods until an evaluation saw %.0f%% un-aided success; the median counts"
                            + " runs that never saw it as still on the way")
                        .formatted(100 * threshold),
                    List.of("task", "level", "runs", "reached it", "median"),
                    rows)));
  }

  private StepsToThreshold.Run reached(Series rates) {
    double[] x = rates.x();
    double[] y = rates.y();
    OptionalDouble at =
        IntStream.range(0, x.length)
            .filter(i -> y[i] >= threshold)
            .mapToDouble(i -> x[i])
            .findFirst();
    return new StepsToThreshold.Run(
        at.orElse(Arrays.stream(x).max().orElseThrow()), at.isPresent());
  }

  private static Mark stairs(StepsToThreshold steps, Group group) {
    List<StepsToThreshold.Point> curve = steps.curve();
    double end = steps.runs().stream().mapToDouble(StepsToThreshold.Run::steps).max().orElseThrow();
    List<double[]> points = new ArrayList<>();
    double share = 0;
    for (StepsToThreshold.Point point : curve) {
      points.add(new double[] {point.steps(), share});
      share = 1 - point.unreached();
      points.add(new double[] {point.steps(), share});
    }
    points.add(new double[] {end, share});
    return new Mark.Line(
        points.stream().mapToDouble(p -> p[0]).toArray(),
        points.stream().mapToDouble(p -> p[1]).toArray(),
        group.paint(),
        Stroke.SOLID);
  }

  private static List<String> row(
      String task, Group group, List<StepsToThreshold.Run> runs, StepsToThreshold steps) {
    OptionalDouble median = steps.median();
    return List.of(
        task,
        group.name(),
        String.valueOf(runs.size()),
        String.valueOf(runs.stream().filter(StepsToThreshold.Run::reached).count()),
        median.isPresent() ? "%,.0f".formatted(median.getAsDouble()) : "–");
  }
}
