package com.example.embed;

import java.nio.file.Path;
import java.util.List;
import org.e2hil.agent.env.Environment;
import org.e2hil.agent.env.Observation;
import org.e2hil.agent.env.StepResult;
import org.e2hil.agent.env.Workcell;
import org.e2hil.agent.training.LearnedPolicy;
import org.e2hil.scenarios.config.Assignment;
import org.e2hil.scenarios.config.Scenario;
import org.e2hil.scenarios.config.Scenarios;
import org.e2hil.scenarios.experiment.RecordedTraining;
import org.e2hil.scenarios.experiment.TrainedPolicy;
import org.e2hil.scenarios.report.RunDirectory;

/**
 * Trains a scenario from a Java program, then lets the policy act. Java needs {@code --add-modules
 * jdk.incubator.vector}.
 */
public final class TrainAndUse {

  private TrainAndUse() {}

  /** Takes the scenario, the directory of the run, and settings such as {@code seed=3}. */
  public static void main(String[] args) {
    Scenarios scenarios = Scenarios.discover();
    List<Assignment> settings = List.of(args).stream().skip(2).map(Assignment::parse).toList();
    Scenario scenario = scenarios.read(args[0], settings);
    Path directory = Path.of(args[1]);

    try (RecordedTraining training =
        RecordedTraining.open(scenarios, scenario, RunDirectory.create(directory))) {
      training.train(() -> false);
    }

    LearnedPolicy policy = TrainedPolicy.load(directory);
    try (Workcell world = scenarios.open(scenario)) {
      Environment environment = world.environment();
      Observation seen = environment.reset(7);
      int steps = 0;
      StepResult result;
      do {
        result = environment.step(policy.act(seen));
        seen = result.observation();
        steps++;
      } while (!result.episodeEnd().isEnd());
      System.out.println("After " + steps + " control periods: " + result.episodeEnd().kind());
    }
  }
}
