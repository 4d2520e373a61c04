package org.e2hil.scenarios.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
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
        "Compare runs on one page of HTML that needs no network, with its figures as pictures.")
final class ReportCommand implements Runnable {

  /** Sentences about what is missing; the page has them all. */
  private static final int SHOWN = 6;

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "RUN",
      arity = "1..*",
      description = "Run directories; those of one scenario are taken together as its seeds.")
  private List<Path> runs;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where the page goes; by default report in the first run's directory.")
  private Path out;

  @Override
  public void run() {
    Path folder = out == null ? RunDirectory.find(runs.get(0)).path().resolve("report") : out;
    HtmlReport report = HtmlReport.write(runs, folder);
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
