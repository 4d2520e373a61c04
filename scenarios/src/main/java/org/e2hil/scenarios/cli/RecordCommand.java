package org.e2hil.scenarios.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.e2hil.agent.training.TrainingListener;
import org.e2hil.dataset.PictureSpec;
import org.e2hil.scenarios.config.Assignment;
import org.e2hil.scenarios.config.Scenario;
import org.e2hil.scenarios.config.Scenarios;
import org.e2hil.scenarios.experiment.Recording;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Demonstrations without a training. */
@Command(
    name = "record",
    description = {
      "Record demonstrations of the expert, or of the person who takes over, as a LeRobot dataset.",
      "Nothing is trained. Called again, it goes on until the dataset holds as many as asked for."
    })
final class RecordCommand implements Callable<Integer> {

  /** What of a scenario decides what is recorded. */
  private static final List<String> RECORDED =
      List.of(
          "task",
          "robot",
          "actionScaling",
          "observation",
          "intervention",
          "training.demonstrations",
          "training.demonstrationNoise",
          "seed");

  private static final Duration LINE_EVERY = Duration.ofSeconds(5);

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "SCENARIO",
      description = "The name of a scenario or a JSON file, and +VARIATION after it (see list).")
  private String name;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "The dataset: a folder that is not there yet, or a dataset of this scenario.")
  private Path out;

  @Option(
      names = "--episodes",
      description = "How many it shall hold, instead of the scenario's training.demonstrations.")
  private Integer episodes;

  @Option(names = "--seed", description = "Seed of the starts, instead of the scenario's own.")
  private Long seed;

  @Option(
      names = "--robot",
      description = "The robot, such as sim-so101, instead of the scenario's own.")
  private String robot;

  @Option(
      names = "--fps",
      paramLabel = "N",
      description = "Control periods a second; by default those of the scenario's task.")
  private Integer fps;

  @Option(
      names = "--pictures",
      defaultValue = "av1",
      description =
          "Keep pictures as films, or one by one in all their bits: one of ${COMPLETION-CANDIDATES} (${DEFAULT-VALUE}).")
  private PictureSpec.Format pictures;

  @Option(
      names = "--set",
      paramLabel = "PATH=VALUE",
      description = "Set a field of the scenario, such as task.horizon=300; may be repeated.")
  private List<String> assignments = List.of();

  @Override
  public Integer call() {
    if (fps != null) {
      Counts.requirePositive(spec, "--fps", fps);
    }
    Scenarios scenarios = Scenarios.discover();
    Scenario scenario = scenarios.read(name, assignments());
    PrintWriter print = spec.commandLine().getOut();
    OptionalInt rate = fps == null ? OptionalInt.empty() : OptionalInt.of(fps);
    try (Interrupt interrupt = Interrupt.listen(print, "the same command goes on");
        Recording recording =
            Recording.open(scenarios, scenario, out, rate, pictures, print::println)) {
      print.printf(
          "%s: %s with %s, seed %d, %d demonstrations at %d Hz → %s%n",
          scenario.name(),
          scenario.task().type(),
          scenario.robot().type(),
          scenario.seed(),
          scenario.training().demonstrations(),
          recording.fps(),
          out);
      print.flush();
      recording.listen(new Lines(print, InstantSource.system()));
      boolean whole = recording.record(interrupt::requested);
      print.printf("%s holds %,d episodes.%n", out, recording.episodes());
      print.flush();
      if (whole) {
        interrupt.complete();
      }
      return whole ? 0 : TrainingJob.STOPPED;
    }
  }

  private List<Assignment> assignments() {
    List<Assignment> given = Settings.parse(assignments);
    Settings.requireOnly(given, RECORDED, "record");
    List<Assignment> all = new ArrayList<>(given);
    // what a training would begin from instead
    all.add(new Assignment("training.demonstrationsFile", "\"\""));
    all.add(new Assignment("training.startFrom", "\"\""));
    if (episodes != null) {
      Counts.requirePositive(spec, "--episodes", episodes);
    }
    Settings.add(all, given, "training.demonstrations", "--episodes", episodes);
    Settings.add(all, given, "robot.type", "--robot", robot);
    Settings.add(all, given, "seed", "--seed", seed);
    return all;
  }

  /** Tells how far it is and what remains, a line every few seconds at most. */
  private static final class Lines implements TrainingListener {

    private final PrintWriter print;
    private final InstantSource clock;
    private final long beganMillis;
    private long saidMillis;

    Lines(PrintWriter print, InstantSource clock) {
      this.print = print;
      this.clock = clock;
      beganMillis = clock.millis();
      saidMillis = beganMillis;
    }

    @Override
    public void onDemonstration(int done, int wanted, int steps) {
      long now = clock.millis();
      if (now - saidMillis < LINE_EVERY.toMillis() || done == wanted) {
        return;
      }
      saidMillis = now;
      double goneS = (now - beganMillis) / 1000.0;
      print.printf(
          "%d of %d episodes, the last of %,d control periods; %s gone, about %s left%n",
          done, wanted, steps, Durations.say(goneS), Durations.say(goneS / done * (wanted - done)));
      print.flush();
    }
  }
}
