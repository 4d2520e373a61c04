package org.e2hil.scenarios.report.page;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.e2hil.scenarios.report.chart.Axis;
import org.e2hil.scenarios.report.chart.Key;
import org.e2hil.scenarios.report.chart.Mark;
import org.e2hil.scenarios.report.chart.Paint;
import org.e2hil.scenarios.report.chart.Panel;
import org.e2hil.scenarios.report.chart.Scale;
import org.e2hil.scenarios.report.chart.Stroke;
import org.e2hil.scenarios.statistics.Statistics;

/** What the first order of the entropy's change leaves out, and its bound (Eq. 14, 24 and 28). */
final class RemainderFigure {

  private static final String ID = "remainder";
  private static final String TITLE = "What the first order leaves out";

  private final Groups groups;

  RemainderFigure(Groups groups) {
    this.groups = groups;
  }

  Figure figure() {
    List<String> findings = new ArrayList<>();
    List<Panel> panels = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    panel("Six continuous dimensions", RunFile.ENTROPY, panels, findings, notes);
    panel("The gripper", RunFile.GRIPPER, panels, findings, notes);
    if (panels.isEmpty()) {
      return Figure.absent(ID, TITLE, notes);
    }
    List<Key> legend = new ArrayList<>(Groups.points(groups.all()));
    legend.add(Key.line("its bound", Paint.MUTED, Stroke.DASHED));
    return Figure.of(
            ID,
            TITLE,
            legend,
            panels,
            "The remainder is the measured change less its first-order part along what the update"
                + " really did (Eq. 14). Look for points below the dashed line of their colour, the"
                + " bound (L/2)‖Δz‖² of Eq. 24, and for remainders that are small beside the"
                + " measured changes above: there the first order tells the whole.")
        .withFindings(findings)
        .withNotes(notes);
  }

  private void panel(
      String title, RunFile file, List<Panel> panels, List<String> findings, List<String> notes) {
    List<Group> some = groups.having(file);
    notes.addAll(groups.lacking(file));
    if (some.isEmpty()) {
      return;
    }
    List<Mark> marks = new ArrayList<>();
    List<String> said = new ArrayList<>();
    for (Group group : some) {
      double[] size = sizes(group.numbers(file, "remainder"));
      marks.add(
          new Mark.Points(group.numbers(file, "env_steps"), size, group.paint(), group.shape()));
      marks.addAll(
          StepPanels.curve(group, file, "remainder_bound").marks(group.paint(), Stroke.DASHED));
      said.add(finding(title, group, size, group.numbers(file, "remainder_bound")));
    }
    findings.addAll(said);
    panels.add(
        new Panel(
            title,
            String.join(" ", said),
            StepPanels.steps(),
            Axis.of("|ε| (nats)", Scale.LOGARITHMIC),
            marks,
            Panel.Format.NORMAL));
  }

  private static String finding(String title, Group group, double[] size, double[] bound) {
    int beyond = 0;
    for (int i = 0; i < size.length; i++) {
      beyond += size[i] > bound[i] ? 1 : 0;
    }
    return "%s, %s: the remainder %s %d updates."
        .formatted(
            group.nameAndRuns(),
            title.toLowerCase(java.util.Locale.ROOT),
            beyond == 0
                ? "stays under its bound in all"
                : "exceeds its bound in %d of".formatted(beyond),
            Statistics.count(size, bound));
  }

  private static double[] sizes(double[] values) {
    return Arrays.stream(values).map(Math::abs).toArray();
  }
}
