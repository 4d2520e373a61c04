package org.e2hil.agent.sac;

import java.io.IOException;
import org.e2hil.agent.network.BatchSlice;
import org.e2hil.agent.network.BatchWorkers;
import org.e2hil.agent.network.Matrix;
import org.e2hil.agent.network.Mlp;
import org.e2hil.agent.network.SquashedGaussian;
import org.e2hil.agent.random.SeededRandom;
import org.e2hil.agent.state.StateReader;
import org.e2hil.agent.state.StateWriter;

/**
 * Eq. 3: mean(−α(log π + H̄)) over new actions of the actor that has just been updated, with α =
 * exp(log α) and Adam on log α.
 */
final class TemperatureUpdate {

  private static final double BETA_1 = 0.9;
  private static final double BETA_2 = 0.999;

  private final LearnerNetworks networks;
  private final LearnerBatch batch;
  private final BatchWorkers workers;
  private final SeededRandom random;
  private final double targetEntropy;
  private final SacConfig config;
  private final SquashedGaussian gaussian;
  private final Noise noise;
  private final Matrix actions;
  private final PerThread<Mlp.Tape> tapes;
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
      BatchWorkers workers,
      long seed) {
    this.networks = networks;
    this.batch = batch;
    this.workers = workers;
    random = SeededRandom.of(seed, "temperature noise");
    targetEntropy = config.targetEntropy(actionSize);
    this.config = config;
    logAlpha = Math.log(config.initialTemperature());
    int size = batch.size();
    gaussian = batch.newGaussian();
    noise = new Noise(size * actionSize);
    actions = Matrix.zeros(size, actionSize);
    tapes =
        new PerThread<>(
            workers, () -> new Mlp.Tape(BatchSlice.MOST, config.hiddenSize(), 2 * actionSize));
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
    double sum = workers.sum(batch.parts(), this::logDensities);
    loss = -alpha() * (sum / batch.size() + targetEntropy);
    if (!Double.isFinite(loss)) {
      throw new LearnerDivergedException("temperature", steps, loss, loss);
    }
    // the loss is linear in α = exp(log α), so it is its own gradient by log α
    descend(loss, config.temperatureLearningRate() * config.rate(steps));
  }

  private double logDensities(int part, int worker) {
    BatchSlice rows = batch.part(part);
    Mlp.Tape tape = tapes.of(worker);
    networks.actor.forward(batch.encoding(), batch.encoding(), rows, tape);
    gaussian.read(tape.output(), rows);
    gaussian.sample(noise.values, 0, actions, logDensity, 0, rows);
    double sum = 0;
    for (int row = rows.from(); row < rows.to(); row++) {
      sum += logDensity[row];
    }
    return sum;
  }

  private void descend(double gradient, double learningRate) {
    double maximumNorm = config.gradientClip();
    double size = Math.abs(gradient);
    double g = size > maximumNorm ? gradient * maximumNorm / (size + 1e-6) : gradient;
    updates++;
    first = BETA_1 * first + (1 - BETA_1) * g;
    second = BETA_2 * second + (1 - BETA_2) * g * g;
    double unbiasedFirst = first / (1 - Math.pow(BETA_1, updates));
    double unbiasedSecond = second / (1 - Math.pow(BETA_2, updates));
    logAlpha -= learningRate * unbiasedFirst / (Math.sqrt(unbiasedSecond) + 1e-8);
    logAlpha = Math.min(logAlpha, Math.log(config.maximumTemperature()));
  }

  /** The loss before the last update. */
  double loss() {
    return loss;
  }

  /** The policy at the batch's states, as the last update saw it. */
  SquashedGaussian gaussian() {
    return gaussian;
  }

  SeededRandom stream() {
    return random;
  }

  void save(StateWriter out) throws IOException {
    out.section(
        "temperature",
        section -> {
          section.writeDouble(logAlpha);
          section.writeDouble(first);
          section.writeDouble(second);
          section.writeInt(updates);
        });
  }

  void load(StateReader in) throws IOException {
    in.section(
        "temperature",
        section -> {
          logAlpha = section.readDouble();
          first = section.readDouble();
          second = section.readDouble();
          updates = section.readInt();
        });
  }
}
