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

  /** Lets the policy do the task {@code episodes} times. */
  public EvaluationRecord evaluate(
      Policy policy, ActionMode mode, int episodes, long envSteps, boolean last) {
    Policy.Actor actor = policy.actor();
    int successes = 0;
    long steps = 0;
    for (int episode = 0; episode < episodes; episode++) {
      long episodeSeed = SeededRandom.seed(seed, "evaluation", episode);
      SeededRandom random = SeededRandom.of(episodeSeed, "policy");
      Observation observation = environment.reset(episodeSeed);
      StepResult result;
      do {
        result = environment.step(act(actor, mode, observation, random));
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

  private Action act(
      Policy.Actor actor, ActionMode mode, Observation observation, SeededRandom random) {
    float[] continuous = new float[Action.CONTINUOUS];
    float[] seen = input.of(observation);
    int gripper =
        mode == ActionMode.SAMPLED
            ? actor.sample(seen, random, continuous)
            : actor.mean(seen, continuous);
    return Action.of(continuous, gripper);
  }
}
