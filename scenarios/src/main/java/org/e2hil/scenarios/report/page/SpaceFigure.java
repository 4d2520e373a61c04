package org.e2hil.scenarios.report.page;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.e2hil.scenarios.report.RecordedTable;
import org.e2hil.scenarios.report.chart.Axis;
import org.e2hil.scenarios.report.chart.Key;
import org.e2hil.scenarios.report.chart.Mark;
import org.e2hil.scenarios.report.chart.Numbers;
import org.e2hil.scenarios.report.chart.Paint;
import org.e2hil.scenarios.report.chart.Panel;
import org.e2hil.scenarios.report.chart.Scale;
import org.e2hil.scenarios.report.chart.Shape;

/** Where in space the kept and the clipped states lie (Fig. 6 of the paper). */
final class SpaceFigure {

  private static final String ID = "space";
  private static final String TITLE = "Kept and clipped states in space";

  /** Points of one panel; more would hide each other. */
  private static final int MOST_POINTS = 2000;

  private final Groups groups;

  SpaceFigure(Groups groups) {
    this.groups = groups;
  }

  /** What became of a state. */
  private enum Fate {
    KEPT("kept", Paint.SERIES_6, Shape.DOT),
    TOO_LITTLE("clipped, too little influence", Paint.SERIES_1, Shape.WEDGE),
    TOO_MUCH("clipped, too much influence", Paint.SERIES_2, Shape.TRIANGLE);

    private final String label;
    private final Paint paint;
    private final Shape shape;

    Fate(String label, Paint paint, Shape shape) {
      this.label = label;
      this.paint = paint;
      this.shape = shape;
    }
  }

  Figure figure() {
    List<Group> some = groups.having(RunFile.INFLUENCE);
    List<String> notes = new ArrayList<>(groups.lacking(RunFile.INFLUENCE));
    List<Panel> panels = new ArrayList<>();
    for (Group group : some) {
      List<State> states = new ArrayList<>();
      group.tables(RunFile.INFLUENCE).forEach(table -> states.addAll(states(table)));
      List<State> located = states.stream().filter(State::located).toList();
      if (located.isEmpty()) {
        notes.add(group.name() + " is not drawn: its states carry no position.");
      } else if (located.stream().allMatch(state -> state.fate == Fate.KEPT)) {
        notes.add(group.name() + " is not drawn: its selection keeps every state.");
      } else {
        panels.add(map(group, located, "from above", "y (m)", state -> state.y));
        panels.add(map(group, located, "from the side", "z (m)", state -> state.z));
      }
    }
    if (panels.isEmpty()) {
      return Figure.absent(ID, TITLE, notes);
    }
    return Figure.of(
            ID,
            TITLE,
            Arrays.stream(Fate.values())
                .map(fate -> Key.points(fate.label, fate.paint, fate.shape))
                .toList(),
            panels,
            "Each mark is where the tool was in a state of a batch. Look for places where clipped"
                + " states gather: too much influence tends to sit where the task is decided, too"
                + " little where every action is as good as another. At most %,d states a panel are"
                    .formatted(MOST_POINTS)
                + " drawn, the same share of each sort.")
        .withNotes(notes);
  }

  private static Panel map(
      Group group,
      List<State> states,
      String view,
      String label,
      java.util.function.ToDoubleFunction<State> upwards) {
    List<Mark> marks = new ArrayList<>();
    for (Fate fate : Fate.values()) {
      List<State> some = states.stream().filter(state -> state.fate == fate).toList();
      List<State> drawn =
          Subsample.of(some, (int) Math.ceil((double) MOST_POINTS * some.size() / states.size()));
      marks.add(
          new Mark.Points(
              drawn.stream().mapToDouble(state -> state.x).toArray(),
              drawn.stream().mapToDouble(upwards).toArray(),
              fate.paint,
              fate.shape));
    }
    long kept = states.stream().filter(state -> state.fate == Fate.KEPT).count();
    return new Panel(
        group.nameAndRuns() + ", " + view,
        "Positions of the tool, %s; %s%% of %,d states were kept."
            .formatted(view, Numbers.say(100.0 * kept / states.size(), 3), states.size()),
        Axis.of("x (m)", Scale.LINEAR),
        Axis.of(label, Scale.LINEAR),
        marks,
        Panel.Format.MAP);
  }

  /**
   * A clipped state has too little influence if a kept one of the same batch has more, and too much
   * otherwise.
   */
  private static List<State> states(RecordedTable table) {
    Map<Double, Double> mostKept = new HashMap<>();
    for (int row = 0; row < table.rows(); row++) {
      if (kept(table, row)) {
        mostKept.merge(
            table.number("env_steps", row), Math.abs(table.number("influence", row)), Math::max);
      }
    }
    List<State> states = new ArrayList<>();
    for (int row = 0; row < table.rows(); row++) {
      double most = mostKept.getOrDefault(table.number("env_steps", row), 0.0);
      Fate clipped =
          Math.abs(table.number("influence", row)) < most ? Fate.TOO_LITTLE : Fate.TOO_MUCH;
      states.add(
          new State(
              table.number("x_m", row),
              table.number("y_m", row),
              table.number("z_m", row),
              kept(table, row) ? Fate.KEPT : clipped));
    }
    return states;
  }

  /** A soft mask keeps a state that it gives at least half of the full weight. */
  private static boolean kept(RecordedTable table, int row) {
    return table.number("kept", row) >= 0.5;
  }

  private record State(double x, double y, double z, Fate fate) {
    boolean located() {
      return Double.isFinite(x) && Double.isFinite(y) && Double.isFinite(z);
    }
  }
}
