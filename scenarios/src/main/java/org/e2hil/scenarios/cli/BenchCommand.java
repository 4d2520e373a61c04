package org.e2hil.scenarios.cli;

import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;
import org.e2hil.agent.diagnostics.ActorDiagnostics;
import org.e2hil.agent.diagnostics.DiagnosticsConfig;
import org.e2hil.agent.sac.ActorObserver;
import org.e2hil.agent.sac.LearnerBench;
import org.e2hil.agent.task.TaskSpec;
import org.e2hil.hardware.emulator.LoopBench;
import org.e2hil.hardware.stream.Pace;
import org.e2hil.sim.SimulatedTasks;
import org.e2hil.sim.SimulationBench;
import org.e2hil.sim.mujoco.Renderer;
import org.e2hil.sim.mujoco.RenderingSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures this machine with the code that trains. */
@Command(
    name = "bench",
    description = "Measure the speed and the punctuality of this machine.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {BenchCommand.Sim.class, BenchCommand.Learner.class, BenchCommand.Loop.class})
final class BenchCommand {

  private BenchCommand() {}

  /** Every task's world against its physics alone, and its physics and pictures alone. */
  @Command(
      name = "sim",
      description =
          "Environment steps of every task against its bare physics, in seconds of one core's time.")
  static final class Sim implements Runnable {

    @Spec private CommandSpec spec;

    @Option(
        names = "--rounds",
        defaultValue = "9",
        description = "Episodes of each kind a task, in turn (${DEFAULT-VALUE}).")
    private int rounds;

    @Override
    public void run() {
      PrintWriter out = spec.commandLine().getOut();
      ThreadMXBean threads = ManagementFactory.getThreadMXBean();
      // the thread's own time: what else runs on the machine does not count
      LongSupplier ownTime = threads::getCurrentThreadCpuTime;
      RenderingSupport graphics = Renderer.probe();
      Table table = new Table();
      table.row(
          "task",
          "state",
          "physics alone",
          "share",
          "two cameras",
          "physics and pictures",
          "share");
      for (TaskSpec task : SimulatedTasks.specs()) {
        List<String> row = new ArrayList<>(List.of(task.name()));
        row.addAll(cells(SimulationBench.run(task.name(), rounds, ownTime)));
        if (graphics.available()) {
          row.addAll(cells(SimulationBench.runWithCameras(task.name(), rounds, ownTime)));
        }
        table.row(row.toArray(String[]::new));
      }
      out.print(table);
      if (!graphics.available()) {
        out.println("Without cameras: " + graphics.description());
      }
      String task = SimulatedTasks.specs().get(0).name();
      out.printf(
          "Two worlds of %s on two threads: %.2f times one world on one thread.%n",
          task, SimulationBench.twoThreads(task, rounds, System::nanoTime));
      out.flush();
    }

    private static List<String> cells(SimulationBench.Result result) {
      return List.of(
          String.format(Locale.ROOT, "%.0f steps/s", result.environmentHz()),
          String.format(Locale.ROOT, "%.0f steps/s", result.aloneHz()),
          String.format(Locale.ROOT, "%.0f%%", 100 * result.share()));
    }
  }

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
      // a batch is mapped more rarely than the others are due: what it costs is counted in full
      DiagnosticsConfig due = DiagnosticsConfig.defaults();
      int every = Math.min(due.entropyEverySteps(), due.selectionEverySteps());
      LearnerBench.Result result =
          LearnerBench.run(seconds, Learner::diagnostics, every, System::nanoTime);
      Table table = new Table();
      table.row(
          "threads",
          "sgemm peak",
          "step",
          "of peak",
          "with selection",
          "of peak",
          "with all diagnostics",
          "these every " + every + " steps",
          "adds");
      for (LearnerBench.Throughput t :
          new LearnerBench.Throughput[] {result.oneThread(), result.twoThreads()}) {
        table.row(
            String.valueOf(t.threads()),
            format("%.0f GFLOP/s", t.peakGflops()),
            format("%.1f ms", t.plainMs()),
            format("%.0f%%", 100 * t.plainShare()),
            format("%.1f ms", t.selectedMs()),
            format("%.0f%%", 100 * t.selectedShare()),
            format("%.1f ms", t.observedMs()),
            format("%.1f ms", t.completeMs()),
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

    /** Everything that a training run measures, so often. */
    private static ActorObserver diagnostics(int everySteps) {
      return new ActorDiagnostics(
          new DiagnosticsConfig(everySteps, everySteps, everySteps, 0),
          (seen, offset, pointM) -> Arrays.fill(pointM, Float.NaN),
          () -> 0,
          diagnosis -> {});
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

  /** The streaming thread of a whole driver. */
  @Command(
      name = "loop",
      description = "How punctually a driver streams set-points, over an emulated arm.")
  static final class Loop implements Runnable {

    @Spec private CommandSpec spec;

    @Option(
        names = "--seconds",
        defaultValue = "60",
        description = "How long it streams (${DEFAULT-VALUE}).")
    private double seconds;

    @Option(
        names = "--hz",
        defaultValue = "100",
        description = "Set-points a second, 100 to 200 (${DEFAULT-VALUE}).")
    private double hz;

    @Override
    public void run() {
      LoopBench.Result result = LoopBench.run(seconds, hz, Pace.system());
      Table table = new Table();
      table.row("cycles", "p50", "p99", "p99.9", "worst", "late by half a period", "holds");
      table.row(
          String.valueOf(result.cycles()),
          milliseconds(result.p50Us()),
          milliseconds(result.p99Us()),
          milliseconds(result.p999Us()),
          milliseconds(result.worstUs()),
          String.valueOf(result.lateCycles()),
          String.valueOf(result.holds()));
      PrintWriter out = spec.commandLine().getOut();
      out.print(table);
      out.flush();
    }

    private static String milliseconds(double microseconds) {
      return String.format(Locale.ROOT, "%.2f ms", microseconds / 1000);
    }
  }
}
