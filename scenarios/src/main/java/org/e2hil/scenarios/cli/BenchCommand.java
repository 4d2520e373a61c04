package org.e2hil.scenarios.cli;

import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import org.e2hil.agent.diagnostics.ActorDiagnostics;
import org.e2hil.agent.diagnostics.DiagnosticsConfig;
import org.e2hil.agent.env.EnvironmentProvider;
import org.e2hil.agent.env.Workcell;
import org.e2hil.agent.sac.ActorObserver;
import org.e2hil.agent.sac.LearnerBench;
import org.e2hil.agent.sac.SacConfig;
import org.e2hil.agent.selection.SelectionConfig;
import org.e2hil.agent.training.ObservationEncoder;
import org.e2hil.hardware.emulator.LoopBench;
import org.e2hil.hardware.stream.Pace;
import org.e2hil.scenarios.config.Scenario;
import org.e2hil.scenarios.config.Scenarios;
import org.e2hil.sim.SimulationBench;
import org.e2hil.sim.mujoco.Renderer;
import org.e2hil.sim.mujoco.RenderingSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures this machine with the code that trains. */
@Command(
    name = "bench",
    description = "Measure the speed and the punctuality of this machine.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      BenchCommand.Sim.class,
      BenchCommand.Learner.class,
      BenchCommand.Loop.class,
      RecordingBenchCommand.class,
      VisionBenchCommand.class
    })
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
        names = "--robot",
        description =
            "A simulated robot, such as sim-a1x or a1x for short; may be repeated. By default all.")
    private List<String> robots = List.of();

    @Option(
        names = "--rounds",
        defaultValue = "9",
        description = "Episodes of each kind a task, in turn (${DEFAULT-VALUE}).")
    private int rounds;

    @Override
    public void run() {
      Counts.requireUpTo(spec, "--rounds", rounds, SimulationBench.MOST_ROUNDS);
      Scenarios scenarios = Scenarios.discover();
      List<EnvironmentProvider> wanted =
          robots.isEmpty() ? scenarios.simulated() : robots.stream().map(scenarios::robot).toList();
      PrintWriter out = spec.commandLine().getOut();
      ThreadMXBean threads = ManagementFactory.getThreadMXBean();
      // the thread's own time: what else runs on the machine does not count
      LongSupplier ownTime = threads::getCurrentThreadCpuTime;
      RenderingSupport graphics = Renderer.probe();
      Table table = new Table();
      table.row(
          "task",
          "robot",
          "state",
          "physics alone",
          "share",
          "two cameras",
          "physics and pictures",
          "share");
      for (EnvironmentProvider robot : wanted) {
        for (String task : robot.tasks()) {
          List<String> row = new ArrayList<>(List.of(task, robot.robot()));
          row.addAll(cells(SimulationBench.run(robot.robot(), task, rounds, ownTime)));
          if (graphics.available()) {
            row.addAll(cells(SimulationBench.runWithCameras(robot.robot(), task, rounds, ownTime)));
          }
          table.row(row.toArray(String[]::new));
        }
      }
      out.print(table);
      if (!graphics.available()) {
        out.println("Without cameras: " + graphics.description());
      }
      for (EnvironmentProvider robot : wanted) {
        out.println(
            sentence(
                robot.robot(),
                SimulationBench.twoThreads(
                    robot.robot(), robot.tasks().get(0), rounds, System::nanoTime)));
      }
      out.flush();
    }

    private static String sentence(String robot, SimulationBench.Threads threads) {
      return String.format(
          Locale.ROOT,
          "Two worlds of %s on %s on two threads: %.0f steps/s together against %.0f of one on one"
              + " thread, %.2f times as many (by the clock, with resets, %d episodes of %d steps"
              + " at a time).",
          threads.task(),
          robot,
          threads.twoHz(),
          threads.oneHz(),
          threads.gain(),
          threads.episodes(),
          threads.stepsAnEpisode());
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
        names = "--scenario",
        defaultValue = "pick-banana",
        description =
            "The scenario with the learner to measure beside the paper's (${DEFAULT-VALUE}).")
    private String scenario;

    @Option(
        names = "--seconds",
        defaultValue = "10",
        description = "How long each of the measurements takes (${DEFAULT-VALUE}).")
    private double seconds;

    @Override
    public void run() {
      Counts.requireSeconds(spec, "--seconds", seconds);
      List<LearnerBench.Workload> workloads = workloads();
      // a batch is mapped more rarely than the others are due: what it costs is counted in full
      DiagnosticsConfig due = DiagnosticsConfig.defaults();
      int every = Math.min(due.entropyEverySteps(), due.selectionEverySteps());
      int all = Runtime.getRuntime().availableProcessors();
      Table table = new Table();
      table.row(
          "learner",
          "threads",
          "sgemm peak",
          "step",
          "of peak",
          "with selection",
          "of peak",
          "with all diagnostics",
          "these every " + every + " steps",
          "adds");
      for (LearnerBench.Workload workload : workloads) {
        for (int threads : new TreeSet<>(List.of(1, Math.min(2, all), all))) {
          LearnerBench.Throughput t =
              LearnerBench.throughput(
                  workload, threads, seconds, Learner::diagnostics, every, System::nanoTime);
          table.row(
              t.name(),
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
      }
      LearnerBench.Workload ships = workloads.get(0);
      Table answers = new Table();
      answers.row("a policy's answer", "median", "p99", "p99.9");
      answers.row(latency("alone", LearnerBench.latency(ships, false, seconds, System::nanoTime)));
      answers.row(
          latency(
              "while training runs", LearnerBench.latency(ships, true, seconds, System::nanoTime)));
      PrintWriter out = spec.commandLine().getOut();
      out.print(table + "\n" + answers);
      out.flush();
    }

    /** The scenario's learner, and the paper's with the same observations. */
    private List<LearnerBench.Workload> workloads() {
      Scenarios scenarios = Scenarios.discover();
      Scenario read = scenarios.read(scenario, List.of());
      int size;
      try (Workcell world = scenarios.open(read)) {
        size =
            ObservationEncoder.of(
                    world.environment().spec(), read.observation().groups(), read.encoders())
                .size();
      }
      return List.of(
          workload(read.name(), read.agent(), read.selection(), size),
          workload("the paper's", SacConfig.defaults(), read.selection(), size));
    }

    private static LearnerBench.Workload workload(
        String name, SacConfig config, SelectionConfig selection, int observationSize) {
      return new LearnerBench.Workload(
          "%s: %d critics of %d, UTD %d"
              .formatted(name, config.critics(), config.hiddenSize(), config.utdRatio()),
          config,
          selection.samples() > 0 ? selection : SelectionConfig.entropyBounded(),
          observationSize);
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
      Counts.requireSeconds(spec, "--seconds", seconds);
      if (!(hz >= 100 && hz <= 200)) {
        throw new ParameterException(
            spec.commandLine(), "--hz must lie in [100, 200], but is " + hz);
      }
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
