package org.e2hil.scenarios.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.apiguardian.api.API;
import org.e2hil.agent.system.UserFiles;
import org.e2hil.agent.training.ActionMode;
import org.e2hil.agent.training.EvaluationRecord;
import org.e2hil.agent.training.Pace;
import org.e2hil.scenarios.config.JsonRecords;
import org.e2hil.scenarios.config.Scenario;
import org.e2hil.scenarios.config.ScenarioException;
import org.e2hil.scenarios.config.Scenarios;

/**
 * A run in a few numbers, as {@code summary.json} holds them.
 *
 * @param scenario its name
 * @param task what was learned
 * @param robot with what
 * @param seeds of the run
 * @param complete false while it goes on, and after it was stopped
 * @param envSteps control periods online
 * @param learnerSteps of the run
 * @param wallSeconds that it took, over all its parts if it was resumed; 0 where nobody knows
 * @param demonstrations that it began from; 0 also where the file that they came from is lost
 * @param episodes online, without those that a person took back
 * @param interventionRate share of the episodes' control periods in which a hand acted
 * @param lateInterventionRate the same share over the episodes that ended in the last fifth of the
 *     control periods so far: what help the policy still gets in the end
 * @param keepRatio mean over the run of the share of states that the actor learned from
 * @param unaidedSuccess of the evaluations that end a run
 * @param trainingSuccess of the episodes online
 * @param pace how punctual the control loop was, since the run was begun or resumed last
 * @param provenance what it ran on, since it was begun or resumed last
 */
@API(status = API.Status.EXPERIMENTAL)
public record Summary(
    String scenario,
    String task,
    String robot,
    List<Long> seeds,
    boolean complete,
    long envSteps,
    long learnerSteps,
    double wallSeconds,
    int demonstrations,
    int episodes,
    OptionalDouble interventionRate,
    OptionalDouble lateInterventionRate,
    OptionalDouble keepRatio,
    UnaidedSuccess unaidedSuccess,
    TrainingSuccess trainingSuccess,
    Optional<Pace> pace,
    Provenance provenance) {

  /** Where the last part of a training begins, as a share of its control periods. */
  private static final double LATE_FROM = 0.8;

  /**
   * How often the policy alone does the task; each is empty until the run is complete.
   *
   * @param sampled with actions drawn from the policy, as while training
   * @param mean with the policy's mean actions
   */
  public record UnaidedSuccess(Optional<Rate> sampled, Optional<Rate> mean) {}

  /**
   * Successes among the episodes of an evaluation.
   *
   * @param rate successes divided by episodes
   * @param low95 lower end of Wilson's 95% interval
   * @param high95 upper end of it
   * @param successes counted
   * @param episodes evaluated, without those that ended in a fault
   * @param faults how many those were; empty if none
   * @param meanSteps of an episode
   */
  public record Rate(
      double rate,
      double low95,
      double high95,
      int successes,
      int episodes,
      OptionalInt faults,
      double meanSteps) {}

  /**
   * Episodes of the training that ended in success, counted in three ways.
   *
   * @param byAnyone whether or not a hand acted
   * @param unaided no hand took over
   * @param mostlyUnaided a hand acted in at most a fifth of the steps, as others count it
   * @param faults episodes that ended in a fault, which are no failures either; empty if none
   */
  public record TrainingSuccess(int byAnyone, int unaided, int mostlyUnaided, OptionalInt faults) {

    private static TrainingSuccess of(RecordedTable episodes) {
      int faults = episodes.where("episode_end", "fault").rows();
      return new TrainingSuccess(
          episodes.where("episode_end", "success").rows(),
          episodes.where("success_unaided", "true").rows(),
          episodes.where("success_mostly_unaided", "true").rows(),
          faults == 0 ? OptionalInt.empty() : OptionalInt.of(faults));
    }
  }

  /**
   * Summarises what a run has recorded.
   *
   * @param demonstrations that it began from
   * @param complete whether it is done
   */
  public static Summary of(
      RunDirectory run,
      Scenario scenario,
      int demonstrations,
      double wallSeconds,
      boolean complete,
      Optional<Pace> pace,
      Provenance provenance) {
    RunTable table = RunTable.read(run);
    RecordedTable episodes = table.episodes();
    double late = LATE_FROM * table.envSteps();
    return new Summary(
        scenario.name(),
        scenario.task().type(),
        scenario.robot().type(),
        List.of(scenario.seed()),
        complete,
        table.envSteps(),
        table.learnerSteps(),
        wallSeconds,
        demonstrations,
        episodes.rows() - episodes.where("episode_end", "void").rows(),
        aided(episodes),
        aided(episodes.where(row -> episodes.number(RunRecorder.ENV_STEPS, row) > late)),
        Arrays.stream(table.intervals().numbers("keep_ratio")).average(),
        new UnaidedSuccess(rate(table, ActionMode.SAMPLED), rate(table, ActionMode.MEAN)),
        TrainingSuccess.of(episodes),
        pace,
        provenance);
  }

  /**
   * What a run's {@code summary.json} says.
   *
   * @throws RecordingException if there is none
   */
  public static Summary read(RunDirectory run) {
    try {
      return JsonRecords.read(
          Files.readString(run.summary()), run.summary().toString(), Summary.class);
    } catch (IOException e) {
      throw new RecordingException(
          "cannot read %s: %s; a run has its summary from its first checkpoint on"
              .formatted(run.summary(), RecordingException.reason(e)),
          e);
    }
  }

  /**
   * What a run's {@code summary.json} says. Where it is lost or damaged, it is taken from the run's
   * tables once more, all but {@link #wallSeconds} and {@link #pace}, which stand nowhere else.
   *
   * @return empty if there are no tables either
   * @throws RecordingException if the tables are damaged
   */
  public static Optional<Summary> find(RunDirectory run) {
    try {
      return Optional.of(read(run));
    } catch (RecordingException | ScenarioException lost) {
      return Files.exists(run.metrics()) ? Optional.of(derived(run)) : Optional.empty();
    }
  }

  private static Summary derived(RunDirectory run) {
    Scenario scenario = Scenarios.discover().read(run.scenario().toString(), List.of());
    boolean complete = RunTable.read(run).isEvaluatedAtItsEnd();
    String given = scenario.training().demonstrationsFile();
    Path file = given.isEmpty() ? run.demonstrations() : UserFiles.path(given);
    int demonstrations = Files.exists(file) ? GivenEpisodes.count(file) : 0;
    return of(run, scenario, demonstrations, 0, complete, Optional.empty(), Provenance.unknown());
  }

  /** Whether {@link #wallSeconds} is known. */
  public boolean isTimed() {
    return wallSeconds > 0;
  }

  /** Replaces the run's {@code summary.json}. */
  public void write(RunDirectory run) {
    RunDirectory.write(run.summary(), JsonRecords.write(this));
  }

  private static OptionalDouble aided(RecordedTable episodes) {
    double steps = Arrays.stream(episodes.numbers("steps")).sum();
    double aided = Arrays.stream(episodes.numbers("intervention_steps")).sum();
    return steps == 0 ? OptionalDouble.empty() : OptionalDouble.of(aided / steps);
  }

  private static Optional<Rate> rate(RunTable table, ActionMode mode) {
    return table.evaluations().stream()
        .filter(evaluation -> evaluation.last() && evaluation.mode() == mode)
        .filter(evaluation -> evaluation.episodes() > 0)
        .findFirst()
        .map(Summary::rate);
  }

  /** An evaluation as it stands in a summary. */
  public static Rate rate(EvaluationRecord evaluation) {
    return new Rate(
        evaluation.successRate(),
        evaluation.successLow(),
        evaluation.successHigh(),
        evaluation.successes(),
        evaluation.episodes(),
        evaluation.faults() == 0 ? OptionalInt.empty() : OptionalInt.of(evaluation.faults()),
        evaluation.meanSteps());
  }
}
