package org.e2hil.scenarios.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.e2hil.scenarios.config.ExperimentFiles;
import org.e2hil.scenarios.config.Scenarios;
import org.e2hil.scenarios.grid.Experiment;
import org.e2hil.scenarios.grid.PlannedRun;
import org.e2hil.scenarios.report.RunDirectory;
import org.e2hil.scenarios.report.page.HtmlReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs side by side on one page. */
@Command(
    name = "report",
    description =
        "Compare runs, or the levels of an experiment, on one page of HTML that needs no network, with its figures as pictures.")
final class ReportCommand implements Runnable {

  /** Sentences about what is missing; the page has them all. */
  private static final int SHOWN = 6;

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "RUN|EXPERIMENT",
      arity = "1..*",
      description =
          "Run directories; those of one scenario are taken together as its seeds. Or the directory of one experiment.")
  private List<Path> runs;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where the page goes; by default report in the first run's directory.")
  private Path out;

  @Override
  public void run() {
    if (runs.size() == 1 && Files.exists(runs.get(0).resolve(ExperimentResults.FILE))) {
      reportExperiment(runs.get(0));
      return;
    }
    Path folder = out == null ? RunDirectory.find(runs.get(0)).path().resolve("report") : out;
    HtmlReport report = HtmlReport.write(runs, folder);
    say(report);
  }

  private void reportExperiment(Path experiment) {
    Scenarios scenarios = Scenarios.discover();
    Path file = experiment.resolve(ExperimentResults.FILE);
    Experiment planned =
        Experiment.plan(
            scenarios,
            ExperimentFiles.find(file.toString())
                .orElseThrow(() -> new IllegalArgumentException(file + " describes no experiment")),
            experiment,
            scenario -> {});
    List<PlannedRun> complete =
        planned.runs().stream().filter(run -> run.isComplete(scenarios)).toList();
    if (complete.isEmpty()) {
      throw new IllegalArgumentException(
          "no run of %s is complete yet; e2hil experiment goes on with them".formatted(experiment));
    }
    say(
        new ExperimentResults(planned, complete, experiment)
            .page()
            .write(out == null ? experiment.resolve("report") : out));
  }

  private void say(HtmlReport report) {
    PrintWriter print = spec.commandLine().getOut();
    report.missing().stream().limit(SHOWN).forEach(sentence -> print.println("  " + sentence));
    if (report.missing().size() > SHOWN) {
      print.printf("  … and %d more that the page tells of%n", report.missing().size() - SHOWN);
    }
    print.printf(
        "%d figures of %d %s → %s%n",
        report.figures(), report.runs(), report.runs() == 1 ? "run" : "runs", report.page());
    print.flush();
  }
}
