package org.e2hil.agent.sac;

import java.util.Arrays;
import org.e2hil.agent.network.Adam;
import org.e2hil.agent.network.Floats;
import org.e2hil.agent.network.Mlp;
import org.e2hil.agent.network.RowWorkers;
import org.e2hil.agent.network.Rows;
import org.e2hil.agent.network.SquashedGaussian;
import org.e2hil.agent.network.Trunk;
import org.e2hil.agent.random.SeededRandom;

/** Eq. 1: Σ over the ensemble of E[(Q − y)²] with y = r + γ(1 − terminal)(min Q′ − α log π′). */
final class CriticUpdate implements AutoCloseable {

  private final SacConfig config;
  private final LearnerNetworks networks;
  private final LearnerBatch batch;
  private final RowWorkers workers;
  private final SeededRandom random;
  private final Adam optimiser;
  private final SquashedGaussian gaussian;
  private final Noise noise;
  private final Floats actorOutputs;
  private final Floats nextActions;
  private final float[] logDensity;
  private final Floats targetValues;
  private final float[] targets;
  private final Trunk.Tape tape;
  private final Floats[] values;
  private final Floats valueGradient;
  private double loss;
  private double norm;

  CriticUpdate(
      SacConfig config,
      SacNetworks plan,
      LearnerNetworks networks,
      LearnerBatch batch,
      RowWorkers workers,
      SeededRandom random) {
    this.config = config;
    this.networks = networks;
    this.batch = batch;
    this.workers = workers;
    this.random = random;
    int size = config.batchSize();
    int actions = size * plan.actionSize;
    optimiser = new Adam(0, plan.encoderTo, config.criticLearningRate(), config.gradientClip());
    gaussian =
        new SquashedGaussian(
            size, plan.actionSize, config.minimumDeviation(), config.maximumDeviation());
    noise = new Noise(actions);
    actorOutputs = new Floats(2 * actions);
    nextActions = new Floats(actions);
    logDensity = new float[size];
    targetValues = new Floats(size);
    targets = new float[size];
    tape = new Trunk.Tape(size, config.hiddenSize());
    values = new Floats[config.critics()];
    Arrays.setAll(values, i -> new Floats(size));
    valueGradient = new Floats(size);
  }

  /**
   * One update of all critics and the encoder.
   *
   * @param alpha α; the target counts the next state's entropy where the configuration says so
   * @param steps learner steps so far
   */
  void update(double alpha, long steps) {
    noise.draw(random);
    double backupAlpha = config.entropyInBackup() ? alpha : 0;
    loss =
        workers.sum(
            rows -> {
              targets(backupAlpha, rows);
              networks.clear(optimiser, rows);
              networks.encode(batch.observations, batch.encoded, rows);
              double sum = 0;
              for (int i = 0; i < values.length; i++) {
                sum += regress(networks.critics.get(i), values[i], rows);
                networks.critics.get(i).backwardEncoding(batch.encoded.gradient(), i > 0, rows);
              }
              networks.backwardEncoder(batch.observations, batch.encoded, rows);
              return sum;
            });
    norm = networks.apply("critic", loss, optimiser, steps);
  }

  /** y; the targets have an encoder of their own, with the learning one they would not rest. */
  private void targets(double alpha, Rows rows) {
    networks.encode(batch.nextObservations, batch.nextEncoding, rows);
    networks.actor.infer(batch.nextEncoding, batch.nextEncoding, actorOutputs, rows);
    gaussian.read(actorOutputs, rows);
    gaussian.sample(noise.values, 0, nextActions, logDensity, 0, rows);
    networks.encodeSlowly(batch.nextObservations, batch.nextEncoding, rows);
    Arrays.fill(targets, rows.from(), rows.to(), Float.POSITIVE_INFINITY);
    for (Mlp critic : networks.targetCritics) {
      critic.infer(batch.nextEncoding, nextActions, targetValues, rows);
      for (int row = rows.from(); row < rows.to(); row++) {
        targets[row] = Math.min(targets[row], targetValues.at(row));
      }
    }
    for (int row = rows.from(); row < rows.to(); row++) {
      double next = targets[row] - alpha * logDensity[row];
      double bootstrap = batch.rows.terminals()[row] ? 0 : config.discount() * next;
      targets[row] = (float) (batch.rows.rewards()[row] + bootstrap);
    }
  }

  /** One critic's squared error, its forward and its backward pass. */
  private double regress(Mlp critic, Floats q, Rows rows) {
    critic.forward(batch.encoding(), batch.actions, tape, q, rows);
    double sum = 0;
    for (int row = rows.from(); row < rows.to(); row++) {
      double error = q.at(row) - targets[row];
      sum += error * error / batch.size();
      valueGradient.set(row, (float) (2 * error / batch.size()));
    }
    critic.backward(batch.encoding(), batch.actions, tape, valueGradient, rows);
    return sum;
  }

  /** The loss before the last update. */
  double loss() {
    return loss;
  }

  /** The gradient's norm before clipping. */
  double norm() {
    return norm;
  }

  /** Mean over batch and ensemble of Q at the batch's actions. */
  double meanQ() {
    double mean = 0;
    for (Floats q : values) {
      for (int row = 0; row < batch.size(); row++) {
        mean += q.at(row) / (batch.size() * values.length);
      }
    }
    return mean;
  }

  /** Mean of y. */
  double meanTarget() {
    double sum = 0;
    for (float target : targets) {
      sum += target;
    }
    return sum / targets.length;
  }

  Adam optimiser() {
    return optimiser;
  }

  @Override
  public void close() {
    optimiser.close();
    actorOutputs.close();
    nextActions.close();
    targetValues.close();
    tape.close();
    for (Floats q : values) {
      q.close();
    }
    valueGradient.close();
  }
}
