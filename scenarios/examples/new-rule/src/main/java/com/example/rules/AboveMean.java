package com.example.rules;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.e2hil.agent.selection.CovarianceInfluence;
import org.e2hil.agent.selection.Normalisation;
import org.e2hil.agent.selection.SampleSelector;
import org.e2hil.agent.selection.Selection;
import org.e2hil.agent.selection.SelectionConfig;

/**
 * A selection rule: a state counts if its influence on the entropy is at least the batch's mean.
 *
 * @param factor what the mean is multiplied by
 * @param samples actions drawn a state to estimate the influence
 */
public record AboveMean(double factor, int samples) implements SelectionConfig.Custom {

  /** Checks the ranges. */
  public AboveMean {
    if (!(factor >= 0 && factor <= 1)) {
      throw new IllegalArgumentException("factor must lie in [0, 1], but is " + factor);
    }
  }

  /** The mean itself, and as many samples as the paper draws. */
  public static AboveMean defaults() {
    return new AboveMean(1, 8);
  }

  @Override
  public CovarianceInfluence influence() {
    return CovarianceInfluence.DENSITY_WEIGHTED;
  }

  @Override
  public Normalisation normalisation() {
    return Normalisation.KEPT;
  }

  @Override
  public SampleSelector selector() {
    return this::select;
  }

  private Selection select(double[] c, long step, RandomGenerator random, float[] weights) {
    double bound = factor * Arrays.stream(c).map(Math::abs).average().orElse(0);
    int kept = 0;
    for (int i = 0; i < c.length; i++) {
      weights[i] = Math.abs(c[i]) >= bound ? 1 : 0;
      kept += (int) weights[i];
    }
    return new Selection(bound, Double.POSITIVE_INFINITY, (double) kept / c.length, false);
  }
}
