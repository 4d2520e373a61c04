package org.e2hil.agent.diagnostics;

import org.apiguardian.api.API;
import org.e2hil.agent.sac.ActorUpdateReport;
import org.e2hil.agent.selection.SoftmaxInfluence;

/**
 * The entropy dynamics of Appendix II on the one distribution of the agent that is a softmax: the
 * gripper critic's π ∝ exp(Q/α) with the learner's temperature α, the policy that would be optimal
 * if the gripper's entropy counted like the arm's. (The agent acts by its argmax.) Everything is
 * exact, nothing is sampled; Δz is what the gripper critic's last update, with Adam, really did to
 * its values on the batch's states, divided by α. Means over the batch.
 *
 * @param envSteps control periods so far
 * @param learnerSteps so far, this one included
 * @param entropy H before the update, in nats
 * @param gradientNorm ‖∇H‖ (Eq. 18)
 * @param curvature ‖∇²H‖ (Eq. 15)
 * @param firstOrder −Cov(log π, Δz), which is ⟨∇H, Δz⟩ (Eq. 23)
 * @param measured ΔH
 * @param remainder ε (Eq. 14)
 * @param remainderBound (L/2)·‖Δz‖² with L of three actions (Eq. 24)
 */
@API(status = API.Status.EXPERIMENTAL)
public record GripperEntropy(
    long envSteps,
    long learnerSteps,
    double entropy,
    double gradientNorm,
    double curvature,
    double firstOrder,
    double measured,
    double remainder,
    double remainderBound)
    implements Diagnosis {

  @Override
  public void tell(DiagnosticsListener listener) {
    listener.onGripperEntropy(this);
  }

  private static final int CHOICES = 3;

  /** Rounded up from what {@link SoftmaxEntropy#largestCurvature} finds. */
  private static final double LARGEST_CURVATURE = 0.5285;

  static GripperEntropy of(long envSteps, ActorUpdateReport update) {
    int size = update.batch().size();
    double entropy = 0;
    double norm = 0;
    double curvature = 0;
    double firstOrder = 0;
    double remainder = 0;
    double bound = 0;
    double[] logits = new double[CHOICES];
    double[] change = new double[CHOICES];
    for (int row = 0; row < size; row++) {
      for (int k = 0; k < CHOICES; k++) {
        int at = row * CHOICES + k;
        logits[k] = update.gripperBefore()[at] / update.temperature();
        change[k] = update.gripperAfter()[at] / update.temperature() - logits[k];
      }
      double[] policy = SoftmaxInfluence.policy(logits);
      entropy += SoftmaxInfluence.entropy(policy) / size;
      norm +=
          Math.sqrt(SampleGradients.squaredNorm(SoftmaxInfluence.entropyGradient(policy))) / size;
      curvature += SoftmaxEntropy.curvature(policy) / size;
      firstOrder += SoftmaxInfluence.entropyChange(policy, change) / size;
      remainder += SoftmaxEntropy.remainder(logits, change) / size;
      bound += SoftmaxEntropy.remainderBound(LARGEST_CURVATURE, change) / size;
    }
    return new GripperEntropy(
        envSteps,
        update.step(),
        entropy,
        norm,
        curvature,
        firstOrder,
        firstOrder + remainder,
        remainder,
        bound);
  }
}
