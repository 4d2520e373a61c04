package org.e2hil.scenarios.experiment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.e2hil.agent.env.Action;
import org.e2hil.agent.env.Environment;
import org.e2hil.agent.env.Observation;
import org.e2hil.agent.env.ObservationGroup;
import org.e2hil.agent.network.VectorApi;
import org.e2hil.agent.training.ActionMode;
import org.e2hil.agent.training.EvaluatedEpisode;
import org.e2hil.agent.training.EvaluationRecord;
import org.e2hil.agent.training.LearnedPolicy;
import org.e2hil.scenarios.config.Scenario;
import org.e2hil.scenarios.config.Scenarios;
import org.e2hil.scenarios.report.RecordingException;
import org.e2hil.scenarios.report.RunDirectory;
import org.e2hil.scenarios.report.Summary;

/**
 * The policy of a run's last checkpoint, in a world in which nobody takes over. The run's records
 * stay as they are. Used by one thread; owns the world.
 */
@API(status = API.Status.MAINTAINED)
public final class TrainedPolicy implements AutoCloseable {

  private final Scenario scenario;
  private final TrainingRun training;
  private final LearnedPolicy policy;

  private TrainedPolicy(Scenario scenario, TrainingRun training) {
    this.scenario = scenario;
    this.training = training;
    policy = new LearnedPolicy(training.input(), training.policy());
  }

  /**
   * The run in a directory of runs, or that directory itself, whose policy is to be shown for a
   * scenario: one of the same name, perhaps with the variation of the arm after it, with the same
   * arm, that has a checkpoint. Of several it is the one whose policy succeeded most often with its
   * mean actions in the last evaluation, and of equal ones that of the lowest seed.
   *
   * @throws RecordingException if the directory cannot be read
   */
  public static Optional<RunDirectory> find(Scenarios scenarios, Path runs, Scenario wanted) {
    try (Stream<Path> inside = Files.list(runs)) {
      return Stream.concat(Stream.of(runs), inside)
          .map(RunDirectory::new)
          .filter(run -> Files.isRegularFile(run.scenario()))
          .filter(run -> Files.isRegularFile(run.checkpoint()))
          .flatMap(run -> Summary.find(run).map(found -> new Candidate(run, found)).stream())
          .filter(candidate -> candidate.fits(scenarios, wanted))
          .min(
              Comparator.comparing(Candidate::successRate)
                  .reversed()
                  .thenComparing(Candidate::seed)
                  .thenComparing(candidate -> candidate.run().path()))
          .map(Candidate::run);
    } catch (IOException e) {
      throw new RecordingException(
          "cannot look for runs in %s: %s".formatted(runs, RecordingException.reason(e)), e);
    }
  }

  private record Candidate(RunDirectory run, Summary summary) {

    boolean fits(Scenarios scenarios, Scenario wanted) {
      String arm = scenarios.arm(wanted);
      return isNamed(wanted.name())
          && summary.task().equals(wanted.task().type())
          && scenarios.robots().stream()
              .anyMatch(robot -> robot.robot().equals(summary.robot()) && robot.arm().equals(arm));
    }

    /** So is {@code pick-banana+so101}, on {@code sim-so101}, for {@code pick-banana}. */
    private boolean isNamed(String name) {
      String variation = name + "+";
      return summary.scenario().equals(name)
          || (summary.scenario().startsWith(variation)
              && summary.robot().contains(summary.scenario().substring(variation.length())));
    }

    /** Below that of every policy that was evaluated where this one was not. */
    double successRate() {
      return summary.unaidedSuccess().mean().map(Summary.Rate::rate).orElse(-1.0);
    }

    long seed() {
      return summary.seeds().get(0);
    }
  }

  /**
   * What a run has learned until its last checkpoint, without a world.
   *
   * @param run a run's directory, or a checkpoint in it
   * @throws RecordingException if there is no such run
   * @throws UnsupportedOperationException if Java was started without the Vector API
   */
  public static LearnedPolicy load(Path run) {
    VectorApi.require();
    RunDirectory directory = directory(run);
    Scenario trained = Scenarios.discover().read(directory.scenario().toString(), List.of());
    return LearnedPolicy.read(checkpoint(run), trained.agent(), trained.encoders());
  }

  private static RunDirectory directory(Path run) {
    return Files.isRegularFile(run) ? RunDirectory.around(run) : RunDirectory.find(run);
  }

  private static Path checkpoint(Path run) {
    return Files.isRegularFile(run) ? run : directory(run).checkpoint();
  }

  /**
   * Opens the world of a robot for a policy.
   *
   * @param run a run's directory, or a checkpoint in it
   * @param robot in whose world it acts, the one that it was trained on or another with its arm
   * @param watched observation groups that there shall be beside those that the policy sees
   * @throws IllegalArgumentException if that robot has another arm, or the world lacks a group
   */
  public static TrainedPolicy open(
      Scenarios scenarios, Path run, Scenario.Robot robot, List<String> watched) {
    return open(scenarios, run, trained -> trained.evaluatedOn(robot), watched);
  }

  /**
   * Opens the world of a scenario for a policy that was trained in another one.
   *
   * @param run a run's directory, or a checkpoint in it
   * @param evaluated the scenario of that world, whose interventions do not count
   * @throws IllegalArgumentException if its robot has another arm
   */
  public static TrainedPolicy open(Scenarios scenarios, Path run, Scenario evaluated) {
    return open(scenarios, run, trained -> evaluated.evaluatedOn(evaluated.robot()), List.of());
  }

  private static TrainedPolicy open(
      Scenarios scenarios, Path run, UnaryOperator<Scenario> elsewhere, List<String> watched) {
    Scenario trained = scenarios.read(directory(run).scenario().toString(), List.of());
    TrainingRun training =
        TrainingRun.openElsewhere(scenarios, trained, elsewhere.apply(trained), watched);
    try {
      training.resume(checkpoint(run));
      return new TrainedPolicy(trained, training);
    } catch (RuntimeException | Error e) {
      training.close();
      throw e;
    }
  }

  /** What it was trained in. */
  public Scenario scenario() {
    return scenario;
  }

  /** Control periods that it was trained for. */
  public long envSteps() {
    return training.envSteps();
  }

  /** The world that it acts in. */
  public Environment environment() {
    return training.environment();
  }

  /** Its mean action where this is seen. */
  public Action act(Observation seen) {
    return policy.act(seen);
  }

  /** Whether any of what it sees are pictures. */
  public boolean seesPictures() {
    return policy.groups().stream()
        .anyMatch(group -> group.kind() == ObservationGroup.Kind.PICTURE);
  }

  /** Where it looks, see {@link LearnedPolicy#saliency}. */
  public Map<String, float[][]> saliency(Observation seen) {
    return policy.saliency(seen);
  }

  /** Evaluates it on the seeds that every evaluation of its run uses. */
  public EvaluationRecord evaluate(ActionMode mode, int episodes) {
    return evaluate(mode, episodes, episode -> {}, () -> false).orElseThrow();
  }

  /**
   * Evaluates it on the seeds that every evaluation of its run uses, unless it is stopped before.
   *
   * @param evaluated hears of each episode as soon as it has ended
   * @param stop asked before each reset and between two control periods
   * @return empty if it was stopped
   */
  public Optional<EvaluationRecord> evaluate(
      ActionMode mode, int episodes, Consumer<EvaluatedEpisode> evaluated, BooleanSupplier stop) {
    return training.evaluate(mode, episodes, evaluated, stop);
  }

  @Override
  public void close() {
    training.close();
  }
}
