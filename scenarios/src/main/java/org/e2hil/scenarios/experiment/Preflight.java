package org.e2hil.scenarios.experiment;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apiguardian.api.API;
import org.e2hil.agent.env.ActionScale;
import org.e2hil.agent.intervention.PacedExpert;
import org.e2hil.agent.network.VectorApi;
import org.e2hil.agent.system.UserFiles;
import org.e2hil.agent.task.Tasks;
import org.e2hil.agent.training.Demonstrations;
import org.e2hil.agent.training.MemoryNeed;
import org.e2hil.agent.training.Origin;
import org.e2hil.agent.training.TrainingConfig;
import org.e2hil.dataset.Dataset;
import org.e2hil.scenarios.config.Scenario;
import org.e2hil.scenarios.config.Scenarios;
import org.e2hil.scenarios.config.Trainable;
import org.e2hil.scenarios.report.GivenEpisodes;
import org.e2hil.scenarios.report.RunDirectory;

/**
 * What can be known to be wrong with a training before its world is opened. Training and validating
 * go through the same.
 */
@API(status = API.Status.INTERNAL)
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
      require(scenarios, scenario, false);
      scenario.classifier().ifPresent(judge -> SeeingJudge.open(judge).close());
    } else {
      // a world that lives in this machine
      try (TrainingRun training = TrainingRun.open(scenarios, scenario)) {
        training.requireBeginning();
      }
    }
  }

  /** Whether opening the world would move something, or ask somebody. */
  public static boolean isRobot(Scenarios scenarios, Scenario scenario) {
    return scenarios.isReal(scenario) && scenarios.inRealTime(scenario);
  }

  /**
   * Refuses a training that would come to nothing.
   *
   * @param goesOn whether there is a checkpoint, which holds all that the training began from
   * @throws IllegalArgumentException if the scenario asks for what cannot be, naming the field
   * @throws org.e2hil.agent.env.EnvironmentFaultException for what is missing, saying what to mend
   * @throws UnsupportedOperationException if Java was started without the Vector API
   */
  static void require(Scenarios scenarios, Scenario scenario, boolean goesOn) {
    VectorApi.require();
    Trainable.require(scenario);
    requireObedience(scenarios, scenario);
    requireMemory(scenario, 1);
    if (!goesOn) {
      requireBeginning(scenarios, scenario);
    }
    if (isRobot(scenarios, scenario)) {
      // before anybody is asked anything
      scenarios.provider(scenario).check(scenarios.request(scenario));
    }
  }

  /**
   * Refuses a world in which actions change nothing, so that no policy could be judged by what
   * happens.
   *
   * @throws IllegalArgumentException if it is one
   */
  public static void requireObedience(Scenarios scenarios, Scenario scenario) {
    if (!scenarios.provider(scenario).obeys()) {
      throw new IllegalArgumentException(
          "robot.type: in the world of %s actions change nothing, so that nothing can be trained, recorded or evaluated there; 'e2hil replay' compares a policy with what was recorded"
              .formatted(scenario.robot().type()));
    }
  }

  private static void requireBeginning(Scenarios scenarios, Scenario scenario) {
    TrainingConfig training = scenario.training();
    if (!training.startFrom().isEmpty()) {
      requireStart(scenarios, scenario);
    }
    if (!training.demonstrationsFile().isEmpty()) {
      requireDemonstrations(scenarios, scenario);
    }
  }

  private static void requireDemonstrations(Scenarios scenarios, Scenario scenario) {
    Path file = UserFiles.path(scenario.training().demonstrationsFile());
    boolean dataset = Dataset.isDataset(file);
    if (Files.isDirectory(file) && !dataset) {
      throw new IllegalArgumentException(
          "training.demonstrationsFile: %s is a folder and no dataset; name the file in it, such as %s"
              .formatted(file, new RunDirectory(file).demonstrations()));
    }
    if (!dataset && (!Files.isRegularFile(file) || !Files.isReadable(file))) {
      throw new IllegalArgumentException(
          "training.demonstrationsFile: %s %s"
              .formatted(file, Files.exists(file) ? "cannot be read" : "is not there"));
    }
    String task = scenario.task().type();
    Optional<ActionScale> scale =
        Tasks.find(task)
            .map(found -> found.spec().requested(scenarios.request(scenario)).actionScale());
    Demonstrations.require(
        file,
        GivenEpisodes.read(file),
        scenario.training().demonstrations(),
        // the actions of a world with a task of its own are not known before it is open
        told ->
            new Origin(
                task,
                scenarios.arm(scenario),
                scale.orElse(told.actionScale()),
                scenario.observation().groups()));
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
   * Refuses a scenario that asks for an expert in a world without one.
   *
   * @param purpose what the expert would be for
   */
  static PacedExpert requireExpert(
      Scenario scenario, Optional<PacedExpert> expert, String purpose) {
    return expert.orElseThrow(
        () ->
            new IllegalArgumentException(
                "the scenario %s asks for scripted %s, but %s has no expert for %s"
                    .formatted(
                        scenario.name(),
                        purpose,
                        scenario.robot().type(),
                        scenario.task().type())));
  }

  /**
   * Refuses a run to start from that has no checkpoint, or whose policy does not fit.
   *
   * @return the run
   */
  static RunDirectory requireStart(Scenarios scenarios, Scenario scenario) {
    Path directory = UserFiles.path(scenario.training().startFrom());
    RunDirectory run = RunDirectory.find(directory);
    Scenario learned = scenarios.read(run.scenario().toString(), List.of());
    Fit.requireStart(scenarios, directory, learned, scenario);
    if (!Files.isReadable(run.checkpoint())) {
      throw new IllegalArgumentException(
          "training.startFrom: %s"
              .formatted(
                  Files.exists(run.checkpoint())
                      ? run.checkpoint() + " cannot be read"
                      : "there is no checkpoint %s; was the run stopped before its first one?"
                          .formatted(run.checkpoint())));
    }
    return run;
  }
}
