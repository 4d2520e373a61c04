package org.e2hil.scenarios.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import org.e2hil.dataset.PictureSpec;
import org.e2hil.scenarios.config.Scenario;
import org.e2hil.scenarios.config.Scenarios;
import org.e2hil.scenarios.experiment.RecordingBench;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What it costs to record, with films and with pictures one by one. */
@Command(
    name = "recording",
    description = "What recording adds to a control period, and the room that a recording takes.")
final class RecordingBenchCommand implements Runnable {

  private static final double GB = 1e9;
  private static final double GIB = 1 << 30;
  private static final int PERIODS = 100_000;

  @Spec private CommandSpec spec;

  @Option(
      names = "--scenario",
      defaultValue = "pick-banana+pixels",
      description = "The scenario whose expert is recorded (${DEFAULT-VALUE}).")
  private String scenario;

  @Option(
      names = "--episodes",
      defaultValue = "20",
      description = "Demonstrations of each kind (${DEFAULT-VALUE}).")
  private int episodes;

  @Override
  public void run() {
    Counts.requirePositive(spec, "--episodes", episodes);
    Scenarios scenarios = Scenarios.discover();
    Scenario recorded = scenarios.read(scenario, List.of());
    PrintWriter out = spec.commandLine().getOut();
    Table table =
        new Table()
            .row(
                "pictures",
                "between two control steps",
                "p99",
                "worst",
                "to write an episode",
                "worst",
                "100,000 control periods");
    long replay = 0;
    for (PictureSpec.Format format : PictureSpec.Format.values()) {
      RecordingBench.Result result =
          RecordingBench.run(scenarios, recorded, episodes, format, System::nanoTime);
      replay = result.replayBytes();
      double scale = (double) PERIODS / result.periods() / GB;
      table.row(
          format.name().toLowerCase(Locale.ROOT),
          milliseconds(result.medianUs()),
          milliseconds(result.p99Us()),
          milliseconds(result.worstUs()),
          String.format(Locale.ROOT, "%.0f ms", result.episodeMs()),
          String.format(Locale.ROOT, "%.0f ms", result.worstEpisodeMs()),
          String.format(
              Locale.ROOT,
              "%.2f GB, films %.2f of it",
              scale * (result.filmBytes() + result.rowBytes()),
              scale * result.filmBytes()));
    }
    out.print(table);
    out.printf(
        Locale.ROOT,
        "An episode is written when it is over, so that no control period waits for it. In the replay buffer 100,000 transitions of %s take %.2f GiB.%n",
        recorded.name(),
        replay / GIB);
    out.flush();
  }

  private static String milliseconds(double microseconds) {
    return String.format(Locale.ROOT, "%.2f ms", microseconds / 1000);
  }
}
