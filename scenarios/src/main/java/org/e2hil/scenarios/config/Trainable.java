package org.e2hil.scenarios.config;

import java.util.ArrayList;
import java.util.List;
import org.apiguardian.api.API;
import org.e2hil.agent.env.ObservationGroup;
import org.e2hil.agent.training.TrainingConfig;

/** What a scenario must have beyond being well-formed, so that something is learned from it. */
@API(status = API.Status.INTERNAL)
public final class Trainable {

  private Trainable() {}

  /**
   * Refuses a scenario that can be shown but not learned from.
   *
   * @throws ScenarioException for one that ends before learning begins, or whose policy reads
   *     pictures with encoders that are fitted to nothing
   */
  public static void require(Scenario scenario) {
    List<Problem> problems = new ArrayList<>();
    TrainingConfig training = scenario.training();
    if (training.steps() < training.warmupSteps()) {
      problems.add(
          new Problem(
              "training.steps",
              Integer.toString(training.steps()),
              "must be at least training.warmupSteps, which is %d, or learning never begins"
                  .formatted(training.warmupSteps())));
    }
    List<String> pictures = new ArrayList<>(scenario.observation().groups());
    pictures.removeAll(ObservationGroup.OF_EVERY_ROBOT);
    pictures.remove(ObservationGroup.OBJECTS);
    if (pictures.isEmpty() && scenario.pictureEncoder().isPresent()) {
      problems.add(
          new Problem(
              "pictureEncoder",
              "",
              "would have no effect, since the policy sees no pictures but %s; leave it out, or let it see cameras, as with --set observation=pixels"
                  .formatted(Names.list(scenario.observation().groups()))));
    }
    if (pictures.isEmpty() && training.pictureViews() > 1) {
      problems.add(
          new Problem(
              "training.pictureViews",
              Integer.toString(training.pictureViews()),
              "would have no effect, since the policy sees no pictures; leave it out, or let it see cameras, as with --set observation=pixels"));
    }
    if (!pictures.isEmpty()
        && training.demonstrations() == 0
        && training.demonstrationsFile().isEmpty()
        && training.startFrom().isEmpty()) {
      problems.add(
          new Problem(
              "training.demonstrations",
              "0",
              "must be at least 1 for a policy that reads the pictures "
                  + Names.list(pictures)
                  + ", because their encoders are fitted to the demonstrations"));
    }
    if (!problems.isEmpty()) {
      throw new ScenarioException(problems);
    }
  }
}
