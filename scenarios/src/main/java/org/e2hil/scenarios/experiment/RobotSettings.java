package org.e2hil.scenarios.experiment;

import java.util.function.Consumer;
import org.e2hil.agent.sac.SacConfig;
import org.e2hil.agent.training.EvaluationConfig;
import org.e2hil.scenarios.config.Scenario;
import org.e2hil.scenarios.config.Scenarios;

/** What a scenario's settings become where a robot moves. */
final class RobotSettings {

  private RobotSettings() {}

  /**
   * In real time the control loop has a processor of its own, unless the scenario says otherwise.
   */
  static SacConfig agent(Scenarios scenarios, Scenario scenario) {
    SacConfig config = scenario.agent();
    int others = Runtime.getRuntime().availableProcessors() - 1;
    return config.threads() == 0 && scenarios.inRealTime(scenario)
        ? config.withThreads(Math.max(1, others))
        : config;
  }

  /** A robot is not evaluated in the middle of its training: it would move without being asked. */
  static EvaluationConfig evaluation(
      Scenarios scenarios, Scenario scenario, Consumer<String> screen) {
    EvaluationConfig config = scenario.evaluation();
    if (config.everySteps() == 0 || !scenarios.isReal(scenario)) {
      return config;
    }
    screen.accept(
        "On a robot the policy is evaluated at the end of training alone, not every %,d steps."
            .formatted(config.everySteps()));
    return new EvaluationConfig(config.episodes(), 0, config.intermediateEpisodes());
  }
}
