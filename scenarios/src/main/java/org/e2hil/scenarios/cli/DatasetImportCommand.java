package org.e2hil.scenarios.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.e2hil.dataset.PictureSpec;
import org.e2hil.scenarios.config.Assignment;
import org.e2hil.scenarios.config.Scenario;
import org.e2hil.scenarios.config.Scenarios;
import org.e2hil.scenarios.joints.JointImport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes demonstrations of what a leader and a follower recorded. */
@Command(
    name = "import",
    description = {
      "Make demonstrations for a scenario of an SO-101's joints, recorded with LeRobot.",
      "What is written is named in training.demonstrationsFile."
    })
final class DatasetImportCommand implements Runnable {

  /** What of a scenario decides what a demonstration holds. */
  private static final List<String> DECISIVE =
      List.of("task", "robot", "actionScaling", "observation");

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "DIR", description = "A LeRobot dataset (v3 or v2.1) of an SO-101.")
  private Path folder;

  @Option(
      names = "--scenario",
      paramLabel = "SCENARIO",
      required = true,
      description = "What shall learn from it: a scenario's name or a JSON file.")
  private String name;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "Where the dataset goes: a folder that is not there yet, or is empty.")
  private Path out;

  @Option(
      names = "--robot",
      description = "The robot, such as sim-so101, instead of the scenario's own.")
  private String robot;

  @Option(
      names = "--units",
      defaultValue = "degrees",
      description = "Of the recorded joints, one of ${COMPLETION-CANDIDATES} (${DEFAULT-VALUE}).")
  private JointImport.Units units;

  @Option(
      names = "--calibration",
      paramLabel = "FILE",
      description = "LeRobot's calibration of the follower, for joints from −100 to 100.")
  private String calibration;

  @Option(
      names = "--camera",
      paramLabel = "GROUP=NAME",
      description =
          "The recording's camera that a group of the scenario is, such as side=front; by default that of the same name. May be repeated.")
  private Map<String, String> cameras = Map.of();

  @Option(
      names = "--pictures",
      defaultValue = "av1",
      description =
          "Keep pictures as films, or one by one in all their bits: one of ${COMPLETION-CANDIDATES} (${DEFAULT-VALUE}).")
  private PictureSpec.Format pictures;

  @Option(
      names = "--set",
      paramLabel = "PATH=VALUE",
      description = "Set a field of the scenario, such as observation; may be repeated.")
  private List<String> assignments = List.of();

  @Override
  public void run() {
    Scenarios scenarios = Scenarios.discover();
    Scenario scenario = scenarios.read(name, assignments());
    JointImport.Written written =
        JointImport.of(
                scenarios,
                scenario,
                new JointImport.How(units, Optional.ofNullable(calibration), cameras, pictures))
            .write(folder, out);
    PrintWriter print = spec.commandLine().getOut();
    print.printf("%,d episodes → %s%n", written.episodes(), out);
    written.remarks().forEach(sentence -> print.printf("  %s%n", sentence));
    print.flush();
  }

  private List<Assignment> assignments() {
    List<Assignment> given = Settings.parse(assignments);
    Settings.requireOnly(given, DECISIVE, "dataset import");
    List<Assignment> all = new ArrayList<>(given);
    Settings.add(all, given, "robot.type", "--robot", robot);
    return all;
  }
}
