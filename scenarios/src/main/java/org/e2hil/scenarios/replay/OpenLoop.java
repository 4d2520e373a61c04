package org.e2hil.scenarios.replay;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import org.apiguardian.api.API;
import org.e2hil.agent.env.ActionScaling;
import org.e2hil.agent.env.Environment;
import org.e2hil.agent.env.EnvironmentFaultException;
import org.e2hil.agent.env.EnvironmentRequest;
import org.e2hil.agent.env.EpisodeEnd;
import org.e2hil.agent.env.Observation;
import org.e2hil.agent.env.ObservationGroup;
import org.e2hil.agent.env.StepResult;
import org.e2hil.agent.env.Workcell;
import org.e2hil.agent.experience.RecordedObservation;
import org.e2hil.agent.experience.RecordedStep;
import org.e2hil.agent.training.Episode;
import org.e2hil.agent.training.Origin;
import org.e2hil.dataset.Dataset;
import org.e2hil.dataset.DatasetException;
import org.e2hil.dataset.DatasetSpec;
import org.e2hil.dataset.PictureSpec;
import org.e2hil.scenarios.config.Scenario;
import org.e2hil.scenarios.config.Scenarios;

/**
 * The recorded actions of a dataset in a world that obeys them, without a look at where they lead:
 * in the simulation that they come from it ends where the recording did, until simulator or control
 * step change. Used by one thread; owns the world.
 */
@API(status = API.Status.INTERNAL)
public final class OpenLoop implements AutoCloseable {

  /** Names of the tool point's place in a dataset's observation. */
  private static final List<String> TOOL =
      List.of("proprioception.tool_x_m", "proprioception.tool_y_m", "proprioception.tool_z_m");

  private final Dataset dataset;
  private final List<String> groups;
  private final List<Integer> tool;
  private final Workcell workcell;

  /**
   * What became of an episode.
   *
   * @param startKnown whether it began with the seed that the recording began with; else paths are
   *     compared from where each begins
   * @param alike whether the world drew what it drew when it was recorded
   * @param steps control periods that were replayed
   * @param recordedSteps control periods that were recorded
   * @param end how it ended; not at all where the recording was over first
   * @param recordedEnd how the recording ended
   * @param farthestM how far the tool point came off the recorded path, m
   * @param lastM how far it is off at the end, m
   * @param exact whether every number that was seen is the recorded one, bit for bit
   */
  public record Outcome(
      boolean startKnown,
      boolean alike,
      int steps,
      int recordedSteps,
      EpisodeEnd end,
      EpisodeEnd recordedEnd,
      double farthestM,
      double lastM,
      boolean exact) {

    /** Whether it ended as the recording did; one that time cut off is not over here. */
    public boolean endsAlike() {
      return steps == recordedSteps
          && (end.kind() == recordedEnd.kind() || (!end.isEnd() && !recordedEnd.isTerminal()));
    }
  }

  private OpenLoop(Dataset dataset, List<String> groups, List<Integer> tool, Workcell workcell) {
    this.dataset = dataset;
    this.groups = groups;
    this.tool = tool;
    this.workcell = workcell;
  }

  /**
   * Opens a world.
   *
   * @param scenario that names the robot; the scale of the actions is the dataset's
   * @throws IllegalArgumentException if the robot has another arm than the one that was recorded
   * @throws DatasetException if the dataset does not say what its numbers mean
   */
  public static OpenLoop open(Scenarios scenarios, Dataset dataset, Scenario scenario) {
    Origin origin = dataset.origin();
    DatasetSpec spec = dataset.spec().orElseThrow();
    String arm = scenarios.arm(scenario);
    if (!arm.equals(origin.arm())) {
      throw new IllegalArgumentException(
          "the dataset was recorded with the arm %s, but %s is an %s, which the same actions lead elsewhere"
              .formatted(origin.arm(), scenario.robot().type(), arm));
    }
    List<Integer> tool = TOOL.stream().map(spec.stateNames()::indexOf).toList();
    if (tool.contains(-1)) {
      throw new DatasetException(
          "the dataset does not tell where the tool was (%s), so that no path can be compared"
              .formatted(TOOL));
    }
    List<String> pictures = spec.pictures().stream().map(PictureSpec::name).toList();
    List<String> numbers = origin.groups().stream().filter(g -> !pictures.contains(g)).toList();
    // what a simulator alone knows is not asked of a robot
    List<String> groups =
        scenarios.isReal(scenario) ? List.of(ObservationGroup.PROPRIOCEPTION) : numbers;
    int beyondAll = (int) dataset.longestEpisode() + 1;
    EnvironmentRequest request =
        new EnvironmentRequest(
            origin.task(),
            scenario.robot().settings(),
            groups,
            ActionScaling.of(origin.actionScale()),
            OptionalInt.of(scenario.task().horizon().orElse(beyondAll)),
            scenario.task().tunables());
    return new OpenLoop(dataset, groups, tool, scenarios.provider(scenario).open(request));
  }

  /**
   * Replays an episode.
   *
   * @param index its number in the dataset
   * @param stop asked between two control periods
   * @return empty if it was stopped
   * @throws EnvironmentFaultException if the world cannot be brought to a start
   */
  public Optional<Outcome> replay(int index, BooleanSupplier stop) {
    Episode recorded = dataset.read(index, 1).get(0);
    List<RecordedStep> steps = recorded.steps();
    Environment world = workcell.environment();
    boolean startKnown = recorded.resetSeed().isPresent();
    Observation seen = world.reset(recorded.resetSeed().orElse(index));
    double[] here = toolM(seen);
    double[] there = toolM(steps.get(0).measurement());
    double[] apart = new double[here.length];
    for (int axis = 0; axis < apart.length && !startKnown; axis++) {
      apart[axis] = here[axis] - there[axis];
    }
    boolean exact = same(seen, steps.get(0).measurement());
    double farthest = distance(here, there, apart);
    double last = farthest;
    int done = 0;
    EpisodeEnd end = EpisodeEnd.none();
    while (done < steps.size() && !end.isEnd()) {
      if (stop.getAsBoolean()) {
        return Optional.empty();
      }
      RecordedStep step = steps.get(done);
      StepResult result = world.step(step.step().chosen());
      end = result.episodeEnd();
      exact &= same(result.observation(), step.next());
      last = distance(toolM(result.observation()), toolM(step.next()), apart);
      farthest = Math.max(farthest, last);
      done++;
    }
    return Optional.of(
        new Outcome(
            startKnown,
            world.episodeParameters().equals(recorded.parameters()),
            done,
            steps.size(),
            end,
            steps.get(steps.size() - 1).step().episodeEnd(),
            farthest,
            last,
            exact && done == steps.size()));
  }

  private static double[] toolM(Observation seen) {
    float[] numbers = seen.numbers(ObservationGroup.PROPRIOCEPTION);
    return new double[] {numbers[0], numbers[1], numbers[2]};
  }

  private double[] toolM(RecordedObservation seen) {
    return tool.stream().mapToDouble(seen::number).toArray();
  }

  private static double distance(double[] here, double[] there, double[] apart) {
    double squared = 0;
    for (int axis = 0; axis < here.length; axis++) {
      double off = here[axis] - there[axis] - apart[axis];
      squared += off * off;
    }
    return Math.sqrt(squared);
  }

  /** Compares all numbers that were recorded; false where the world shows others. */
  private boolean same(Observation seen, RecordedObservation recorded) {
    int at = 0;
    boolean same = true;
    for (String group : groups) {
      for (float number : seen.numbers(group)) {
        same &= at < recorded.shape().numbers() && number == recorded.number(at++);
      }
    }
    return same && at == recorded.shape().numbers();
  }

  @Override
  public void close() {
    workcell.close();
  }
}
