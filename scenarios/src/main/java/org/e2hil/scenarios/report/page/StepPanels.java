package org.e2hil.scenarios.report.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.e2hil.scenarios.report.RecordedTable;
import org.e2hil.scenarios.report.chart.Axis;
import org.e2hil.scenarios.report.chart.Mark;
import org.e2hil.scenarios.report.chart.Numbers;
import org.e2hil.scenarios.report.chart.Panel;
import org.e2hil.scenarios.report.chart.Series;
import org.e2hil.scenarios.report.chart.Stroke;

/** Panels of a quantity against the steps of a training, a line a scenario. */
final class StepPanels {

  /** How every band and line of several seeds is to be read. */
  static final String BANDS =
      "Lines are means over the seeds of a scenario; bands reach from the lowest seed to the highest.";

  private StepPanels() {}

  /** The axis of all of them. */
  static Axis steps() {
    return Axis.fromZero("environment steps");
  }

  /** A quantity that a table has as a column. */
  static Panel column(String title, Axis y, List<Group> groups, RunFile file, String column) {
    return one(title, y, groups, group -> curve(group, file, column));
  }

  /** One line a scenario. */
  static Panel one(String title, Axis y, List<Group> groups, Function<Group, Curve> curve) {
    List<Mark> marks = new ArrayList<>();
    List<String> ends = new ArrayList<>();
    for (Group group : groups) {
      Curve line = curve.apply(group);
      marks.addAll(line.marks(group.paint(), Stroke.SOLID));
      if (!line.isEmpty()) {
        ends.add(group.name() + " " + Numbers.say(line.last(), 3));
      }
    }
    return panel(title, y, marks, ends);
  }

  /** Several columns of a table, each with a stroke of its own. */
  static Panel columns(String title, Axis y, List<Group> groups, RunFile file, List<Part> parts) {
    List<Mark> marks = new ArrayList<>();
    List<String> ends = new ArrayList<>();
    for (Group group : groups) {
      for (Part part : parts) {
        Curve line = curve(group, file, part.column());
        marks.addAll(line.marks(group.paint(), part.stroke()));
        if (!line.isEmpty()) {
          ends.add("%s %s %s".formatted(group.name(), part.name(), Numbers.say(line.last(), 3)));
        }
      }
    }
    return panel(title, y, marks, ends);
  }

  /**
   * One of several columns that share a panel.
   *
   * @param column its name in the table
   * @param name its name in words
   * @param stroke of its lines
   */
  record Part(String column, String name, Stroke stroke) {}

  /** A column against the steps, over all runs of a scenario. */
  static Curve curve(Group group, RunFile file, String column) {
    return Curve.of(group.tables(file).stream().map(table -> series(table, column)).toList());
  }

  /** A column against the steps. */
  static Series series(RecordedTable table, String column) {
    return new Series(table.numbers("env_steps"), table.numbers(column));
  }

  /** A panel whose alternative says where its lines end. */
  static Panel panel(String title, Axis y, List<Mark> marks, List<String> ends) {
    String alternative =
        ends.isEmpty()
            ? "Nothing was recorded."
            : "%s against environment steps. At the end: %s."
                .formatted(
                    y.label().substring(0, 1).toUpperCase(Locale.ROOT) + y.label().substring(1),
                    String.join(", ", ends));
    return new Panel(title, alternative, steps(), y, marks, Panel.Format.NORMAL);
  }
}
