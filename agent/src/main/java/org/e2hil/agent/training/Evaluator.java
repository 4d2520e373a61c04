package org.e2hil.agent.training;

import org.e2hil.agent.env.Action;
import org.e2hil.agent.env.Ending;
import org.e2hil.agent.env.Environment;
import org.e2hil.agent.env.Observation;
import org.e2hil.agent.env.StepResult;
import org.e2hil.agent.random.SeededRandom;
import org.e2hil.agent.sac.Policy;

/**
 * Examines a policy: no hand takes over, and the seeds are those of the evaluation alone, the same
 * for every policy of a run.
 */
public final class Evaluator {

  private final Environment environment;
  private final PolicyInput input;
  private final long seed;

  /** An examiner in this world. */
  public Evaluator(Environment environment, PolicyInput input, long seed) {
    this.environment = environment;
    this.input = input;
    this.seed = seed;
  }

  /** Sees every decision of an examination before it is carried out; must change nothing. */
  @FunctionalInterface
  interface DecisionObserver {

    /**
     * An action was chosen.
     *
     * @param episode of the examination, from 0
     * @param seed of the episode
     * @param seen what the policy saw
     */
    void decided(int episode, long seed, float[] seen, Action action);
  }

  /** Lets the policy do the task {@code episodes} times. */
  public EvaluationRecord evaluate(
      Policy policy, ActionMode mode, int episodes, long envSteps, boolean last) {
    return evaluate(policy, mode, episodes, envSteps, last, (episode, seed, seen, action) -> {});
  }

  /** {@link #evaluate(Policy, ActionMode, int, long, boolean)} with someone who looks on. */
  EvaluationRecord evaluate(
      Policy policy,
      ActionMode mode,
      int episodes,
      long envSteps,
      boolean last,
      DecisionObserver observer) {
    Policy.Actor actor = policy.actor();
    int successes = 0;
    long steps = 0;
    for (int episode = 0; episode < episodes; episode++) {
      long episodeSeed = SeededRandom.seed(seed, "evaluation", episode);
      SeededRandom random = SeededRandom.of(episodeSeed, "policy");
      Observation observation = environment.reset(episodeSeed);
      StepResult result;
      do {
        float[] seen = input.of(observation);
        Action action = act(actor, mode, seen, random);
        observer.decided(episode, episodeSeed, seen, action);
        result = environment.step(action);
        observation = result.observation();
        steps++;
      } while (!result.ending().isEnd());
      if (result.ending().kind() == Ending.Kind.SUCCESS) {
        successes++;
      }
    }
    return new EvaluationRecord(
        envSteps, mode, episodes, successes, (double) steps / episodes, last);
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
