package org.e2hil.scenarios.report.page;

import java.util.List;
import java.util.Optional;
import org.e2hil.scenarios.report.RecordedTable;
import org.e2hil.scenarios.report.chart.Paint;
import org.e2hil.scenarios.report.chart.Shape;

/**
 * The runs of one scenario: its seeds.
 *
 * @param name of the scenario
 * @param paint that it has in every figure
 * @param shape of its points in every figure
 * @param runs at least one
 */
record Group(String name, Paint paint, Shape shape, List<ComparedRun> runs) {

  /** Takes a copy of the runs. */
  Group {
    runs = List.copyOf(runs);
  }

  /** A table of every run that has it. */
  List<RecordedTable> tables(RunFile file) {
    return runs.stream().map(run -> run.table(file)).flatMap(Optional::stream).toList();
  }

  /** A column of all runs that have the table, one after the other. */
  double[] numbers(RunFile file, String column) {
    return tables(file).stream()
        .flatMapToDouble(table -> java.util.Arrays.stream(table.numbers(column)))
        .toArray();
  }

  /** The name with how many runs it stands for. */
  String nameAndRuns() {
    return runs.size() == 1 ? name : "%s (%d runs)".formatted(name, runs.size());
  }

  /** With the runs that have a table alone; empty if none has. */
  Optional<Group> having(RunFile file) {
    List<ComparedRun> some = runs.stream().filter(run -> run.table(file).isPresent()).toList();
    return some.isEmpty() ? Optional.empty() : Optional.of(new Group(name, paint, shape, some));
  }
}
