package org.e2hil.scenarios.cli;

import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.e2hil.scenarios.config.Assignment;
import org.e2hil.scenarios.config.Scenario;
import org.e2hil.scenarios.config.Scenarios;
import org.e2hil.scenarios.experiment.VisionBench;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What each way of seeing costs a control step. */
@Command(
    name = "vision",
    description =
        "Control steps with each encoder of pictures, in seconds of one core's time; the network is"
            + " fetched where it was never needed before.")
final class VisionBenchCommand implements Runnable {

  private static final String TYPE = "pictureEncoder.type";
  private static final Assignment NETWORK = new Assignment(TYPE, "onnx");

  @Spec private CommandSpec spec;

  @Option(
      names = "--scenario",
      defaultValue = "pick-banana+pixels",
      description = "The scenario whose pictures are seen (${DEFAULT-VALUE}).")
  private String scenario;

  @Option(
      names = "--episodes",
      defaultValue = "10",
      description = "Episodes of the expert with each encoder (${DEFAULT-VALUE}).")
  private int episodes;

  /** A way to see. */
  private record Way(String name, List<Assignment> settings) {}

  private static final List<Way> WAYS =
      List.of(
          new Way("colour-keypoints", List.of(new Assignment(TYPE, "colour-keypoints"))),
          new Way("onnx", List.of(NETWORK)),
          new Way(
              "onnx, all of a map",
              List.of(NETWORK, new Assignment("pictureEncoder.features", "map"))));

  @Override
  public void run() {
    Counts.requirePositive(spec, "--episodes", episodes);
    Scenarios scenarios = Scenarios.discover();
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    Table table =
        new Table()
            .row("encoder", "numbers", "world and pictures", "seeing", "control steps a second");
    Set<String> missing = new LinkedHashSet<>();
    for (Way way : WAYS) {
      Scenario seen = scenarios.read(scenario, way.settings());
      try {
        VisionBench.Result result =
            VisionBench.run(scenarios, seen, episodes, threads::getCurrentThreadCpuTime);
        table.row(
            way.name(),
            String.valueOf(result.numbers()),
            String.format(Locale.ROOT, "%.1f ms", result.worldMs()),
            String.format(Locale.ROOT, "%.1f ms", result.seeingMs()),
            String.format(Locale.ROOT, "%.0f", result.stepsPerSecond()));
      } catch (IllegalArgumentException e) {
        if (!way.settings().contains(NETWORK)) {
          throw e;
        }
        missing.add(e.getMessage());
      }
    }
    PrintWriter out = spec.commandLine().getOut();
    out.print(table);
    missing.forEach(out::println);
    out.flush();
  }
}
