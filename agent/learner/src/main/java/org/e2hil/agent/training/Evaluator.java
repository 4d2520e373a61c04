package org.e2hil.agent.training;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import org.apiguardian.api.API;
import org.e2hil.agent.env.Action;
import org.e2hil.agent.env.Environment;
import org.e2hil.agent.env.EnvironmentFaultException;
import org.e2hil.agent.env.EpisodeEnd;
import org.e2hil.agent.env.Observation;
import org.e2hil.agent.env.StepResult;
import org.e2hil.agent.random.SeededRandom;
import org.e2hil.agent.sac.Policy;

/**
 * Evaluates a policy: no hand takes over, and the seeds are those of the evaluation alone, the same
 * for every policy of a run.
 */
@API(status = API.Status.INTERNAL)
public final class Evaluator {

  private final Environment environment;
  private final ObservationEncoder input;
  private final long seed;
  private final DoubleSupplier progress;

  /** An evaluator in a world that cannot tell how far a task has come. */
  public Evaluator(Environment environment, ObservationEncoder input, long seed) {
    this(environment, input, seed, () -> Double.NaN);
  }

  /**
   * An evaluator in this world.
   *
   * @param progress how far the task has come in the world as it stands, from 0 to 1; changes
   *     nothing, and is NaN where nobody can tell
   */
  public Evaluator(
      Environment environment, ObservationEncoder input, long seed, DoubleSupplier progress) {
    this.environment = environment;
    this.input = input;
    this.seed = seed;
    this.progress = progress;
  }

  /** Sees every decision of an evaluation before it is carried out; must change nothing. */
  @FunctionalInterface
  interface DecisionObserver {

    /**
     * An action was chosen.
     *
     * @param episode of the evaluation, from 0
     * @param seed of the episode
     * @param seen what the policy saw
     */
    void decided(int episode, long seed, float[] seen, Action action);
  }

  /** Lets the policy do the task {@code episodes} times. */
  public EvaluationRecord evaluate(
      Policy policy, ActionMode mode, int episodes, long envSteps, boolean last) {
    return evaluate(policy, mode, episodes, envSteps, last, episode -> {}, () -> false)
        .orElseThrow();
  }

  /**
   * Lets the policy do the task {@code episodes} times, unless it is stopped before.
   *
   * <p>An episode that a person wants once more is done once more, from the same start.
   *
   * @param evaluated hears of each episode as soon as it has ended, also of one that is done again
   * @param stop asked before each reset and between two control periods
   * @return empty if it was stopped
   * @throws EnvironmentFaultException if the world is broken for good
   */
  public Optional<EvaluationRecord> evaluate(
      Policy policy,
      ActionMode mode,
      int episodes,
      long envSteps,
      boolean last,
      Consumer<EvaluatedEpisode> evaluated,
      BooleanSupplier stop) {
    return evaluate(
        policy,
        mode,
        episodes,
        envSteps,
        last,
        (episode, seed, seen, action) -> {},
        evaluated,
        stop);
  }

  /**
   * {@link #evaluate(Policy, ActionMode, int, long, boolean, Consumer, BooleanSupplier)} with
   * someone who looks on.
   */
  Optional<EvaluationRecord> evaluate(
      Policy policy,
      ActionMode mode,
      int episodes,
      long envSteps,
      boolean last,
      DecisionObserver observer,
      Consumer<EvaluatedEpisode> evaluated,
      BooleanSupplier stop) {
    Policy.Actor actor = policy.actor();
    FaultsInARow faults = new FaultsInARow();
    int successes = 0;
    int faulty = 0;
    long steps = 0;
    for (int i = 0; i < episodes; i++) {
      EvaluatedEpisode episode;
      do {
        Optional<EvaluatedEpisode> ended = episode(actor, mode, i, envSteps, observer, stop);
        if (ended.isEmpty()) {
          return Optional.empty();
        }
        episode = ended.get();
        evaluated.accept(episode);
      } while (episode.episodeEnd().kind() == EpisodeEnd.Kind.VOID);
      faults.count(episode.episodeEnd());
      switch (episode.episodeEnd().kind()) {
        // a world that broke says nothing of the policy
        case FAULT -> faulty++;
        case SUCCESS -> {
          successes++;
          steps += episode.steps();
        }
        default -> steps += episode.steps();
      }
    }
    int judged = episodes - faulty;
    return Optional.of(
        new EvaluationRecord(
            envSteps,
            mode,
            judged,
            successes,
            faulty,
            judged == 0 ? 0 : (double) steps / judged,
            last));
  }

  /** One episode; empty if it was stopped. */
  private Optional<EvaluatedEpisode> episode(
      Policy.Actor actor,
      ActionMode mode,
      int episode,
      long envSteps,
      DecisionObserver observer,
      BooleanSupplier stop) {
    long episodeSeed = SeededRandom.seed(seed, "evaluation", episode);
    SeededRandom random = SeededRandom.of(episodeSeed, "policy");
    if (stop.getAsBoolean()) {
      return Optional.empty();
    }
    Observation observation;
    try {
      observation = environment.reset(episodeSeed);
    } catch (EnvironmentFaultException e) {
      return stop.getAsBoolean()
          ? Optional.empty()
          : Optional.of(
              new EvaluatedEpisode(
                  envSteps, mode, episode, 0, Double.NaN, EpisodeEnd.fault(e.getMessage())));
    }
    double furthest = progress.getAsDouble();
    int length = 0;
    StepResult result;
    do {
      if (stop.getAsBoolean()) {
        return Optional.empty();
      }
      float[] seen = input.of(observation);
      Action action = act(actor, mode, seen, random);
      observer.decided(episode, episodeSeed, seen, action);
      result = environment.step(action);
      observation = result.observation();
      furthest = Math.max(furthest, progress.getAsDouble());
      length++;
    } while (!result.episodeEnd().isEnd());
    if (result.episodeEnd().kind() == EpisodeEnd.Kind.FAULT && stop.getAsBoolean()) {
      // an arm that is put to rest because the program ends is no broken world
      return Optional.empty();
    }
    if (result.episodeEnd().kind() == EpisodeEnd.Kind.SUCCESS) {
      // a task is done when its world says so, however far the expert thinks it has come
      furthest = Double.isNaN(furthest) ? furthest : 1;
    }
    return Optional.of(
        new EvaluatedEpisode(envSteps, mode, episode, length, furthest, result.episodeEnd()));
  }

  private static Action act(
      Policy.Actor actor, ActionMode mode, float[] seen, SeededRandom random) {
    float[] continuous = new float[Action.CONTINUOUS];
    int gripper =
        mode == ActionMode.SAMPLED
            ? actor.sample(seen, random, continuous)
            : actor.mean(seen, continuous);
    return Action.of(continuous, gripper);
  }
}
