package org.e2hil.scenarios.report.page;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.e2hil.scenarios.report.RecordedTable;
import org.e2hil.scenarios.report.chart.Axis;
import org.e2hil.scenarios.report.chart.Key;
import org.e2hil.scenarios.report.chart.Mark;
import org.e2hil.scenarios.report.chart.Numbers;
import org.e2hil.scenarios.report.chart.Paint;
import org.e2hil.scenarios.report.chart.Panel;
import org.e2hil.scenarios.report.chart.Scale;
import org.e2hil.scenarios.report.chart.Series;
import org.e2hil.scenarios.report.chart.Shape;
import org.e2hil.scenarios.statistics.Statistics;

/** What the critics say of the states of episodes, across training (Fig. 10 to 12). */
final class CriticFigures {

  private static final int MOST_POINTS = 600;

  private final Groups groups;

  CriticFigures(Groups groups) {
    this.groups = groups;
  }

  List<Figure> all() {
    List<Group> some = groups.having(RunFile.Q);
    List<String> lacking = groups.lacking(RunFile.Q);
    if (some.isEmpty()) {
      return List.of(
          Figure.absent("q-episode", "Q along an episode", lacking),
          Figure.absent("q-space", "Q in space", lacking),
          Figure.absent("q-variance", "Variance of the ensemble", lacking));
    }
    return List.of(
        alongEpisodes(some).withNotes(lacking),
        space(some).withNotes(lacking),
        variance(some).withNotes(lacking));
  }

  private static Figure alongEpisodes(List<Group> some) {
    Axis q = range("Q, mean of the ensemble", all(some, "q_mean"));
    List<Panel> panels = new ArrayList<>();
    for (Phase phase : Phase.values()) {
      List<Mark> marks = new ArrayList<>();
      List<String> means = new ArrayList<>();
      for (Group group : some) {
        marks.add(points(group, phase, "step", "q_mean"));
        means.add(
            group.name() + " " + Numbers.say(Statistics.mean(look(group, phase, "q_mean")), 3));
      }
      panels.add(
          new Panel(
              phase.title(tables(some)),
              "Q against the step of the episode. Means: %s.".formatted(String.join(", ", means)),
              Axis.fromZero("step of the episode"),
              q,
              marks,
              Panel.Format.NORMAL));
    }
    return Figure.of(
        "q-episode",
        "Q along an episode",
        Groups.points(some),
        panels,
        "Each point is a state of an episode of the policy alone. Look for a rise towards the"
            + " success at an episode's end, with little scatter about it, that grows clearer from"
            + " panel to panel; an episode that fails stays below. All three have the same vertical"
            + " axis.");
  }

  private static Figure space(List<Group> some) {
    double[] q = all(some, "q_mean");
    double low = Statistics.quantile(q, 0.01);
    double high = Statistics.quantile(q, 0.99);
    List<Paint> ramp = Paint.ramp();
    double width = (high - low) / ramp.size();
    List<Key> legend = new ArrayList<>();
    legend.add(Key.points("Q below " + Numbers.say(low + width, 2), ramp.get(0), Shape.DOT));
    for (int bin = 1; bin < ramp.size(); bin++) {
      legend.add(Key.points("from " + Numbers.say(low + bin * width, 2), ramp.get(bin), Shape.DOT));
    }
    Axis x = range("x (m)", all(some, "x_m"));
    Axis z = range("z (m)", all(some, "z_m"));
    List<Panel> panels = new ArrayList<>();
    for (Group group : some) {
      for (Phase phase : Phase.values()) {
        panels.add(map(group, phase, low, high, x, z));
      }
    }
    return Figure.of(
        "q-space",
        "Q in space",
        legend,
        panels,
        "The same states from the side, stronger in colour where Q is higher. Look for high values"
            + " that gather where the task is about to succeed and reach back along the way there"
            + " as training goes on.");
  }

  private static Panel map(Group group, Phase phase, double low, double high, Axis x, Axis z) {
    List<double[]> states = new ArrayList<>();
    for (RecordedTable table : group.tables(RunFile.Q)) {
      RecordedTable look = phase.of(table);
      for (int row = 0; row < look.rows(); row++) {
        states.add(
            new double[] {
              look.number("x_m", row), look.number("z_m", row), look.number("q_mean", row)
            });
      }
    }
    List<double[]> drawn = Subsample.of(states, MOST_POINTS);
    List<Mark> marks = new ArrayList<>();
    int bins = Paint.ramp().size();
    for (int bin = 0; bin < bins; bin++) {
      int wanted = bin;
      List<double[]> some =
          drawn.stream().filter(state -> bin(state[2], low, high) == wanted).toList();
      marks.add(
          new Mark.Points(
              some.stream().mapToDouble(state -> state[0]).toArray(),
              some.stream().mapToDouble(state -> state[1]).toArray(),
              Paint.ramp().get(bin),
              Shape.DOT));
    }
    return new Panel(
        group.name() + ": " + phase.title(group.tables(RunFile.Q)),
        "Positions of the tool from the side, coloured by Q; mean Q %s."
            .formatted(Numbers.say(Statistics.mean(look(group, phase, "q_mean")), 3)),
        x,
        z,
        marks,
        Panel.Format.MAP);
  }

  /** Which colour of the ramp a value has; the few beyond its ends have those of the ends. */
  private static int bin(double q, double low, double high) {
    int bins = Paint.ramp().size();
    return Math.max(0, Math.min(bins - 1, (int) (bins * (q - low) / (high - low))));
  }

  private static Figure variance(List<Group> some) {
    List<Mark> late = new ArrayList<>();
    for (Group group : some) {
      late.add(points(group, Phase.LATE, "step", "q_variance"));
    }
    return Figure.of(
        "q-variance",
        "Variance of the ensemble",
        Groups.lines(some),
        List.of(
            StepPanels.one(
                "Across training",
                Axis.of("variance of Q over the ensemble", Scale.LOGARITHMIC),
                some,
                CriticFigures::varianceOverTraining),
            new Panel(
                "Along an episode, late in training",
                "Variance of Q over the ensemble against the step of the episode.",
                Axis.fromZero("step of the episode"),
                Axis.of("variance of Q over the ensemble", Scale.LOGARITHMIC),
                late,
                Panel.Format.NORMAL)),
        "How far the critics disagree. Look for a variance that falls as training goes on, and for"
            + " where in an episode it stays high: there the critics have seen too little. "
            + StepPanels.BANDS);
  }

  private static Curve varianceOverTraining(Group group) {
    return Curve.of(group.tables(RunFile.Q).stream().map(CriticFigures::meanVariance).toList());
  }

  private static Series meanVariance(RecordedTable table) {
    double[] steps = Arrays.stream(table.numbers("env_steps")).sorted().distinct().toArray();
    double[] means =
        Arrays.stream(steps)
            .map(step -> Statistics.mean(table.where("env_steps", step).numbers("q_variance")))
            .toArray();
    return new Series(steps, means);
  }

  private static Mark points(Group group, Phase phase, String x, String y) {
    List<double[]> pairs = new ArrayList<>();
    for (RecordedTable table : group.tables(RunFile.Q)) {
      RecordedTable look = phase.of(table);
      for (int row = 0; row < look.rows(); row++) {
        pairs.add(new double[] {look.number(x, row), look.number(y, row)});
      }
    }
    List<double[]> drawn = Subsample.of(pairs, MOST_POINTS);
    return new Mark.Points(
        drawn.stream().mapToDouble(pair -> pair[0]).toArray(),
        drawn.stream().mapToDouble(pair -> pair[1]).toArray(),
        group.paint(),
        group.shape());
  }

  private static List<RecordedTable> tables(List<Group> some) {
    return some.stream().flatMap(group -> group.tables(RunFile.Q).stream()).toList();
  }

  private static double[] look(Group group, Phase phase, String column) {
    return group.tables(RunFile.Q).stream()
        .flatMapToDouble(table -> Arrays.stream(phase.of(table).numbers(column)))
        .toArray();
  }

  private static double[] all(List<Group> some, String column) {
    Function<Group, double[]> numbers = group -> group.numbers(RunFile.Q, column);
    return some.stream().map(numbers).flatMapToDouble(Arrays::stream).toArray();
  }

  private static Axis range(String label, double[] values) {
    double[] finite = Statistics.finite(values);
    double low = Arrays.stream(finite).min().orElse(0);
    double high = Arrays.stream(finite).max().orElse(1);
    double margin = 0.04 * (high - low);
    return Axis.between(label, low - margin, high + margin);
  }
}
