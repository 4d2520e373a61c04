package org.e2hil.agent.sac;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.e2hil.agent.network.Floats;
import org.e2hil.agent.network.RowWorkers;
import org.e2hil.agent.network.SquashedGaussian;
import org.e2hil.agent.random.SeededRandom;

/**
 * Eq. 3: mean(−α(log π + H̄)) over new actions of the actor that has just been updated, with α =
 * exp(log α) and Adam on log α.
 */
final class TemperatureUpdate implements AutoCloseable {

  private static final double BETA_1 = 0.9;
  private static final double BETA_2 = 0.999;

  private final LearnerNetworks networks;
  private final LearnerBatch batch;
  private final RowWorkers workers;
  private final SeededRandom random;
  private final double targetEntropy;
  private final double learningRate;
  private final double maximumNorm;
  private final SquashedGaussian gaussian;
  private final Noise noise;
  private final Floats outputs;
  private final Floats actions;
  private final float[] logDensity;
  private double logAlpha;
  private double first;
  private double second;
  private int updates;
  private double loss;

  TemperatureUpdate(
      SacConfig config,
      int actionSize,
      LearnerNetworks networks,
      LearnerBatch batch,
      RowWorkers workers,
      SeededRandom random) {
    this.networks = networks;
    this.batch = batch;
    this.workers = workers;
    this.random = random;
    targetEntropy = config.targetEntropy(actionSize);
    learningRate = config.temperatureLearningRate();
    maximumNorm = config.gradientClip();
    logAlpha = Math.log(config.initialTemperature());
    int size = config.batchSize();
    gaussian =
        new SquashedGaussian(
            size, actionSize, config.minimumDeviation(), config.maximumDeviation());
    noise = new Noise(size * actionSize);
    outputs = new Floats(2 * size * actionSize);
    actions = new Floats(size * actionSize);
    logDensity = new float[size];
  }

  double alpha() {
    return Math.exp(logAlpha);
  }

  /**
   * One update; the batch must still be encoded as the actor saw it.
   *
   * @param steps learner steps so far
   */
  void update(long steps) {
    noise.draw(random);
    double sum =
        workers.sum(
            rows -> {
              networks.actor.infer(batch.encoding(), batch.encoding(), outputs, rows);
              gaussian.read(outputs, rows);
              gaussian.sample(noise.values, 0, actions, logDensity, 0, rows);
              double share = 0;
              for (int row = rows.from(); row < rows.to(); row++) {
                share += logDensity[row];
              }
              return share;
            });
    loss = -alpha() * (sum / batch.size() + targetEntropy);
    if (!Double.isFinite(loss)) {
      throw new LearnerDivergedException("temperature", steps, loss, loss);
    }
    // the loss is linear in α = exp(log α), so it is its own gradient by log α
    descend(loss);
  }

  private void descend(double gradient) {
    double size = Math.abs(gradient);
    double g = size > maximumNorm ? gradient * maximumNorm / (size + 1e-6) : gradient;
    updates++;
    first = BETA_1 * first + (1 - BETA_1) * g;
    second = BETA_2 * second + (1 - BETA_2) * g * g;
    double unbiasedFirst = first / (1 - Math.pow(BETA_1, updates));
    double unbiasedSecond = second / (1 - Math.pow(BETA_2, updates));
    logAlpha -= learningRate * unbiasedFirst / (Math.sqrt(unbiasedSecond) + 1e-8);
  }

  /** The loss before the last update. */
  double loss() {
    return loss;
  }

  /** The policy at the batch's states, as the last update saw it. */
  SquashedGaussian gaussian() {
    return gaussian;
  }

  void save(DataOutput out) throws IOException {
    out.writeDouble(logAlpha);
    out.writeDouble(first);
    out.writeDouble(second);
    out.writeInt(updates);
  }

  void load(DataInput in) throws IOException {
    logAlpha = in.readDouble();
    first = in.readDouble();
    second = in.readDouble();
    updates = in.readInt();
  }

  @Override
  public void close() {
    outputs.close();
    actions.close();
  }
}
