package org.e2hil.agent.sac;

import java.util.Arrays;
import java.util.List;
import org.e2hil.agent.experience.Source;
import org.e2hil.agent.network.BatchSlice;
import org.e2hil.agent.network.Matrix;
import org.e2hil.agent.network.Mlp;
import org.e2hil.agent.network.SquashedGaussian;
import org.e2hil.agent.random.SeededRandom;
import org.e2hil.agent.selection.InfluenceEstimator;

/**
 * Eq. 7 to 10: the influence c(s) of every state of the batch on the policy's entropy, from K more
 * actions a state that the critics value.
 */
final class InfluenceSampling {

  private final int count;
  private final List<Mlp> critics;
  private final LearnerBatch batch;
  private final InfluenceEstimator estimator;
  private final int size;
  private final Noise noise;
  private final List<Matrix> actions;
  private final float[] logDensity;
  private final float[][] criticValues;
  private final float[] values;
  private final double[] influence;

  /**
   * @param samples K; with 0 the influence stays 0
   */
  InfluenceSampling(
      int samples, InfluenceEstimator estimator, LearnerNetworks networks, LearnerBatch batch) {
    count = samples;
    critics = networks.critics;
    this.batch = batch;
    this.estimator = estimator;
    size = batch.size();
    noise = new Noise(count * size * batch.actionSize());
    Matrix[] made = new Matrix[count];
    Arrays.setAll(made, k -> Matrix.zeros(size, batch.actionSize()));
    actions = List.of(made);
    logDensity = new float[count * size];
    criticValues = new float[critics.size()][count * size];
    values = new float[count * size];
    influence = new double[size];
  }

  /** K. */
  int count() {
    return count;
  }

  /** Draws the noise of a batch's actions. */
  void draw(SeededRandom random) {
    noise.draw(random);
  }

  /** Draws the actions of some states. */
  void act(SquashedGaussian policy, BatchSlice rows) {
    for (int k = 0; k < count; k++) {
      policy.sample(
          noise.values, k * size * batch.actionSize(), actions.get(k), logDensity, k * size, rows);
    }
  }

  /** Lets a critic value the actions of some states, which its tape has multiplied. */
  void value(int critic, BatchSlice rows, Mlp.Tape tape) {
    for (int k = 0; k < count; k++) {
      critics.get(critic).activate(actions.get(k), rows, tape);
      System.arraycopy(
          tape.output().values(), 0, criticValues[critic], k * size + rows.from(), rows.count());
    }
  }

  /** Estimates the influence of some states. */
  void estimate(float alpha, BatchSlice rows) {
    if (count == 0) {
      return;
    }
    double[] logDensities = new double[count];
    double[] softValues = new double[count];
    for (int row = rows.from(); row < rows.to(); row++) {
      for (int k = 0; k < count; k++) {
        int at = k * size + row;
        float least = criticValues[0][at];
        for (int i = 1; i < criticValues.length; i++) {
          least = Math.min(least, criticValues[i][at]);
        }
        values[at] = least;
      }
      ofState(row, alpha, logDensities, softValues);
      influence[row] = estimator.influence(logDensities, softValues);
    }
  }

  /** Copies log π and g = min Q − α log π of one state's actions, {@code [count]} each. */
  void ofState(int row, float alpha, double[] logDensities, double[] softValues) {
    for (int k = 0; k < count; k++) {
      logDensities[k] = logDensity[k * size + row];
      softValues[k] = values[k * size + row] - alpha * logDensities[k];
    }
  }

  /** {@code [batch]}: c(s) of the last batch. */
  double[] influence() {
    return influence;
  }

  /** Mean |c| over all rows. */
  double mean() {
    return Arrays.stream(influence).map(Math::abs).sum() / influence.length;
  }

  /** Mean |c| over the rows that came from {@code source}; NaN without any. */
  double mean(Source source) {
    double sum = 0;
    int rows = 0;
    for (int row = 0; row < influence.length; row++) {
      if (batch.transitions.sources()[row] == source) {
        sum += Math.abs(influence[row]);
        rows++;
      }
    }
    return rows == 0 ? Double.NaN : sum / rows;
  }
}
