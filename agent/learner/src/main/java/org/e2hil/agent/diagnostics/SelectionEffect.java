package org.e2hil.agent.diagnostics;

import java.util.random.RandomGenerator;
import org.apiguardian.api.API;
import org.e2hil.agent.experience.Source;
import org.e2hil.agent.sac.ActorUpdateReport;
import org.e2hil.agent.selection.CovarianceInfluence;
import org.e2hil.agent.selection.Normalisation;
import org.e2hil.agent.selection.Ramp;
import org.e2hil.agent.selection.SelectionConfig;

/**
 * What the selection did to one actor update.
 *
 * @param envSteps control periods so far
 * @param keepRatio mean weight
 * @param lower ℓ, 0 without a bound
 * @param upper u, infinite without a bound
 * @param gradient Eq. 33 to 38 with the weights that were used
 * @param sensitivity between the paper's bounds, 5% and 90%, and bounds half as strong, 2.5% and
 *     95%, both hard; the same two whatever the run's selection is, so that runs compare
 * @param influenceOfDemonstrations mean |c| over demonstrations; NaN without any
 * @param influenceOfPolicy mean |c| over the policy's own; NaN without any
 * @param influenceOfInterventions mean |c| over interventions; NaN without any
 */
@API(status = API.Status.EXPERIMENTAL)
public record SelectionEffect(
    long envSteps,
    double keepRatio,
    double lower,
    double upper,
    MaskedGradient gradient,
    MaskedGradient.Sensitivity sensitivity,
    double influenceOfDemonstrations,
    double influenceOfPolicy,
    double influenceOfInterventions)
    implements Diagnosis {

  @Override
  public void tell(DiagnosticsListener listener) {
    listener.onSelectionEffect(this);
  }

  private static final SelectionConfig FULL = SelectionConfig.entropyBounded();
  private static final SelectionConfig HALF =
      new SelectionConfig.EntropyBounded(
          0.025,
          0.95,
          FULL.samples(),
          CovarianceInfluence.DENSITY_WEIGHTED,
          Ramp.NONE,
          Normalisation.KEPT);

  /** Bounds draw nothing. */
  private static final RandomGenerator NO_CHANCE = () -> 0;

  static SelectionEffect of(long envSteps, ActorUpdateReport update, SampleGradients psi) {
    return new SelectionEffect(
        envSteps,
        update.selection().keepRatio(),
        update.selection().lower(),
        update.selection().upper(),
        MaskedGradient.of(psi, update.weights()),
        MaskedGradient.Sensitivity.of(
            psi, mask(FULL, update.influence()), mask(HALF, update.influence())),
        meanInfluence(update, Source.DEMONSTRATION),
        meanInfluence(update, Source.POLICY),
        meanInfluence(update, Source.INTERVENTION));
  }

  private static float[] mask(SelectionConfig config, double[] influence) {
    float[] weights = new float[influence.length];
    config.selector().select(influence, 0, NO_CHANCE, weights);
    return weights;
  }

  private static double meanInfluence(ActorUpdateReport update, Source source) {
    double sum = 0;
    int count = 0;
    for (int row = 0; row < update.influence().length; row++) {
      if (update.batch().sources()[row] == source) {
        sum += Math.abs(update.influence()[row]);
        count++;
      }
    }
    return count == 0 ? Double.NaN : sum / count;
  }
}
