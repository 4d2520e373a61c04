package org.e2hil.agent.sac;

import java.util.ArrayList;
import java.util.List;
import org.e2hil.agent.network.Adam;
import org.e2hil.agent.network.BatchSlice;
import org.e2hil.agent.network.BatchWorkers;
import org.e2hil.agent.network.Encoder;
import org.e2hil.agent.network.Matrix;
import org.e2hil.agent.network.Mlp;
import org.e2hil.agent.network.SquashedGaussian;
import org.e2hil.agent.random.SeededRandom;

/**
 * Eq. 1: Σ over the ensemble of E[(Q − y)²] with y = r + γ(1 − terminal)(min Q′ − α log π′), the
 * minimum over all targets or over a few that are drawn for every update.
 */
final class CriticUpdate {

  private final SacConfig config;
  private final LearnerNetworks networks;
  private final LearnerBatch batch;
  private final BatchWorkers workers;
  private final SeededRandom random;
  private final SeededRandom subsetRandom;
  private final Optimiser optimiser;
  private final int count;
  private final SquashedGaussian gaussian;
  private final Noise noise;
  private final Matrix nextActions;
  private final float[] logDensity;
  private final int[] asked;
  private final float[][] targetValues;
  private final float[] targets;
  private final float[][] values;
  private final List<Matrix> encodingGradients = new ArrayList<>();
  private final PerThread<Mlp.Tape> actorTapes;
  private final PerThread<Mlp.Tape> tapes;
  private final PerThread<Encoder.Scratch> scratch;
  private double loss;
  private double norm;

  CriticUpdate(
      SacConfig config,
      SacNetworks plan,
      LearnerNetworks networks,
      LearnerBatch batch,
      BatchWorkers workers,
      long seed) {
    this.config = config;
    this.networks = networks;
    this.batch = batch;
    this.workers = workers;
    random = SeededRandom.of(seed, "critic noise");
    subsetRandom = SeededRandom.of(seed, "target critics");
    count = config.critics();
    List<Runnable> moved = new ArrayList<>(List.of(networks.encoder::refresh));
    networks.critics.forEach(critic -> moved.add(critic::refresh));
    optimiser =
        new Optimiser(
            "critic",
            config,
            new Adam(
                0,
                plan.encoderTo,
                config.criticLearningRate(),
                config.gradientClip(),
                config.weightDecay()),
            networks,
            workers,
            moved);
    int size = batch.size();
    gaussian = batch.newGaussian();
    noise = new Noise(size * plan.actionSize);
    nextActions = Matrix.zeros(size, plan.actionSize);
    logDensity = new float[size];
    asked = new int[config.targetCritics() == 0 ? count : config.targetCritics()];
    targetValues = new float[asked.length][size];
    targets = new float[size];
    values = new float[count][size];
    for (int i = 0; i < count; i++) {
      encodingGradients.add(Matrix.zeros(size, config.latentSize()));
    }
    int hidden = config.hiddenSize();
    actorTapes =
        new PerThread<>(workers, () -> new Mlp.Tape(BatchSlice.MOST, hidden, 2 * plan.actionSize));
    tapes = new PerThread<>(workers, () -> new Mlp.Tape(BatchSlice.MOST, hidden, 1));
    scratch = new PerThread<>(workers, Encoder.Scratch::new);
  }

  /**
   * One update of all critics and the encoder.
   *
   * @param alpha α; the target counts the next state's entropy where the configuration says so
   * @param steps learner steps so far
   */
  void update(double alpha, long steps) {
    noise.draw(random);
    chooseTargets();
    int parts = batch.parts();
    workers.run(parts, (part, worker) -> encodeAndAct(batch.part(part), worker));
    workers.run(
        asked.length * parts,
        (unit, worker) -> valueNext(unit / parts, batch.part(unit % parts), tapes.of(worker)));
    target(config.entropyInBackup() ? alpha : 0);
    loss =
        workers.sum(
            count * parts, (unit, worker) -> regress(unit / parts, unit % parts, tapes.of(worker)));
    workers.run(parts, this::backwardEncoder);
    norm = optimiser.step(loss, steps);
  }

  /** All critics, or some drawn without replacement. */
  private void chooseTargets() {
    for (int i = 0; i < asked.length; i++) {
      asked[i] = i;
    }
    // reservoir sampling: every subset is equally likely
    for (int critic = asked.length; critic < count; critic++) {
      int place = subsetRandom.nextInt(critic + 1);
      if (place < asked.length) {
        asked[place] = critic;
      }
    }
  }

  private void encodeAndAct(BatchSlice rows, int worker) {
    Encoder.Scratch space = scratch.of(worker);
    Mlp.Tape tape = actorTapes.of(worker);
    networks.encoder.forward(batch.observations, rows, batch.encoded, space);
    networks.encoder.forward(batch.nextObservations, rows, batch.nextEncoded, space);
    Matrix next = batch.nextEncoded.encoding();
    networks.actor.forward(next, next, rows, tape);
    gaussian.read(tape.output(), rows);
    gaussian.sample(noise.values, 0, nextActions, logDensity, 0, rows);
    // the targets have an encoder of their own: with the learning one they would not stand still
    networks.targetEncoder.forward(batch.nextObservations, rows, batch.nextEncodedByTargets, space);
  }

  private void valueNext(int place, BatchSlice rows, Mlp.Tape tape) {
    networks
        .targetCritics
        .get(asked[place])
        .forward(batch.nextEncodedByTargets.encoding(), nextActions, rows, tape);
    System.arraycopy(tape.output().values(), 0, targetValues[place], rows.from(), rows.count());
  }

  /** y = r + γⁿ(1 − terminal)(min Q′ − α log π′), with r over the n control periods of the row. */
  private void target(double alpha) {
    for (int row = 0; row < targets.length; row++) {
      float least = targetValues[0][row];
      for (int i = 1; i < asked.length; i++) {
        least = Math.min(least, targetValues[i][row]);
      }
      double next = least - alpha * logDensity[row];
      double bootstrap = batch.transitions.terminals()[row] ? 0 : batch.discount(row) * next;
      targets[row] = (float) (batch.transitions.rewards()[row] + bootstrap);
    }
  }

  /** One critic's squared error on a part of the batch, and its gradients. */
  private double regress(int critic, int part, Mlp.Tape tape) {
    BatchSlice rows = batch.part(part);
    Mlp network = networks.critics.get(critic);
    network.forward(batch.encoding(), batch.actions, rows, tape);
    double sum = 0;
    for (int row = rows.from(); row < rows.to(); row++) {
      float value = tape.output().at(row - rows.from(), 0);
      double error = value - targets[row];
      values[critic][row] = value;
      sum += error * error / batch.size();
      tape.outputGradient().set(row - rows.from(), 0, (float) (2 * error / batch.size()));
    }
    network.backward(rows, tape);
    network.backwardParameters(
        networks.gradients().get(part), batch.encoding(), batch.actions, rows, tape);
    network.backwardInput(encodingGradients.get(critic), rows, tape);
    return sum;
  }

  private void backwardEncoder(int part, int worker) {
    BatchSlice rows = batch.part(part);
    Matrix total = encodingGradients.get(0);
    int to = total.index(rows.to());
    for (Matrix other : encodingGradients.subList(1, count)) {
      for (int i = total.index(rows.from()); i < to; i++) {
        total.values()[i] += other.values()[i];
      }
    }
    networks.encoder.backward(
        networks.gradients().get(part),
        batch.observations,
        total,
        rows,
        batch.encoded,
        scratch.of(worker));
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
    for (float[] ofCritic : values) {
      for (float value : ofCritic) {
        mean += value / ((double) batch.size() * count);
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

  Optimiser optimiser() {
    return optimiser;
  }

  /** The random streams, which a checkpoint holds. */
  List<SeededRandom> streams() {
    return List.of(random, subsetRandom);
  }
}
