package org.e2hil.scenarios.cli;

import java.io.PrintWriter;
import java.util.Locale;
import org.e2hil.agent.sac.LearnerBench;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures this machine with the code that trains. */
@Command(
    name = "bench",
    description = "Measure the speed of the learner on this machine.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {BenchCommand.Learner.class})
final class BenchCommand {

  private BenchCommand() {}

  /** The learner against the matrix product's peak, and a policy's answers. */
  @Command(
      name = "learner",
      description = "Learner steps against the peak of sgemm, and how soon a policy answers.")
  static final class Learner implements Runnable {

    @Spec private CommandSpec spec;

    @Option(
        names = "--seconds",
        defaultValue = "10",
        description = "How long each of the four measurements takes (${DEFAULT-VALUE}).")
    private double seconds;

    @Override
    public void run() {
      LearnerBench.Result result = LearnerBench.run(seconds, System::nanoTime);
      Table table = new Table();
      table.row("threads", "sgemm peak", "step", "of peak", "with selection", "of peak", "adds");
      for (LearnerBench.Throughput t :
          new LearnerBench.Throughput[] {result.oneThread(), result.twoThreads()}) {
        table.row(
            String.valueOf(t.threads()),
            format("%.0f GFLOP/s", t.peakGflops()),
            format("%.1f ms", t.plainMs()),
            format("%.0f%%", 100 * t.plainShare()),
            format("%.1f ms", t.selectedMs()),
            format("%.0f%%", 100 * t.selectedShare()),
            format("%.0f%%", 100 * t.selectionOverhead()));
      }
      Table answers = new Table();
      answers.row("a policy's answer", "median", "p99", "p99.9");
      answers.row(latency("alone", result.alone()));
      answers.row(latency("while training runs", result.besideLearner()));
      PrintWriter out = spec.commandLine().getOut();
      out.print(table + "\n" + answers);
      out.flush();
    }

    private static String[] latency(String when, LearnerBench.Latency latency) {
      return new String[] {
        when,
        format("%.1f µs", latency.medianUs()),
        format("%.1f µs", latency.p99Us()),
        format("%.1f µs", latency.p999Us())
      };
    }

    private static String format(String pattern, double value) {
      return String.format(Locale.ROOT, pattern, value);
    }
  }
}
