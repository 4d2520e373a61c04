package org.e2hil.scenarios.experiment;

import java.nio.file.Path;
import org.e2hil.agent.env.EnvironmentProvider;
import org.e2hil.scenarios.config.Scenario;
import org.e2hil.scenarios.config.Scenarios;

/**
 * Whether a policy that was trained for one scenario means anything in another. The same sizes do
 * not make it fit: its numbers must speak of the same things.
 */
final class Fit {

  private Fit() {}

  /**
   * Refuses a run to start from whose policy saw or did something else.
   *
   * @param directory of that run
   * @throws IllegalArgumentException naming what differs
   */
  static void requireStart(
      Scenarios scenarios, Path directory, Scenario learned, Scenario scenario) {
    requireSameArm(scenarios, learned, scenario);
    requireSame(directory, "task", learned.task().type(), scenario.task().type());
    requireSame(directory, "actionScaling", learned.actionScaling(), scenario.actionScaling());
    requireSame(
        directory, "observation", learned.observation().groups(), scenario.observation().groups());
    requireSameEncoder(learned, scenario);
  }

  private static void requireSame(Path directory, String field, Object learned, Object wanted) {
    if (!learned.equals(wanted)) {
      throw new IllegalArgumentException(
          "training.startFrom: the policy of %s was trained with another %s: %s, not %s"
              .formatted(directory, field, learned, wanted));
    }
  }

  /**
   * Refuses another encoder of pictures, whose numbers the policy does not know.
   *
   * @throws IllegalArgumentException naming both
   */
  static void requireSameEncoder(Scenario trained, Scenario used) {
    if (!trained.encoders().equals(used.encoders())) {
      throw new IllegalArgumentException(
          "pictureEncoder: the policy was trained with %s, but is asked to see with %s; give it the one that it was trained with"
              .formatted(trained.encoders(), used.encoders()));
    }
  }

  /**
   * Refuses a robot with another arm.
   *
   * @throws IllegalArgumentException naming the robots that would do
   */
  static void requireSameArm(Scenarios scenarios, Scenario trained, Scenario evaluated) {
    String arm = scenarios.arm(trained);
    String there = scenarios.arm(evaluated);
    if (!arm.equals(there)) {
      throw new IllegalArgumentException(
          "the policy was trained on the %s (%s), but %s is an %s, whose joints it does not know; use it on one of %s, or train another one from the beginning with --set robot.type=%s"
              .formatted(
                  arm,
                  trained.robot().type(),
                  evaluated.robot().type(),
                  there,
                  scenarios.robots().stream()
                      .filter(robot -> robot.arm().equals(arm))
                      .map(EnvironmentProvider::robot)
                      .toList(),
                  evaluated.robot().type()));
    }
  }
}
