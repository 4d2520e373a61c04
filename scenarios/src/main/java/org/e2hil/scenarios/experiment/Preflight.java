package org.e2hil.scenarios.experiment;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.e2hil.agent.system.UserFiles;
import org.e2hil.agent.training.MemoryNeed;
import org.e2hil.agent.training.TrainingConfig;
import org.e2hil.scenarios.config.Scenario;
import org.e2hil.scenarios.config.Scenarios;
import org.e2hil.scenarios.config.Trainable;
import org.e2hil.scenarios.report.RunDirectory;

/**
 * What can be known to be wrong with a training before its world is opened. Whoever trains and
 * whoever only asks go through the same.
 */
public final class Preflight {

  private Preflight() {}

  /**
   * Refuses a scenario that a training would refuse, as far as that shows without moving a robot or
   * asking anybody.
   *
   * @throws IllegalArgumentException if the scenario asks for what its world does not have
   * @throws org.e2hil.agent.env.EnvironmentFaultException for what is missing, saying what to mend
   */
  public static void check(Scenarios scenarios, Scenario scenario) {
    if (isRobot(scenarios, scenario)) {
      require(scenarios, scenario);
    } else {
      // a world that lives in this machine
      try (TrainingRun training = TrainingRun.open(scenarios, scenario)) {
        training.requireDemonstrator();
      }
    }
  }

  /** Whether opening the world would move something, or ask somebody. */
  private static boolean isRobot(Scenarios scenarios, Scenario scenario) {
    return scenarios.isReal(scenario) && scenarios.inRealTime(scenario);
  }

  /**
   * Refuses a training that would come to nothing.
   *
   * @throws IllegalArgumentException if the scenario asks for what cannot be, naming the field
   * @throws org.e2hil.agent.env.EnvironmentFaultException for what is missing, saying what to mend
   */
  static void require(Scenarios scenarios, Scenario scenario) {
    Trainable.require(scenario);
    requireMemory(scenario, 1);
    TrainingConfig training = scenario.training();
    if (!training.startFrom().isEmpty()) {
      requireStart(scenarios, scenario);
    }
    if (!training.demonstrationsFile().isEmpty()) {
      Path file = UserFiles.path(training.demonstrationsFile());
      if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
        throw new IllegalArgumentException(
            "training.demonstrationsFile: %s %s"
                .formatted(file, Files.exists(file) ? "cannot be read" : "is not there"));
      }
    }
    if (isRobot(scenarios, scenario)) {
      // before anybody is asked anything
      scenarios.provider(scenario).check(scenarios.request(scenario));
    }
  }

  /**
   * Refuses a training for which there is not memory enough.
   *
   * @param observationSize numbers that the policy sees; 1 while that is not known
   */
  static void requireMemory(Scenario scenario, int observationSize) {
    MemoryNeed.require(
        scenario.agent(),
        scenario.selection(),
        scenario.training(),
        observationSize,
        Runtime.getRuntime().maxMemory());
  }

  /**
   * Refuses a run to start from whose policy does not fit.
   *
   * @return the run
   */
  static RunDirectory requireStart(Scenarios scenarios, Scenario scenario) {
    Path directory = UserFiles.path(scenario.training().startFrom());
    RunDirectory run = RunDirectory.find(directory);
    Scenario learned = scenarios.read(run.scenario().toString(), List.of());
    Fit.requireStart(scenarios, directory, learned, scenario);
    return run;
  }
}
