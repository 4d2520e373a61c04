package org.e2hil.scenarios.report.page;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.e2hil.agent.training.ActionMode;
import org.e2hil.agent.training.EvaluationRecord;
import org.e2hil.scenarios.report.Plots;
import org.e2hil.scenarios.report.RecordedTable;
import org.e2hil.scenarios.report.chart.Axis;
import org.e2hil.scenarios.report.chart.Mark;
import org.e2hil.scenarios.report.chart.Numbers;
import org.e2hil.scenarios.report.chart.Panel;
import org.e2hil.scenarios.report.chart.Scale;
import org.e2hil.scenarios.report.chart.Series;
import org.e2hil.scenarios.report.chart.Stroke;

/** How training went: success, help and entropy (Fig. 4 of the paper). */
final class LearningFigures {

  /** Episodes over which the success of the training is averaged. */
  private static final int WINDOW = 20;

  private final Groups groups;

  LearningFigures(Groups groups) {
    this.groups = groups;
  }

  List<Figure> all() {
    List<Group> some = groups.having(RunFile.METRICS);
    List<String> lacking = groups.lacking(RunFile.METRICS);
    if (some.isEmpty()) {
      return List.of(
          Figure.absent("success", "Success against steps", lacking),
          Figure.absent("interventions-entropy", "Interventions and entropy", lacking));
    }
    return List.of(
        success(some).withNotes(lacking), interventionsAndEntropy(some).withNotes(lacking));
  }

  private static Figure success(List<Group> some) {
    Axis share = Axis.between("share of episodes", 0, 1);
    return Figure.of(
        "success",
        "Success against steps",
        Groups.lines(some),
        List.of(
            evaluated("Evaluated, sampled actions", ActionMode.SAMPLED, share, some),
            evaluated("Evaluated, mean actions", ActionMode.MEAN, share, some),
            StepPanels.one(
                "While training, mean of %d episodes".formatted(WINDOW),
                share,
                some,
                LearningFigures::unaided)),
        "Look for the curve that rises first and then stays up. In an evaluation the policy acts"
            + " alone, and each is a mark; an episode of the training counts when it succeeded and no hand took over."
            + " Episodes that ended in a fault are left out. "
            + StepPanels.BANDS
            + " With one seed, the bars of an evaluation are Wilson's 95% intervals.");
  }

  private static Panel evaluated(String title, ActionMode mode, Axis share, List<Group> some) {
    List<Mark> marks = new ArrayList<>();
    List<String> ends = new ArrayList<>();
    for (Group group : some) {
      List<List<EvaluationRecord>> runs =
          group.tables(RunFile.METRICS).stream()
              .map(table -> evaluations(table, mode))
              .filter(run -> !run.isEmpty())
              .toList();
      List<Series> rates = runs.stream().map(Plots::rates).toList();
      Curve curve = Curve.of(rates);
      marks.addAll(curve.marks(group.paint(), Stroke.SOLID));
      rates.forEach(
          run -> marks.add(new Mark.Points(run.x(), run.y(), group.paint(), group.shape())));
      if (runs.size() == 1) {
        marks.add(Plots.intervals(runs.get(0), group.paint()));
      }
      if (!curve.isEmpty()) {
        ends.add("%s %s".formatted(group.name(), Numbers.say(curve.last(), 3)));
      }
    }
    return StepPanels.panel(title, share, marks, ends);
  }

  /** The evaluations of a run in one mode that say something. */
  static List<EvaluationRecord> evaluations(RecordedTable metrics, ActionMode mode) {
    RecordedTable rows = metrics.where("event", "evaluation");
    boolean mean = mode == ActionMode.MEAN;
    return IntStream.range(0, rows.rows())
        .filter(row -> rows.word("mode", row).equals("mean") == mean)
        .filter(row -> rows.number("episodes", row) > 0)
        .mapToObj(
            row ->
                new EvaluationRecord(
                    (long) rows.number("env_steps", row),
                    mode,
                    (int) rows.number("episodes", row),
                    (int) rows.number("successes", row),
                    rows.number("mean_steps", row),
                    rows.word("last", row).equals("true")))
        .toList();
  }

  private static Curve unaided(Group group) {
    return Curve.of(
        group.tables(RunFile.METRICS).stream()
            .map(metrics -> metrics.where("event", "episode"))
            .map(RecordedTable::judged)
            .map(
                rows ->
                    new Series(
                            rows.numbers("env_steps"),
                            IntStream.range(0, rows.rows())
                                .mapToDouble(
                                    row -> rows.word("success_unaided", row).equals("true") ? 1 : 0)
                                .toArray())
                        .trailingMean(WINDOW))
            .toList());
  }

  private static Figure interventionsAndEntropy(List<Group> some) {
    return Figure.of(
        "interventions-entropy",
        "Interventions and entropy",
        Groups.lines(some),
        List.of(
            StepPanels.one(
                "Intervention rate",
                Axis.fromZero("share of steps by a hand"),
                some,
                group -> intervals(group, "intervention_rate")),
            StepPanels.one(
                "Help so far",
                Axis.fromZero("steps by a hand since the beginning"),
                some,
                LearningFigures::helpSoFar),
            StepPanels.one(
                "Policy entropy",
                Axis.of("−E log π (nats)", Scale.LINEAR),
                some,
                group -> intervals(group, "entropy"))),
        "Help should taper off as the policy learns, so look for a falling rate and a sum that"
            + " flattens. Entropy should fall without sudden drops: a policy that collapses early"
            + " stops exploring. "
            + StepPanels.BANDS);
  }

  private static Curve helpSoFar(Group group) {
    return Curve.of(
        group.tables(RunFile.METRICS).stream().map(LearningFigures::helpSoFar).toList());
  }

  /** Control periods by a hand since the beginning of a run, until where the run is. */
  static Series helpSoFar(RecordedTable metrics) {
    double here = Arrays.stream(metrics.numbers("env_steps")).max().orElse(0);
    return StepPanels.series(metrics.where("event", "episode"), "intervention_steps")
        .runningSum()
        .heldUntil(here);
  }

  /** A column of the rows that tell of a logging interval. */
  static Curve intervals(Group group, String column) {
    return Curve.of(
        group.tables(RunFile.METRICS).stream()
            .map(metrics -> metrics.where("event", "interval"))
            .map(rows -> StepPanels.series(rows, column))
            .toList());
  }
}
