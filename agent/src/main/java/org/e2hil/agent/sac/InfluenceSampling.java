package org.e2hil.agent.sac;

import java.util.Arrays;
import java.util.List;
import org.e2hil.agent.experience.Source;
import org.e2hil.agent.network.Floats;
import org.e2hil.agent.network.Mlp;
import org.e2hil.agent.network.Rows;
import org.e2hil.agent.network.SquashedGaussian;
import org.e2hil.agent.network.Trunk;
import org.e2hil.agent.random.SeededRandom;
import org.e2hil.agent.selection.InfluenceEstimator;

/**
 * Eq. 7 to 10: the influence c(s) of every state of the batch on the policy's entropy, from K more
 * actions a state that the critics value.
 */
final class InfluenceSampling implements AutoCloseable {

  private final List<Mlp> critics;
  private final LearnerBatch batch;
  private final InfluenceEstimator estimator;
  private final SeededRandom random;
  private final InfluenceSamples samples;
  private final Floats actions;
  private final Floats values;
  private final double[] influence;

  /**
   * @param samples K; with 0 the influence stays 0
   */
  InfluenceSampling(
      int samples,
      InfluenceEstimator estimator,
      LearnerNetworks networks,
      LearnerBatch batch,
      SeededRandom random) {
    this.critics = networks.critics;
    this.batch = batch;
    this.estimator = estimator;
    this.random = random;
    int size = batch.size();
    int actionSize = batch.rows.actionSize();
    this.samples = new InfluenceSamples(samples, size, actionSize);
    actions = new Floats(size * actionSize);
    values = new Floats(size);
    influence = new double[size];
  }

  /** Draws the noise of the next batch's actions. */
  void draw() {
    samples.noise.draw(random);
  }

  /** Measures some rows of the batch from the noise that {@link #draw} drew. */
  void measure(SquashedGaussian policy, List<Trunk.Tape> tapes, float alpha, Rows rows) {
    measure(samples, policy, tapes, alpha, influence, rows);
  }

  /**
   * Measures some rows of the batch.
   *
   * @param drawn holds the noise and takes log π and min Q
   * @param tapes of the critics' forward passes over the batch's states
   * @param result {@code [batch]}: c(s)
   */
  void measure(
      InfluenceSamples drawn,
      SquashedGaussian policy,
      List<Trunk.Tape> tapes,
      float alpha,
      double[] result,
      Rows rows) {
    int size = batch.size();
    for (int k = 0; k < drawn.count; k++) {
      policy.sample(
          drawn.noise.values,
          k * size * batch.rows.actionSize(),
          actions,
          drawn.logDensity,
          k * size,
          rows);
      for (int i = 0; i < critics.size(); i++) {
        critics.get(i).inferAgain(tapes.get(i), actions, values, rows);
        for (int row = rows.from(); row < rows.to(); row++) {
          int at = k * size + row;
          float value = values.at(row);
          drawn.values[at] = i == 0 ? value : Math.min(drawn.values[at], value);
        }
      }
    }
    if (drawn.count == 0) {
      return;
    }
    double[] logDensity = new double[drawn.count];
    double[] softValue = new double[drawn.count];
    for (int row = rows.from(); row < rows.to(); row++) {
      drawn.ofState(row, alpha, logDensity, softValue);
      result[row] = estimator.influence(logDensity, softValue);
    }
  }

  InfluenceSamples samples() {
    return samples;
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
    int count = 0;
    for (int row = 0; row < influence.length; row++) {
      if (batch.rows.sources()[row] == source) {
        sum += Math.abs(influence[row]);
        count++;
      }
    }
    return count == 0 ? Double.NaN : sum / count;
  }

  @Override
  public void close() {
    actions.close();
    values.close();
  }
}
