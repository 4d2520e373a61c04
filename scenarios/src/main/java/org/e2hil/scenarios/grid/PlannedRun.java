package org.e2hil.scenarios.grid;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apiguardian.api.API;
import org.e2hil.scenarios.config.Scenario;
import org.e2hil.scenarios.config.Scenarios;
import org.e2hil.scenarios.experiment.RecordedTraining;
import org.e2hil.scenarios.report.RecordingException;
import org.e2hil.scenarios.report.RunDirectory;

/**
 * A run of an experiment, whether or not it has begun.
 *
 * @param cell of the experiment
 * @param scenario of the cell with the seed of the run
 * @param directory of the run
 */
@API(status = API.Status.INTERNAL)
public record PlannedRun(Cell cell, Scenario scenario, RunDirectory directory) {

  /** Of the run, such as {@code pick-banana+hil-serl-seed3}. */
  public String name() {
    return directory.path().getFileName().toString();
  }

  /** Control periods to train. */
  public int steps() {
    return scenario.training().steps();
  }

  /**
   * Refuses a directory that holds something else.
   *
   * @throws IllegalArgumentException if a run with other settings lies there
   */
  void requireOwn(Scenarios scenarios) {
    if (!Files.exists(directory.scenario())) {
      return;
    }
    Scenario there =
        scenarios.read(directory.scenario().toString(), List.of()).withoutExpectations();
    if (!scenarios.write(there).equals(scenarios.write(scenario.withoutExpectations()))) {
      throw new IllegalArgumentException(
          directory.path()
              + " holds a run of the same name with other settings than the experiment has now;"
              + " choose another --out, rename the scenario, or take back what was changed");
    }
  }

  /** Writes the scenario into the directory, from which the run can be begun anywhere. */
  public void write(Scenarios scenarios) {
    if (!Files.exists(directory.scenario())) {
      RunDirectory.create(directory.path());
      RunDirectory.write(directory.scenario(), scenarios.write(scenario.withoutExpectations()));
    }
  }

  /**
   * Whether all is done and summed up; a damaged run is not, and says why once it is gone on with.
   */
  public boolean isComplete(Scenarios scenarios) {
    try {
      return RecordedTraining.isComplete(scenarios, scenario, directory);
    } catch (RecordingException damaged) {
      return false;
    }
  }

  /** Control periods that it has recorded, 0 before the first episode has ended. */
  public long done() {
    try {
      return Files.exists(directory.metrics()) ? directory.recordedSteps() : 0;
    } catch (RecordingException damaged) {
      return 0;
    }
  }

  /** What its last try printed. */
  Path log() {
    return directory.path().resolve("run.log");
  }

  /** Why its last try failed, until it is tried again. */
  public Optional<String> failure() {
    try {
      return Files.exists(failureFile())
          ? Optional.of(Files.readString(failureFile()).strip())
          : Optional.empty();
    } catch (IOException e) {
      throw RecordingException.of(failureFile(), e);
    }
  }

  void fail(String why) {
    RunDirectory.write(failureFile(), why + "\n");
  }

  /** Takes the reason of an earlier failure away. */
  void forgetFailure() {
    try {
      Files.deleteIfExists(failureFile());
    } catch (IOException e) {
      throw RecordingException.of(failureFile(), e);
    }
  }

  private Path failureFile() {
    return directory.path().resolve("failure.txt");
  }
}
