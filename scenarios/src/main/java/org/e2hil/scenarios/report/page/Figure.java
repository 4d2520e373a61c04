package org.e2hil.scenarios.report.page;

import java.util.ArrayList;
import java.util.List;
import org.e2hil.scenarios.report.chart.Key;
import org.e2hil.scenarios.report.chart.Panel;

/**
 * A figure of the report. Without panels it is only the sentences that say why.
 *
 * @param id its name as a file and in an address
 * @param title what it shows, in a few words
 * @param legend of all its panels
 * @param panels what is drawn
 * @param caption what to look for
 * @param findings what the numbers say, one sentence each
 * @param tables numbers that the figure cannot show
 * @param notes what is missing in it, one sentence each
 */
record Figure(
    String id,
    String title,
    List<Key> legend,
    List<Panel> panels,
    String caption,
    List<String> findings,
    List<DataTable> tables,
    List<String> notes) {

  /** Takes copies of the lists. */
  Figure {
    legend = List.copyOf(legend);
    panels = List.copyOf(panels);
    findings = List.copyOf(findings);
    tables = List.copyOf(tables);
    notes = List.copyOf(notes);
  }

  /** One with nothing besides its panels; those in which there is nothing to see are left out. */
  static Figure of(String id, String title, List<Key> legend, List<Panel> panels, String caption) {
    List<Panel> seen = panels.stream().filter(panel -> !panel.isEmpty()).toList();
    return seen.isEmpty()
        ? absent(id, title, List.of("Nothing that this figure shows was recorded yet."))
        : new Figure(id, title, legend, seen, caption, List.of(), List.of(), List.of());
  }

  /** One that cannot be drawn. */
  static Figure absent(String id, String title, List<String> why) {
    return new Figure(id, title, List.of(), List.of(), "", List.of(), List.of(), why);
  }

  Figure withFindings(List<String> sentences) {
    return new Figure(id, title, legend, panels, caption, sentences, tables, notes);
  }

  Figure withTables(List<DataTable> some) {
    return new Figure(id, title, legend, panels, caption, findings, some, notes);
  }

  Figure withNotes(List<String> more) {
    List<String> both = new ArrayList<>(notes);
    both.addAll(more);
    return new Figure(id, title, legend, panels, caption, findings, tables, both);
  }
}
