package org.e2hil.agent.training;

import org.apiguardian.api.API;

/**
 * How the policy is evaluated, without any intervention and on seeds of its own.
 *
 * @param episodes at the end of training, for the sampled and for the mean action each
 * @param everySteps control periods between two looks during training; 0 for none
 * @param intermediateEpisodes of a look during training, sampled actions
 */
@API(status = API.Status.EXPERIMENTAL)
public record EvaluationConfig(int episodes, int everySteps, int intermediateEpisodes) {

  /** Checks the ranges. */
  public EvaluationConfig {
    TrainingConfig.atLeast("episodes", episodes, 1);
    TrainingConfig.atLeast("everySteps", everySteps, 0);
    TrainingConfig.atLeast("intermediateEpisodes", intermediateEpisodes, 1);
  }

  /** 60 episodes at the end, 20 every 1,000 steps. */
  public static EvaluationConfig defaults() {
    return new EvaluationConfig(60, 1000, 20);
  }
}
