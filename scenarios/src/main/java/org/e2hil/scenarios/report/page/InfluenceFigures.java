package org.e2hil.scenarios.report.page;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import org.e2hil.scenarios.report.RecordedTable;
import org.e2hil.scenarios.report.chart.Axis;
import org.e2hil.scenarios.report.chart.Key;
import org.e2hil.scenarios.report.chart.Mark;
import org.e2hil.scenarios.report.chart.Numbers;
import org.e2hil.scenarios.report.chart.Panel;
import org.e2hil.scenarios.report.chart.Scale;
import org.e2hil.scenarios.report.chart.Series;
import org.e2hil.scenarios.report.chart.Stroke;
import org.e2hil.scenarios.statistics.Statistics;

/** How much influence the states of each source have (Fig. 5 of the paper and its table). */
final class InfluenceFigures {

  /** Corners of a curve of shares. */
  private static final int CORNERS = 120;

  private final Groups groups;

  InfluenceFigures(Groups groups) {
    this.groups = groups;
  }

  List<Figure> all() {
    return List.of(overTraining(), distribution());
  }

  /** Mean |c| by source against steps: from the diagnostics, or else from the training's log. */
  private Figure overTraining() {
    String id = "influence-steps";
    String title = "Influence of interventions, exploration and demonstrations";
    List<Panel> panels = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    for (Group group : groups.all()) {
      List<Mark> marks = new ArrayList<>();
      List<String> ends = new ArrayList<>();
      for (Kind kind : Kind.values()) {
        Curve curve = meanInfluence(group, kind);
        marks.addAll(curve.marks(kind.paint(), Stroke.SOLID));
        if (!curve.isEmpty()) {
          ends.add(kind.plural() + " " + Numbers.say(curve.last(), 3));
        }
      }
      if (ends.isEmpty()) {
        notes.add(group.name() + " is not drawn: its selection measures no influence.");
      } else {
        panels.add(
            StepPanels.panel(
                group.nameAndRuns(), Axis.of("mean |c|", Scale.LOGARITHMIC), marks, ends));
      }
    }
    if (panels.isEmpty()) {
      notes.addAll(groups.lacking(RunFile.SELECTION));
      return Figure.absent(id, title, notes);
    }
    return Figure.of(
            id,
            title,
            kinds(),
            panels,
            "The paper finds that interventions bear far more influence than exploration: look for"
                + " the line of the interventions above the other two. The axis is logarithmic. "
                + StepPanels.BANDS)
        .withNotes(notes);
  }

  private static Curve meanInfluence(Group group, Kind kind) {
    Curve measured =
        positive(
            group.tables(RunFile.SELECTION).stream()
                .map(table -> StepPanels.series(table, "mean_abs_influence_" + kind.word()))
                .toList());
    return measured.isEmpty()
        ? positive(
            group.tables(RunFile.METRICS).stream()
                .map(metrics -> metrics.where("event", "interval"))
                .map(rows -> StepPanels.series(rows, metricsColumn(kind)))
                .toList())
        : measured;
  }

  /** A selection that measures no influence logs zeros. */
  private static Curve positive(List<Series> runs) {
    boolean measured =
        runs.stream().flatMapToDouble(series -> Arrays.stream(series.y())).anyMatch(y -> y > 0);
    return Curve.of(measured ? runs : List.of());
  }

  private static String metricsColumn(Kind kind) {
    return switch (kind) {
      case DEMONSTRATION -> "influence_demonstrations";
      case POLICY -> "influence_policy";
      case INTERVENTION -> "influence_interventions";
    };
  }

  private Figure distribution() {
    String id = "influence";
    String title = "How |c| is distributed";
    List<Group> some = groups.having(RunFile.INFLUENCE);
    List<String> lacking = groups.lacking(RunFile.INFLUENCE);
    if (some.isEmpty()) {
      return Figure.absent(id, title, lacking);
    }
    List<Panel> panels = new ArrayList<>();
    List<List<String>> rows = new ArrayList<>();
    List<String> findings = new ArrayList<>();
    for (Group group : some) {
      panels.add(shares(group));
      rows.addAll(InfluenceLevels.rows(group));
      findings.add(InfluenceVerdict.of(group));
    }
    return Figure.of(
            id,
            title,
            kinds(),
            panels,
            "Each curve tells the share of a source's states whose |c| is at least the value below"
                + " it: the further right a curve lies, the more influence its states have. What"
                + " the selection clips are the two ends.")
        .withFindings(findings)
        .withTables(
            List.of(
                new DataTable(
                    "Mean |c| of the states with the most and the least of it, each source by itself",
                    List.of(
                        "scenario",
                        "states",
                        "all",
                        "interventions",
                        "exploration",
                        "demonstrations"),
                    rows)))
        .withNotes(lacking);
  }

  private static Panel shares(Group group) {
    List<Mark> marks = new ArrayList<>();
    List<String> medians = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      double[] sizes = sizes(group, kind);
      if (sizes.length > 0) {
        double[] share = new double[CORNERS + 1];
        double[] value = new double[CORNERS + 1];
        for (int i = 0; i <= CORNERS; i++) {
          share[i] = 1 - (double) i / CORNERS;
          value[i] = Statistics.quantile(sizes, 1 - share[i]);
        }
        marks.add(new Mark.Line(value, share, kind.paint(), Stroke.SOLID));
        medians.add(
            "%s %s".formatted(kind.plural(), Numbers.say(Statistics.quantile(sizes, 0.5), 3)));
      }
    }
    return new Panel(
        group.nameAndRuns(),
        "Share of states with at least a given |c|, by source. Medians: %s."
            .formatted(String.join(", ", medians)),
        Axis.of("|c|", Scale.LOGARITHMIC),
        Axis.between("share of states with at least this |c|", 0, 1),
        marks,
        Panel.Format.NORMAL);
  }

  /** |c| of all states of a source in all runs of a scenario. */
  static double[] sizes(Group group, Kind kind) {
    return group.tables(RunFile.INFLUENCE).stream()
        .flatMapToDouble(table -> Arrays.stream(sizes(table, kind)))
        .toArray();
  }

  /** |c| of all states of a source in one run. */
  static double[] sizes(RecordedTable table, Kind kind) {
    return DoubleStream.of(table.where("source", kind.word()).numbers("influence"))
        .filter(Double::isFinite)
        .map(Math::abs)
        .toArray();
  }

  private static List<Key> kinds() {
    return Arrays.stream(Kind.values())
        .map(kind -> Key.line(kind.plural(), kind.paint(), Stroke.SOLID))
        .toList();
  }
}
