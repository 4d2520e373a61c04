package org.e2hil.scenarios.cli;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.e2hil.agent.env.EnvironmentProvider;
import org.e2hil.scenarios.config.Assignment;
import picocli.CommandLine.Option;

/** What every command that may move a robot understands. */
final class RobotOptions {

  /** Robots have a driver, which alone knows how not to command. */
  private static final String DRIVER = "driver";

  @Option(
      names = "--set",
      paramLabel = "PATH=VALUE",
      description = "Set a field of the scenario, such as agent.discount=0.98; may be repeated.")
  private List<String> assignments = List.of();

  @Option(
      names = "--dry-run",
      description = "Connect to the robot, read and compute, but never command it.")
  private boolean dryRun;

  boolean isDryRun() {
    return dryRun;
  }

  /**
   * Refuses a field that another option sets as well, since one of the two would have no effect.
   *
   * @param path of the field
   * @param option that was given and sets it
   */
  void refuse(String path, String option) {
    Settings.refuse(assignments(), path, option);
  }

  /**
   * Refuses fields that have no effect on a command.
   *
   * @param understood paths of fields and blocks that have one
   * @param command its name
   */
  void requireOnly(List<String> understood, String command) {
    Settings.requireOnly(assignments(), understood, command);
  }

  /** The fields to set, without the dry run's. */
  List<Assignment> assignments() {
    return Settings.parse(assignments);
  }

  /**
   * The fields to set.
   *
   * @param provider of the robot in question
   * @throws IllegalArgumentException for a dry run of what is no robot
   */
  List<Assignment> assignments(EnvironmentProvider provider) {
    List<Assignment> all = new ArrayList<>(assignments());
    if (dryRun) {
      RecordComponent[] settings = provider.settingsType().getRecordComponents();
      if (Arrays.stream(settings).noneMatch(field -> field.getName().equals(DRIVER))) {
        throw new IllegalArgumentException(
            "--dry-run is for robots that have a driver, but "
                + provider.robot()
                + " is moved in simulation alone; leave it out");
      }
      all.add(new Assignment("robot." + DRIVER + ".dryRun", "true"));
    }
    return all;
  }
}
