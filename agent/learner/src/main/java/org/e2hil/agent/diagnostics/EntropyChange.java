package org.e2hil.agent.diagnostics;

import org.apiguardian.api.API;
import org.e2hil.agent.sac.ActorUpdateReport;
import org.e2hil.agent.selection.CovarianceInfluence;

/**
 * How one actor update moved the policy's entropy, predicted and measured on the same states.
 *
 * <p><b>Measured.</b> ΔH is the mean over the batch's states of H(π after) − H(π before), H the
 * entropy of the squashed Gaussian by {@link SquashedEntropy}: no action is drawn, so there is no
 * sampling noise that common random numbers would have to cancel. The gripper has no part in it.
 *
 * <p><b>Predicted.</b> η·c̄, with c̄ the mean influence of the states that counted. η is the
 * actor's learning rate. The paper writes the update as Δz = −η·g with g "possibly after adaptive
 * preconditioning" (Eq. 25), and Adam does two things to the gradient. It follows the mean of past
 * gradients, and since c is linear in the gradient, c̄ is smoothed alike ({@link
 * SmoothedInfluence}). And it rescales every number, in the network's parameters, which all states
 * share, rather than in z: so η·c̄, which takes g for the gradient of each state's own logits,
 * cannot have the measured size. How well it tells one update from another is what its correlation
 * with the measured ΔH says. What an imitation term does is not in it.
 *
 * <p><b>Remainder.</b> Eq. 14 with z = (μ, log σ) of every dimension and Δz what the update really
 * did to them: ε = ΔH − ⟨∇H, Δz⟩. It stays below the mean of (L/2)·‖Δz‖² (Eq. 24 and 42), L by
 * {@link SquashedEntropy#curvature}. Since ‖Δz‖ is known, nothing has to be assumed of Adam to get
 * there; for plain gradient steps clipped to G it would be at most (L/2)·η²G² (Eq. 28 and 30).
 *
 * @param envSteps control periods so far
 * @param learnerSteps so far, this one included
 * @param stepSize η
 * @param gradientNorm ‖∇L‖ over all the actor's parameters, before clipping
 * @param predictedWeighted η·c̄ with c by Eq. 10, density-weighted (Eq. 9)
 * @param predictedUnweighted the same with c = −Ĉov(log π, A)
 * @param measured ΔH, in nats
 * @param covarianceWeighted mean of Ĉov(log π, π·A) over the batch
 * @param covarianceUnweighted mean of Ĉov(log π, A) over the batch
 * @param remainder ε
 * @param remainderBound what |ε| cannot exceed
 */
@API(status = API.Status.EXPERIMENTAL)
public record EntropyChange(
    long envSteps,
    long learnerSteps,
    double stepSize,
    double gradientNorm,
    double predictedWeighted,
    double predictedUnweighted,
    double measured,
    double covarianceWeighted,
    double covarianceUnweighted,
    double remainder,
    double remainderBound)
    implements Diagnosis {

  @Override
  public void tell(DiagnosticsListener listener) {
    listener.onEntropyChange(this);
  }

  /** ⟨∇H, Δz⟩: the first-order change along what the update really did. */
  public double firstOrder() {
    return measured - remainder;
  }

  /** Measures an update. */
  static EntropyChange of(long envSteps, ActorUpdateReport update, SmoothedInfluence influence) {
    int batch = update.batch().size();
    double[] logDensity = new double[update.samples()];
    double[] softValue = new double[update.samples()];
    double weighted = 0;
    double unweighted = 0;
    for (int row = 0; row < batch; row++) {
      update.samplesInto(row, logDensity, softValue);
      weighted -= CovarianceInfluence.DENSITY_WEIGHTED.influence(logDensity, softValue) / batch;
      unweighted -= CovarianceInfluence.UNWEIGHTED.influence(logDensity, softValue) / batch;
    }
    Motion motion = Motion.of(update);
    return new EntropyChange(
        envSteps,
        update.step(),
        update.stepSize(),
        update.gradientNorm(),
        update.stepSize() * influence.weighted(),
        update.stepSize() * influence.unweighted(),
        motion.change,
        weighted,
        unweighted,
        motion.change - motion.firstOrder,
        motion.bound);
  }

  /** Means over the batch. */
  private record Motion(double change, double firstOrder, double bound) {

    static Motion of(ActorUpdateReport update) {
      double change = 0;
      double firstOrder = 0;
      double bound = 0;
      double[] gradient = new double[2];
      float[] means = update.meanBefore();
      for (int i = 0; i < means.length; i++) {
        double mean = means[i];
        double log = update.logDeviationBefore()[i];
        double newMean = update.meanAfter()[i];
        double newLog = update.logDeviationAfter()[i];
        double byMean = newMean - mean;
        double byLog = newLog - log;
        change += SquashedEntropy.entropy(newMean, newLog) - SquashedEntropy.entropy(mean, log);
        SquashedEntropy.gradient(mean, log, gradient);
        firstOrder += gradient[0] * byMean + gradient[1] * byLog;
        double curvature =
            SquashedEntropy.curvature(
                Math.exp(Math.min(log, newLog)), Math.exp(Math.max(log, newLog)));
        bound += curvature / 2 * (byMean * byMean + byLog * byLog);
      }
      int batch = update.batch().size();
      return new Motion(change / batch, firstOrder / batch, bound / batch);
    }
  }
}
