package org.e2hil.agent.diagnostics;

import java.util.Arrays;
import org.apiguardian.api.API;
import org.e2hil.agent.sac.ActorUpdateReport;

/**
 * How much chance there is in the entropy's first-order increment ΔH⁽¹⁾ = η⟨∇H, ĝ⟩ of a plain
 * gradient step on N independent draws from the batch (Eq. 43 to 47), with and without the mask. H
 * is the mean entropy of the batch's states as a function of the actor's last layer, where ψ lives;
 * the sign of ĝ is ψ's and does not matter to a variance.
 *
 * <p>Of the bounds, Var[ΔH⁽¹⁾] ≤ η²‖∇H‖²·E‖ĝ‖² always holds (Eq. 44 and 45), and so does the masked
 * bound being the smaller of {@code boundMasked ≤ boundFull} (Eq. 47, from m² ≤ 1). The paper
 * itself says that E‖ĝ_m‖² ≤ E‖ĝ‖² need not hold, since a mask can remove terms that would have
 * cancelled: both moments are recorded, and nothing is claimed of their order.
 *
 * @param envSteps control periods so far
 * @param entropyGradientNorm ‖∇H‖
 * @param varianceFull Var[ΔH⁽¹⁾] without the mask
 * @param varianceMasked Var[ΔH⁽¹⁾] with it
 * @param momentFull E‖ĝ‖²
 * @param momentMasked E‖ĝ_m‖²
 * @param boundFull η²‖∇H‖²·E‖ψ‖²
 * @param boundMasked η²‖∇H‖²·E‖mψ‖²
 * @param gradientVarianceFull Tr Var[ψ]/N, to be compared with the masked one of Eq. 37
 */
@API(status = API.Status.EXPERIMENTAL)
public record IncrementVariance(
    long envSteps,
    double entropyGradientNorm,
    double varianceFull,
    double varianceMasked,
    double momentFull,
    double momentMasked,
    double boundFull,
    double boundMasked,
    double gradientVarianceFull)
    implements Diagnosis {

  @Override
  public void tell(DiagnosticsListener listener) {
    listener.onIncrementVariance(this);
  }

  static IncrementVariance of(
      long envSteps, ActorUpdateReport update, SampleGradients psi, MaskedGradient masked) {
    return of(
        envSteps,
        psi,
        update.weights(),
        masked,
        psi.meanOf(entropyGradient(update)),
        update.stepSize());
  }

  /**
   * The bounds for any ψ and ∇H.
   *
   * @param weights {@code [size]}: m in [0, 1]
   * @param masked of the same ψ and weights
   * @param entropyGradient ∇H, where ψ lives
   * @param stepSize η
   */
  static IncrementVariance of(
      long envSteps,
      SampleGradients psi,
      float[] weights,
      MaskedGradient masked,
      double[] entropyGradient,
      double stepSize) {
    int size = psi.size();
    double[] full = new double[size];
    double[] kept = new double[size];
    double[] all = new double[size];
    double[] mask = new double[size];
    Arrays.fill(all, 1);
    for (int i = 0; i < size; i++) {
      mask[i] = weights[i];
      full[i] = stepSize * psi.product(entropyGradient, i);
      kept[i] = mask[i] * full[i];
    }
    double squares = SampleGradients.squaredNorm(entropyGradient);
    double scale = stepSize * stepSize * squares;
    return new IncrementVariance(
        envSteps,
        Math.sqrt(squares),
        variance(full) / size,
        variance(kept) / size,
        SampleGradients.squaredNorm(psi.mean(all)) + masked.varianceFull(),
        SampleGradients.squaredNorm(psi.mean(mask)) + masked.variance(),
        scale * masked.secondMomentFull(),
        scale * masked.secondMomentMasked(),
        masked.varianceFull());
  }

  /** {@code [batch, 2 · action]}: ∂H/∂(μ, log σ) of every state; 0 where σ is clamped. */
  private static float[] entropyGradient(ActorUpdateReport update) {
    int actions = update.actionSize();
    float[] gradient = new float[update.batch().size() * 2 * actions];
    double[] one = new double[2];
    for (int i = 0; i < update.meanBefore().length; i++) {
      SquashedEntropy.gradient(update.meanBefore()[i], update.logDeviationBefore()[i], one);
      int at = i / actions * 2 * actions + i % actions;
      gradient[at] = (float) one[0];
      gradient[at + actions] = update.isClamped(i) ? 0 : (float) one[1];
    }
    return gradient;
  }

  private static double variance(double[] values) {
    double mean = Arrays.stream(values).sum() / values.length;
    return Arrays.stream(values).map(x -> (x - mean) * (x - mean)).sum() / values.length;
  }
}
