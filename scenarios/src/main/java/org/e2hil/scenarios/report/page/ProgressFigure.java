package org.e2hil.scenarios.report.page;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.e2hil.agent.training.ActionMode;
import org.e2hil.scenarios.report.RecordedTable;
import org.e2hil.scenarios.report.chart.Axis;
import org.e2hil.scenarios.report.chart.Key;
import org.e2hil.scenarios.report.chart.Mark;
import org.e2hil.scenarios.report.chart.Numbers;
import org.e2hil.scenarios.report.chart.Paint;
import org.e2hil.scenarios.report.chart.Panel;
import org.e2hil.scenarios.report.chart.Series;
import org.e2hil.scenarios.report.chart.Stroke;
import org.e2hil.scenarios.statistics.Statistics;

/** How far the policy comes alone, and what its evaluated episodes end with. */
final class ProgressFigure {

  private static final String ID = "progress";
  private static final String TITLE = "How far un-aided episodes come";
  private static final Axis SHARE = Axis.between("share of the task", 0, 1);

  private static final ToDoubleFunction<RecordedTable> MEAN_PROGRESS =
      rows -> Statistics.mean(rows.numbers("progress"));

  private final Groups groups;

  ProgressFigure(Groups groups) {
    this.groups = groups;
  }

  Figure figure() {
    List<Group> some = groups.having(RunFile.EVALUATIONS);
    List<String> lacking = groups.lacking(RunFile.EVALUATIONS);
    if (some.isEmpty()) {
      return Figure.absent(ID, TITLE, lacking);
    }
    List<Key> legend = new ArrayList<>(Groups.lines(some));
    if (some.stream().anyMatch(ProgressFigure::tellsProgress)) {
      legend.add(Key.line("median", Paint.MUTED, Stroke.SOLID));
      legend.add(Key.line("quartiles", Paint.MUTED, Stroke.DASHED));
    }
    List<String> notes = new ArrayList<>(lacking);
    some.stream()
        .filter(group -> !tellsProgress(group))
        .map(group -> group.name() + ": no expert knows how far its task has come.")
        .forEach(notes::add);
    return Figure.of(
            ID,
            TITLE,
            legend,
            List.of(
                means("Mean progress, sampled actions", ActionMode.SAMPLED, SHARE, some),
                means("Mean progress, mean actions", ActionMode.MEAN, SHARE, some),
                quartiles(some),
                lengths(some)),
            "Progress is the most that the task's expert saw of it in an episode, and 1 where the"
                + " task was done. Look for progress that rises long before success does, and for"
                + " where it stands still: that is the part of the task that the policy has yet to"
                + " learn. A lower quartile far below the median tells of starts that are harder"
                + " than others. "
                + StepPanels.BANDS)
        .withFindings(findings(some))
        .withTables(List.of(ends(some)))
        .withNotes(notes);
  }

  private static boolean tellsProgress(Group group) {
    return Arrays.stream(group.numbers(RunFile.EVALUATIONS, "progress")).anyMatch(Double::isFinite);
  }

  private static Panel means(String title, ActionMode mode, Axis axis, List<Group> some) {
    return evaluated(title, axis, some, mode, MEAN_PROGRESS);
  }

  private static Panel lengths(List<Group> some) {
    return evaluated(
        "Length of an episode, sampled actions",
        Axis.fromZero("control periods, mean"),
        some,
        ActionMode.SAMPLED,
        rows -> Statistics.mean(rows.numbers("steps")));
  }

  /** A number of every evaluation, each a mark on the line. */
  private static Panel evaluated(
      String title,
      Axis axis,
      List<Group> some,
      ActionMode mode,
      ToDoubleFunction<RecordedTable> number) {
    List<Mark> marks = new ArrayList<>();
    List<String> ends = new ArrayList<>();
    for (Group group : some) {
      List<Series> runs = series(group, mode, number);
      Curve curve = Curve.of(runs);
      marks.addAll(curve.marks(group.paint(), Stroke.SOLID));
      runs.forEach(
          run -> marks.add(new Mark.Points(run.x(), run.y(), group.paint(), group.shape())));
      say(group.name(), curve, ends);
    }
    return StepPanels.panel(title, axis, marks, ends);
  }

  private static Panel quartiles(List<Group> some) {
    List<Mark> marks = new ArrayList<>();
    List<String> ends = new ArrayList<>();
    for (Group group : some) {
      for (double share : new double[] {0.25, 0.5, 0.75}) {
        Curve curve =
            Curve.of(
                series(
                    group,
                    ActionMode.SAMPLED,
                    rows -> Statistics.quantile(rows.numbers("progress"), share)));
        marks.add(curve.line(group.paint(), share == 0.5 ? Stroke.SOLID : Stroke.DASHED));
        say("%s %.0f%% quantile".formatted(group.name(), 100 * share), curve, ends);
      }
    }
    return StepPanels.panel("Quartiles of progress, sampled actions", SHARE, marks, ends);
  }

  private static void say(String name, Curve curve, List<String> ends) {
    if (!curve.isEmpty()) {
      ends.add("%s %s".formatted(name, Numbers.say(curve.last(), 3)));
    }
  }

  /** One series a run, with a point an evaluation. */
  private static List<Series> series(
      Group group, ActionMode mode, ToDoubleFunction<RecordedTable> number) {
    return group.tables(RunFile.EVALUATIONS).stream()
        .map(table -> table.where("mode", word(mode)).judged())
        .map(
            rows -> {
              double[] at = Arrays.stream(rows.numbers("env_steps")).distinct().sorted().toArray();
              return new Series(
                      at,
                      Arrays.stream(at)
                          .map(step -> number.applyAsDouble(rows.where("env_steps", step)))
                          .toArray())
                  .finite();
            })
        .toList();
  }

  private static String word(ActionMode mode) {
    return mode.name().toLowerCase(Locale.ROOT);
  }

  /** The episodes of the evaluation that each run of a scenario was put to last. */
  private static List<RecordedTable> last(Group group, ActionMode mode) {
    return group.tables(RunFile.EVALUATIONS).stream()
        .map(table -> table.where("mode", word(mode)))
        .filter(rows -> rows.rows() > 0)
        .map(
            rows ->
                rows.where(
                    "env_steps", Arrays.stream(rows.numbers("env_steps")).max().orElseThrow()))
        .toList();
  }

  private static List<String> findings(List<Group> some) {
    List<String> findings = new ArrayList<>();
    for (Group group : some) {
      double[] progress =
          Statistics.finite(
              last(group, ActionMode.SAMPLED).stream()
                  .map(RecordedTable::judged)
                  .flatMapToDouble(
                      rows ->
                          Arrays.stream(
                              rows.where(row -> !rows.word("episode_end", row).equals("success"))
                                  .numbers("progress")))
                  .toArray());
      if (progress.length > 0) {
        findings.add(
            "%s: %d episodes of the last evaluation with sampled actions did not succeed, and half of them came at least as far as %s."
                .formatted(
                    group.nameAndRuns(),
                    progress.length,
                    Numbers.fixed(Statistics.quantile(progress, 0.5), 2)));
      }
    }
    return findings;
  }

  private static DataTable ends(List<Group> some) {
    List<List<String>> rows = new ArrayList<>();
    for (Group group : some) {
      for (ActionMode mode : ActionMode.values()) {
        rows.addAll(ends(group, mode));
      }
    }
    return new DataTable(
        "What the episodes of the last evaluation ended with, over all seeds of a scenario, and"
            + " how far they had come by then; faults are not among those that count",
        List.of("scenario", "actions", "ended with", "episodes", "mean progress", "mean steps"),
        rows);
  }

  /** One row an end, the most frequent first, and the faults after all others. */
  private static List<List<String>> ends(Group group, ActionMode mode) {
    List<RecordedTable> all = last(group, mode);
    int judged = all.stream().mapToInt(rows -> rows.judged().rows()).sum();
    List<List<String>> rows =
        new ArrayList<>(
            ends(group, mode, all.stream().map(RecordedTable::judged).toList(), " of " + judged));
    rows.addAll(
        ends(
            group,
            mode,
            all.stream().map(table -> table.where("episode_end", "fault")).toList(),
            ", by a fault"));
    return rows;
  }

  private static List<List<String>> ends(
      Group group, ActionMode mode, List<RecordedTable> tables, String afterCount) {
    Map<String, List<double[]>> byEnd = new TreeMap<>();
    for (RecordedTable rows : tables) {
      IntStream.range(0, rows.rows())
          .forEach(
              row ->
                  byEnd
                      .computeIfAbsent(end(rows, row), end -> new ArrayList<>())
                      .add(new double[] {rows.number("progress", row), rows.number("steps", row)}));
    }
    return byEnd.entrySet().stream()
        .sorted(Comparator.comparing(end -> -end.getValue().size()))
        .map(
            end ->
                List.of(
                    group.name(),
                    word(mode),
                    end.getKey(),
                    end.getValue().size() + afterCount,
                    Numbers.fixed(mean(end.getValue(), 0), 2),
                    Numbers.fixed(mean(end.getValue(), 1), 1)))
        .toList();
  }

  private static double mean(List<double[]> episodes, int which) {
    return Statistics.mean(episodes.stream().mapToDouble(episode -> episode[which]).toArray());
  }

  /** The reason in words; what has none, such as a fault without a message, by its kind. */
  private static String end(RecordedTable rows, int row) {
    String reason = rows.word("reason", row);
    return reason.isEmpty() ? rows.word("episode_end", row) : reason;
  }
}
