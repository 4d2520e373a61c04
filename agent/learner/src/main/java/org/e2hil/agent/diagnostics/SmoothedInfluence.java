package org.e2hil.agent.diagnostics;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.e2hil.agent.network.Adam;
import org.e2hil.agent.sac.ActorUpdateReport;
import org.e2hil.agent.selection.CovarianceInfluence;

/**
 * Σm·c, divided as the losses were, over the updates so far, smoothed as Adam smooths their
 * gradients: c is linear in the gradient, and Adam's step follows the mean of past gradients with
 * weights (1 − β₁)β₁ᵏ, made unbiased. Where the selection draws no actions, so that only the
 * updates that are shown have an influence, it is that of the last of them alone.
 */
final class SmoothedInfluence {

  private double weighted;
  private double unweighted;
  private long updates;
  private double scale = 1;

  /** Goes on by one update. */
  void add(ActorUpdateReport update) {
    updates++;
    scale = 1 - Math.pow(Adam.BETA_1, (double) updates);
    weighted =
        Adam.BETA_1 * weighted
            + (1 - Adam.BETA_1) * mean(update, CovarianceInfluence.DENSITY_WEIGHTED);
    unweighted =
        Adam.BETA_1 * unweighted + (1 - Adam.BETA_1) * mean(update, CovarianceInfluence.UNWEIGHTED);
  }

  /** Forgets all others. */
  void set(ActorUpdateReport update) {
    scale = 1;
    weighted = mean(update, CovarianceInfluence.DENSITY_WEIGHTED);
    unweighted = mean(update, CovarianceInfluence.UNWEIGHTED);
  }

  /** True if updates were added one after the other. */
  boolean isSmoothed() {
    return updates > 0;
  }

  /** With the density (Eq. 10). */
  double weighted() {
    return weighted / scale;
  }

  /** Without the density. */
  double unweighted() {
    return unweighted / scale;
  }

  private static double mean(ActorUpdateReport update, CovarianceInfluence influence) {
    double[] logDensity = new double[update.samples()];
    double[] softValue = new double[update.samples()];
    boolean known = update.estimator() == influence;
    double sum = 0;
    for (int row = 0; row < update.batch().size(); row++) {
      if (update.weights()[row] != 0) {
        double c = update.influence()[row];
        if (!known) {
          update.samplesInto(row, logDensity, softValue);
          c = influence.influence(logDensity, softValue);
        }
        sum += update.weights()[row] * c;
      }
    }
    return sum / update.divisor();
  }

  void save(DataOutput out) throws IOException {
    out.writeDouble(weighted);
    out.writeDouble(unweighted);
    out.writeLong(updates);
    out.writeDouble(scale);
  }

  void load(DataInput in) throws IOException {
    weighted = in.readDouble();
    unweighted = in.readDouble();
    updates = in.readLong();
    scale = in.readDouble();
  }
}
