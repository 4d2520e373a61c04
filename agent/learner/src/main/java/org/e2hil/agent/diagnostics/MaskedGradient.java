package org.e2hil.agent.diagnostics;

import java.util.Arrays;
import org.apiguardian.api.API;

/**
 * What a mask does to the mean gradient of a batch (Eq. 33 to 38), with the batch as the population
 * that E stands for, X = ψ and Y = mψ. As in Eq. 36 the sums are divided by N, also where the
 * learner divides by Σm.
 *
 * @param discardRate E(1 − m)²: of a hard mask the share that it drops
 * @param biasNorm ‖E[(1 − m)ψ]‖, which is ‖g_m − g‖ (Eq. 34)
 * @param biasBound √E(1 − m)²·√E‖ψ‖² (Eq. 35)
 * @param variance Tr Var[Y]/N: what a batch of N draws adds to the squared bias (Eq. 37)
 * @param varianceFull Tr Var[X]/N: the same without a mask
 * @param secondMomentMasked E‖mψ‖² (Eq. 38)
 * @param secondMomentFull E‖ψ‖²
 */
@API(status = API.Status.EXPERIMENTAL)
public record MaskedGradient(
    double discardRate,
    double biasNorm,
    double biasBound,
    double variance,
    double varianceFull,
    double secondMomentMasked,
    double secondMomentFull) {

  /**
   * Measures a mask.
   *
   * @param weights {@code [size]}: m in [0, 1]
   */
  static MaskedGradient of(SampleGradients psi, float[] weights) {
    int size = psi.size();
    double[] kept = new double[size];
    double[] dropped = new double[size];
    double[] all = new double[size];
    Arrays.fill(all, 1);
    double discardRate = 0;
    double masked = 0;
    double full = 0;
    for (int i = 0; i < size; i++) {
      kept[i] = weights[i];
      dropped[i] = 1 - kept[i];
      discardRate += dropped[i] * dropped[i] / size;
      double squares = psi.squaredNorm(i) / size;
      masked += kept[i] * kept[i] * squares;
      full += squares;
    }
    return new MaskedGradient(
        discardRate,
        Math.sqrt(SampleGradients.squaredNorm(psi.mean(dropped))),
        Math.sqrt(discardRate * full),
        Math.max(0, masked - SampleGradients.squaredNorm(psi.mean(kept))) / size,
        Math.max(0, full - SampleGradients.squaredNorm(psi.mean(all))) / size,
        masked,
        full);
  }

  /** E‖ĝ_m − g‖² over batches of N draws: squared bias and variance (Eq. 37). */
  public double meanSquaredError() {
    return biasNorm * biasNorm + variance;
  }

  /**
   * How far two masks' gradients lie apart, and the most that they could (after Eq. 38).
   *
   * @param distance ‖g_m₁ − g_m₂‖
   * @param bound √E(m₁ − m₂)²·√E‖ψ‖²
   */
  public record Sensitivity(double distance, double bound) {

    /** Compares two masks. */
    static Sensitivity of(SampleGradients psi, float[] one, float[] other) {
      int size = psi.size();
      double[] difference = new double[size];
      double squares = 0;
      double full = 0;
      for (int i = 0; i < size; i++) {
        difference[i] = one[i] - other[i];
        squares += difference[i] * difference[i] / size;
        full += psi.squaredNorm(i) / size;
      }
      return new Sensitivity(
          Math.sqrt(SampleGradients.squaredNorm(psi.mean(difference))), Math.sqrt(squares * full));
    }
  }
}
