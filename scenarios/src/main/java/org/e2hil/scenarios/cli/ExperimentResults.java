package org.e2hil.scenarios.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.e2hil.scenarios.grid.Experiment;
import org.e2hil.scenarios.grid.Findings;
import org.e2hil.scenarios.grid.FinishedRun;
import org.e2hil.scenarios.grid.PlannedRun;
import org.e2hil.scenarios.grid.TidyTables;
import org.e2hil.scenarios.report.Comparison;
import org.e2hil.scenarios.report.Plots;
import org.e2hil.scenarios.report.RunDirectory;
import org.e2hil.scenarios.report.RunLock;
import org.e2hil.scenarios.report.page.DataTable;
import org.e2hil.scenarios.report.page.ExperimentPage;
import org.e2hil.scenarios.statistics.Interval;

/** What an experiment leaves beside its runs: its answer, tables, curves and a page. */
final class ExperimentResults {

  /** What describes the experiment, in its directory. */
  static final String FILE = "experiment.json";

  private static final double THRESHOLD = 0.8;

  private static final String INTERVALS =
      "Intervals are 95%, by a bootstrap over the seeds of each task, which few seeds make too narrow";

  private final Experiment experiment;
  private final List<FinishedRun> complete;
  private final Path folder;
  private final Optional<Findings> findings;

  ExperimentResults(Experiment experiment, List<PlannedRun> complete, Path folder) {
    this.experiment = experiment;
    this.complete =
        experiment.cells().stream()
            .flatMap(cell -> complete.stream().filter(run -> run.cell().equals(cell)))
            .map(FinishedRun::read)
            .toList();
    this.folder = folder;
    findings = Findings.of(experiment, this.complete);
  }

  /** Writes all of it in the place of what an earlier call has left, and prints the answer. */
  void write(PrintWriter print) {
    try (RunLock alone = RunLock.await(new RunDirectory(folder))) {
      writeAlone(print);
    }
  }

  private void writeAlone(PrintWriter print) {
    Comparison comparison = new Comparison(complete.stream().map(FinishedRun::record).toList());
    String table =
        "# %s\n\n".formatted(experiment.file().name())
            + findings.map(ExperimentResults::answer).orElse("")
            + comparison.markdown();
    TidyTables tidy = new TidyTables(complete);
    RunDirectory.write(folder.resolve("table.md"), table);
    RunDirectory.write(folder.resolve("runs.csv"), tidy.runs());
    RunDirectory.write(folder.resolve("evaluations.csv"), tidy.evaluations());
    print.printf("%n%s%nThe table: %s%n", table, folder.resolve("table.md"));
    print.printf(
        "For pandas and R: %s and %s%n",
        folder.resolve("runs.csv"), folder.resolve("evaluations.csv"));
    Path curves = folder.resolve("curves.png");
    String again = "the same command draws it again";
    if (Plots.attempt(() -> comparison.drawCurves(curves), curves, again)) {
      print.printf("The curves: %s%n", curves);
    }
    Path report = folder.resolve("report");
    if (Plots.attempt(() -> page().write(report), report, again)) {
      print.printf("The page: %s%n", report.resolve("report.html"));
    }
    print.flush();
  }

  private static String answer(Findings findings) {
    DataTable levels = levels(findings);
    StringBuilder text = new StringBuilder();
    sentences(findings).forEach(sentence -> text.append("- ").append(sentence).append('\n'));
    text.append("\n| ").append(String.join(" | ", levels.header())).append(" |\n");
    text.append("|").append("---|".repeat(levels.header().size())).append('\n');
    for (List<String> row : levels.rows()) {
      text.append("| ").append(String.join(" | ", row)).append(" |\n");
    }
    return text.append('\n').append(INTERVALS).append(".\n\n").toString();
  }

  private static List<String> sentences(Findings findings) {
    return Stream.concat(
            findings.answers().stream().map(Findings.Answer::sentence), findings.remarks().stream())
        .toList();
  }

  private static DataTable levels(Findings findings) {
    List<List<String>> rows =
        findings.levels().stream()
            .map(
                level ->
                    List.of(
                        level.level(),
                        findings.say(level.mean()),
                        findings.say(level.iqm()),
                        level.improvement().map(ExperimentResults::share).orElse("–")))
            .toList();
    return new DataTable(
        INTERVALS,
        List.of(
            findings.question().factor(),
            findings.measure() + ": mean",
            "interquartile mean",
            "chance that one of its runs is better than one of " + findings.against()),
        rows);
  }

  private static String share(Interval interval) {
    return interval.say(share -> "%.0f%%".formatted(100 * share));
  }

  /** By the levels of the factor in question; without one, cell by cell. */
  ExperimentPage page() {
    Optional<String> factor = findings.map(f -> f.question().factor());
    Map<String, Map<String, List<Path>>> tasks = new LinkedHashMap<>();
    for (FinishedRun finished : complete) {
      PlannedRun run = finished.run();
      String level = factor.map(run.cell().levels()::get).orElse("all seeds");
      String task = factor.map(run.cell()::apartFrom).orElse(run.cell().name());
      tasks
          .computeIfAbsent(task, t -> new LinkedHashMap<>())
          .computeIfAbsent(level, l -> new ArrayList<>())
          .add(run.directory().path());
    }
    return new ExperimentPage(
        experiment.file().name(),
        findings.map(ExperimentResults::sentences).orElse(List.of()),
        findings.map(f -> List.of(levels(f))).orElse(List.of()),
        findings.map(Findings::threshold).orElse(THRESHOLD),
        tasks.entrySet().stream()
            .map(task -> new ExperimentPage.Task(task.getKey(), task.getValue()))
            .toList());
  }
}
