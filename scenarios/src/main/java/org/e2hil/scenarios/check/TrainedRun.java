package org.e2hil.scenarios.check;

import java.nio.file.Path;
import java.util.List;
import org.apiguardian.api.API;
import org.e2hil.scenarios.config.Scenario;
import org.e2hil.scenarios.config.Scenarios;
import org.e2hil.scenarios.experiment.TrainedPolicy;
import org.e2hil.scenarios.report.RunDirectory;
import org.e2hil.scenarios.report.Summary;

/** A training that is done, as its directory tells. It holds nothing open. Immutable. */
@API(status = API.Status.EXPERIMENTAL)
public final class TrainedRun {

  private final Scenarios scenarios;
  private final RunDirectory directory;
  private final Scenario scenario;
  private final Summary summary;

  private TrainedRun(
      Scenarios scenarios, RunDirectory directory, Scenario scenario, Summary summary) {
    this.scenarios = scenarios;
    this.directory = directory;
    this.scenario = scenario;
    this.summary = summary;
  }

  /**
   * The run in a directory, as {@code e2hil train} leaves it.
   *
   * @throws IllegalArgumentException if the training was not done to its end
   * @throws org.e2hil.scenarios.report.RecordingException if there is no run, or it is damaged
   */
  public static TrainedRun in(Path directory) {
    return in(Scenarios.discover(), RunDirectory.find(directory));
  }

  static TrainedRun in(Scenarios scenarios, RunDirectory directory) {
    Scenario scenario = scenarios.read(directory.scenario().toString(), List.of());
    Summary summary = Summary.read(directory);
    if (!summary.complete()) {
      throw new IllegalArgumentException(
          "the training in %s is not done: ./e2hil train --resume %s goes on"
              .formatted(directory.path(), directory.path()));
    }
    return new TrainedRun(scenarios, directory, scenario, summary);
  }

  /** Where it is recorded. */
  public Path directory() {
    return directory.path();
  }

  /** What was trained. */
  public Scenario scenario() {
    return scenario;
  }

  /** The run in a few numbers. */
  public Summary summary() {
    return summary;
  }

  /** Opens its policy in the world that it was trained in; the caller closes it. */
  public TrainedPolicy open() {
    return open(List.of());
  }

  /** The same with observation groups beside those that the policy sees. */
  TrainedPolicy open(List<String> watched) {
    return TrainedPolicy.open(scenarios, directory.path(), scenario.robot(), watched);
  }

  /** Its policy, with mean actions, in the world that it was trained in. */
  public PolicyInWorld policy() {
    return PolicyInWorld.of(this);
  }

  Scenarios scenarios() {
    return scenarios;
  }

  RunDirectory files() {
    return directory;
  }

  /** The scenario and its seed, for a message. */
  String name() {
    return "the training of %s with seed %d".formatted(scenario.name(), scenario.seed());
  }
}
