package org.e2hil.scenarios.experiment;

import java.nio.file.Files;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apiguardian.api.API;
import org.e2hil.agent.training.TrainingListener;
import org.e2hil.scenarios.config.Scenario;
import org.e2hil.scenarios.config.Scenarios;
import org.e2hil.scenarios.report.CompleteRun;
import org.e2hil.scenarios.report.Plots;
import org.e2hil.scenarios.report.RunDirectory;
import org.e2hil.scenarios.report.RunLock;
import org.e2hil.scenarios.report.RunRecorder;
import org.e2hil.scenarios.report.Summary;

/**
 * A training that leaves a run directory, as {@code e2hil train} does: its records, checkpoints and
 * policy. Used by one thread; owns the world.
 */
@API(status = API.Status.MAINTAINED)
public final class RecordedTraining implements AutoCloseable {

  private final Scenarios scenarios;
  private final Scenario scenario;
  private final TrainingRun training;
  private final RunDirectory run;
  private final RunLock alone;
  private final RunningSummary running;
  private final InstantSource clock;
  private final boolean resumed;

  private RecordedTraining(
      Scenarios scenarios,
      Scenario scenario,
      TrainingRun training,
      RunDirectory run,
      Consumer<String> screen,
      InstantSource clock) {
    this.scenarios = scenarios;
    this.scenario = scenario.withoutExpectations();
    this.training = training;
    this.run = run;
    this.clock = clock;
    running = new RunningSummary(run, this.scenario, clock);
    alone = RunLock.take(run);
    try {
      resumed = Files.exists(run.checkpoint());
      takeOver(screen);
    } catch (RuntimeException e) {
      alone.close();
      throw e;
    }
    training.exportTo(run.policy());
    training.listen(running);
  }

  /**
   * Opens a scenario's world for a training that is recorded in a directory of its own.
   *
   * @param run what {@link RunDirectory#create} made, or one that holds the beginning of this
   *     scenario, with which the training goes on
   * @throws RuntimeException if the scenario cannot be trained here, saying what to mend; an {@link
   *     UnsupportedOperationException} if Java was started without the Vector API
   */
  public static RecordedTraining open(Scenarios scenarios, Scenario scenario, RunDirectory run) {
    return open(
        scenarios,
        scenario,
        () -> run,
        Files.exists(run.checkpoint()),
        sentence -> {},
        InstantSource.system());
  }

  /**
   * Opens a scenario's world for a training that is recorded.
   *
   * @param run asked for only once the world is open, so that a failure leaves no directory
   * @param goesOn whether that directory holds a checkpoint, from which the training goes on
   * @param screen receives what a person must know, a sentence at a time
   * @throws RuntimeException if the scenario cannot be trained here, saying what to mend
   */
  public static RecordedTraining open(
      Scenarios scenarios,
      Scenario scenario,
      Supplier<RunDirectory> run,
      boolean goesOn,
      Consumer<String> screen,
      InstantSource clock) {
    TrainingRun training = TrainingRun.open(scenarios, scenario, screen, goesOn);
    try {
      return new RecordedTraining(scenarios, scenario, training, run.get(), screen, clock);
    } catch (RuntimeException | Error e) {
      training.close();
      throw e;
    }
  }

  private void takeOver(Consumer<String> screen) {
    if (!resumed) {
      run.requireNoProgress(scenario.training().checkpointEverySteps());
      return;
    }
    training.goOn(run);
    running.goOn(screen);
    if (scenario.training().steps() < training.envSteps()) {
      throw new IllegalArgumentException(
          "training.steps = %d: the run has done %d already, which cannot be undone; ask for as many at least"
              .formatted(scenario.training().steps(), training.envSteps()));
    }
  }

  /** Tells {@code listener} of all that happens from now on. */
  public void listen(TrainingListener listener) {
    training.listen(listener);
  }

  /** Where it is recorded. */
  public RunDirectory directory() {
    return run;
  }

  /** Whether it goes on from a checkpoint. */
  public boolean resumed() {
    return resumed;
  }

  /** Control periods done. */
  public long envSteps() {
    return training.envSteps();
  }

  /**
   * Tells whether a run has done all that is asked for: what it recorded at its end, as a person
   * judged it on a robot, is not recorded again.
   *
   * @param scenario asked for; with other settings than the run's it is something else
   * @throws RuntimeException if the run's files are damaged
   */
  public static boolean isDone(Scenarios scenarios, Scenario scenario, RunDirectory run) {
    return Files.exists(run.checkpoint())
        && Files.exists(run.scenario())
        && scenarios
            .write(scenarios.read(run.scenario().toString(), List.of()).withoutExpectations())
            .equals(scenarios.write(scenario.withoutExpectations()))
        && CompleteRun.isDone(run, scenario.training().steps());
  }

  /**
   * Tells whether a run is done and summed up.
   *
   * @throws RuntimeException if the run's files are damaged
   */
  public static boolean isComplete(Scenarios scenarios, Scenario scenario, RunDirectory run) {
    return isDone(scenarios, scenario, run)
        && Summary.find(run).map(Summary::complete).orElse(false);
  }

  /**
   * Records demonstrations unless it was resumed, trains, and evaluates the policy. Of a run that
   * {@link #isDone} nothing is done again.
   *
   * @param stop asked between two control periods
   * @return the run in a few numbers, complete or stopped; empty if it was stopped before all
   *     demonstrations were recorded
   */
  public Optional<Summary> train(BooleanSupplier stop) {
    if (resumed && isDone(scenarios, scenario, run)) {
      return Optional.of(
          Summary.find(run).filter(Summary::complete).orElseGet(() -> summarise(true)));
    }
    RunDirectory.write(run.scenario(), scenarios.write(scenario));
    if (!resumed && !training.demonstrate(run.demonstrations(), stop)) {
      return Optional.empty();
    }
    boolean complete;
    try (RunRecorder recorder =
        new RunRecorder(
            run,
            training.envSteps(),
            training.envSteps() >= scenario.training().steps(),
            Optional.of(training.origin()),
            clock)) {
      training.listen(recorder);
      complete = training.train(run.checkpoint(), stop);
    }
    return Optional.of(summarise(complete));
  }

  private Summary summarise(boolean complete) {
    Summary summary = running.write(complete);
    Plots.attempt(
        () -> Plots.write(run, scenario.name() + ", seed " + scenario.seed()),
        run.plots(),
        "the run itself is whole, and e2hil report draws its tables");
    return summary;
  }

  @Override
  public void close() {
    alone.close();
    training.close();
  }
}
