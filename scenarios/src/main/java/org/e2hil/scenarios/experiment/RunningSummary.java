package org.e2hil.scenarios.experiment;

import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import org.e2hil.agent.training.Pace;
import org.e2hil.agent.training.TrainingListener;
import org.e2hil.scenarios.config.Scenario;
import org.e2hil.scenarios.report.Provenance;
import org.e2hil.scenarios.report.RunDirectory;
import org.e2hil.scenarios.report.Summary;

/** Keeps {@code summary.json} up to date at every checkpoint, and adds up the parts of a run. */
final class RunningSummary implements TrainingListener {

  private final RunDirectory run;
  private final Scenario scenario;
  private final InstantSource clock;
  private final long beganMillis;
  private double earlierSeconds;
  private boolean timed = true;
  private int demonstrations;
  private Optional<Pace> pace = Optional.empty();

  RunningSummary(RunDirectory run, Scenario scenario, InstantSource clock) {
    this.run = run;
    this.scenario = scenario;
    this.clock = clock;
    beganMillis = clock.millis();
  }

  /**
   * Goes on with what an earlier part of the run summarised last.
   *
   * @param screen is told if that part ran where numbers come out otherwise
   */
  void goOn(Consumer<String> screen) {
    Optional<Summary> earlier = Summary.find(run);
    earlier.flatMap(e -> Provenance.current().differsFrom(e.provenance())).ifPresent(screen);
    // the time of a part must not pass for that of the run
    timed = earlier.filter(Summary::isTimed).isPresent();
    earlierSeconds = earlier.map(Summary::wallSeconds).orElse(0.0);
    demonstrations = earlier.map(Summary::demonstrations).orElse(0);
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
    double seconds = timed ? earlierSeconds + (clock.millis() - beganMillis) / 1000.0 : 0;
    Summary summary =
        Summary.of(run, scenario, demonstrations, seconds, complete, pace, Provenance.current());
    summary.write(run);
    return summary;
  }
}
