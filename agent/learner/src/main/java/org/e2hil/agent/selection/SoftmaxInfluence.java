package org.e2hil.agent.selection;

import org.apiguardian.api.API;

/** The quantities of Eq. 4 to 9 for a discrete softmax policy, exact rather than sampled. */
@API(status = API.Status.INTERNAL)
public final class SoftmaxInfluence {

  private SoftmaxInfluence() {}

  /** π = softmax(z). */
  public static double[] policy(double[] logits) {
    double highest = Double.NEGATIVE_INFINITY;
    for (double z : logits) {
      highest = Math.max(highest, z);
    }
    double[] policy = new double[logits.length];
    double sum = 0;
    for (int a = 0; a < logits.length; a++) {
      policy[a] = Math.exp(logits[a] - highest);
      sum += policy[a];
    }
    for (int a = 0; a < logits.length; a++) {
      policy[a] /= sum;
    }
    return policy;
  }

  /** H = −Σ π log π (Eq. 13). */
  public static double entropy(double[] policy) {
    double entropy = 0;
    for (double p : policy) {
      entropy -= p > 0 ? p * Math.log(p) : 0;
    }
    return entropy;
  }

  /** ∂H/∂z = −π(log π + H) (Eq. 18 and 22). */
  public static double[] entropyGradient(double[] policy) {
    double entropy = entropy(policy);
    double[] gradient = new double[policy.length];
    for (int a = 0; a < policy.length; a++) {
      gradient[a] = policy[a] > 0 ? -policy[a] * (Math.log(policy[a]) + entropy) : 0;
    }
    return gradient;
  }

  /** A_soft = g − Σ π·g with g = Q − α log π (Eq. 7). */
  public static double[] softAdvantage(double[] policy, double[] q, double temperature) {
    double[] advantage = new double[policy.length];
    double value = 0;
    for (int a = 0; a < policy.length; a++) {
      advantage[a] = q[a] - temperature * Math.log(policy[a]);
      value += policy[a] * advantage[a];
    }
    for (int a = 0; a < policy.length; a++) {
      advantage[a] -= value;
    }
    return advantage;
  }

  /** Δz = η·π·A_soft: one gradient step on the actor's loss (Eq. 8). */
  public static double[] logitChange(
      double[] policy, double[] q, double temperature, double stepSize) {
    double[] change = softAdvantage(policy, q, temperature);
    for (int a = 0; a < policy.length; a++) {
      change[a] *= stepSize * policy[a];
    }
    return change;
  }

  /** −Cov_π(log π, Δz): the entropy's first-order change (Eq. 4 and 23). */
  public static double entropyChange(double[] policy, double[] logitChange) {
    double meanLog = -entropy(policy);
    double meanChange = 0;
    for (int a = 0; a < policy.length; a++) {
      meanChange += policy[a] * logitChange[a];
    }
    double covariance = 0;
    for (int a = 0; a < policy.length; a++) {
      if (policy[a] > 0) {
        covariance += policy[a] * (Math.log(policy[a]) - meanLog) * (logitChange[a] - meanChange);
      }
    }
    return -covariance;
  }
}
