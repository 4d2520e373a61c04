package org.e2hil.scenarios.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import org.e2hil.scenarios.grid.Experiment;
import org.e2hil.scenarios.grid.Findings;
import org.e2hil.scenarios.grid.PlannedRun;
import org.e2hil.scenarios.grid.TidyTables;
import org.e2hil.scenarios.report.Comparison;
import org.e2hil.scenarios.report.CompleteRun;
import org.e2hil.scenarios.report.Plots;
import org.e2hil.scenarios.report.RunDirectory;
import org.e2hil.scenarios.statistics.Interval;

/** What an experiment leaves beside its runs: its answer, tables and curves. */
final class ExperimentResults {

  private final Experiment experiment;
  private final List<PlannedRun> complete;
  private final Path folder;

  ExperimentResults(Experiment experiment, List<PlannedRun> complete, Path folder) {
    this.experiment = experiment;
    this.complete =
        experiment.cells().stream()
            .flatMap(cell -> complete.stream().filter(run -> run.cell().equals(cell)))
            .toList();
    this.folder = folder;
  }

  /** Writes all of it in the place of what an earlier call has left, and prints the answer. */
  void write(PrintWriter print) {
    Comparison comparison =
        new Comparison(complete.stream().map(run -> CompleteRun.read(run.directory())).toList());
    String answer = Findings.of(experiment, complete).map(ExperimentResults::answer).orElse("");
    String table = answer + comparison.markdown();
    TidyTables tidy = new TidyTables(complete);
    RunDirectory.write(folder.resolve("table.md"), table);
    RunDirectory.write(folder.resolve("runs.csv"), tidy.runs());
    RunDirectory.write(folder.resolve("evaluations.csv"), tidy.evaluations());
    Path curves = folder.resolve("curves.png");
    boolean drawn =
        Plots.attempt(
            () -> comparison.drawCurves(curves), curves, "the same command draws it again");
    print.printf("%n%s%nThe table: %s%n", table, folder.resolve("table.md"));
    print.printf(
        "For pandas and R: %s and %s%n",
        folder.resolve("runs.csv"), folder.resolve("evaluations.csv"));
    if (drawn) {
      print.printf("The curves: %s%n", curves);
    }
    print.flush();
  }

  private static String answer(Findings findings) {
    StringBuilder text = new StringBuilder();
    text.append(
        "| %s | %s: mean | interquartile mean | better than the one compared with |%n|---|---|---|---|%n"
            .formatted(findings.question().factor(), findings.measure()));
    for (Findings.LevelResult level : findings.levels()) {
      text.append(
          "| %s | %s | %s | %s |%n"
              .formatted(
                  level.level(),
                  findings.say(level.mean()),
                  findings.say(level.iqm()),
                  level.improvement().map(ExperimentResults::share).orElse("–")));
    }
    text.append("\nIntervals are 95%, by a bootstrap over the seeds of each task.\n\n");
    findings.answers().forEach(answer -> text.append("- ").append(answer.sentence()).append('\n'));
    findings.remarks().forEach(remark -> text.append("- ").append(remark).append('\n'));
    return text.append('\n').toString();
  }

  private static String share(Interval interval) {
    String estimate = "%.0f%%".formatted(100 * interval.estimate());
    return interval.isKnown()
        ? "%s (%.0f%% to %.0f%%)"
            .formatted(estimate, 100 * interval.low(), 100 * interval.high())
        : estimate;
  }
}
