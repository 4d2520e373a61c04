package org.e2hil.scenarios.experiment;

import java.time.InstantSource;
import java.util.Optional;
import org.e2hil.agent.training.Pace;
import org.e2hil.agent.training.TrainingListener;
import org.e2hil.scenarios.config.Scenario;
import org.e2hil.scenarios.report.RunDirectory;
import org.e2hil.scenarios.report.Summary;

/** Keeps {@code summary.json} up to date at every checkpoint, and adds up the parts of a run. */
final class RunningSummary implements TrainingListener {

  private final RunDirectory run;
  private final Scenario scenario;
  private final InstantSource clock;
  private final long beganMillis;
  private double earlierSeconds;
  private int demonstrations;
  private Optional<Pace> pace = Optional.empty();

  RunningSummary(RunDirectory run, Scenario scenario, InstantSource clock) {
    this.run = run;
    this.scenario = scenario;
    this.clock = clock;
    beganMillis = clock.millis();
  }

  /** Goes on with what an earlier part of the run summarised last. */
  void goOn() {
    // killed before its first summary: only the time of that part is lost
    Summary.find(run)
        .ifPresent(
            earlier -> {
              earlierSeconds = earlier.wallSeconds();
              demonstrations = earlier.demonstrations();
            });
  }

  @Override
  public void onDemonstration(int done, int wanted, int steps) {
    demonstrations = done;
  }

  @Override
  public void onPace(Pace pace) {
    this.pace = Optional.of(pace);
  }

  @Override
  public void onCheckpoint(long envSteps) {
    write(false);
  }

  /** Writes the summary of what is recorded so far. */
  Summary write(boolean complete) {
    double seconds = earlierSeconds + (clock.millis() - beganMillis) / 1000.0;
    Summary summary =
        Summary.of(
            run, scenario, demonstrations, seconds, complete, pace, Summary.Versions.current());
    summary.write(run);
    return summary;
  }
}
