package org.e2hil.agent.sac;

import org.apiguardian.api.API;
import org.e2hil.agent.experience.Source;

/**
 * What one learner step measured, of its last batch. Losses and norms are from before the update
 * that they caused.
 *
 * @param step learner steps, this one included
 * @param criticLoss Eq. 1, summed over the ensemble
 * @param criticGradientNorm before clipping
 * @param gripperLoss of the double DQN
 * @param gripperGradientNorm before clipping
 * @param actorLoss Eq. 12, normalised as configured
 * @param actorLossKept Σ m·l / Σ m: divided by what was kept (Eq. 12)
 * @param actorLossBatch Σ m·l / N: divided by the batch (Eq. 36 and 40)
 * @param actorGradientNorm before clipping
 * @param temperatureLoss mean(−α(log π + H̄))
 * @param temperature α after the step
 * @param entropy −mean log π of the actions that the actor learned from
 * @param meanQ mean over batch and ensemble of Q at the batch's actions
 * @param targetQ mean of the critics' targets
 * @param keepRatio mean weight of a state in the actor's loss
 * @param lowerBound ℓ of Eq. 11, 0 without a bound
 * @param upperBound u of Eq. 11, infinite without a bound
 * @param undecided whether |c| was constant, so that everything was kept
 * @param influence mean |c| over the batch; 0 where it is not measured
 * @param influenceOfDemonstrations mean |c| over demonstrations; NaN without any in the batch
 * @param influenceOfPolicy mean |c| over the policy's own; NaN without any in the batch
 * @param influenceOfInterventions mean |c| over interventions; NaN without any in the batch
 */
@API(status = API.Status.EXPERIMENTAL)
public record LearnerMetrics(
    long step,
    double criticLoss,
    double criticGradientNorm,
    double gripperLoss,
    double gripperGradientNorm,
    double actorLoss,
    double actorLossKept,
    double actorLossBatch,
    double actorGradientNorm,
    double temperatureLoss,
    double temperature,
    double entropy,
    double meanQ,
    double targetQ,
    double keepRatio,
    double lowerBound,
    double upperBound,
    boolean undecided,
    double influence,
    double influenceOfDemonstrations,
    double influenceOfPolicy,
    double influenceOfInterventions) {

  /** Mean |c| over the batch's transitions from {@code source}; NaN without any. */
  public double influenceOf(Source source) {
    return switch (source) {
      case DEMONSTRATION -> influenceOfDemonstrations;
      case POLICY -> influenceOfPolicy;
      case INTERVENTION -> influenceOfInterventions;
    };
  }
}
