package org.e2hil.agent.sac;

import java.util.List;
import org.e2hil.agent.network.Adam;
import org.e2hil.agent.network.BatchSlice;
import org.e2hil.agent.network.BatchWorkers;
import org.e2hil.agent.network.Encoder;
import org.e2hil.agent.network.Matrix;
import org.e2hil.agent.network.Mlp;

/**
 * Double DQN (van Hasselt et al., 2016) on the reward and the gripper's penalty: E[(Q(g) − y)²]
 * with y = r + w·penalty + γⁿ(1 − terminal) Q′(argmax Q) − α(max Q − Q(g)), with reward and penalty
 * added up over the row's n control periods. The last part is advantage learning, by the values
 * before the update; see {@link SacConfig#gripperActionGap}.
 */
final class GripperCriticUpdate {

  private static final int CHOICES = SacNetworks.GRIPPER_ACTIONS;

  private final SacConfig config;
  private final LearnerNetworks networks;
  private final LearnerBatch batch;
  private final BatchWorkers workers;
  private final ImitationLoss imitation;
  private final Optimiser optimiser;
  private final Matrix values;
  private final float[] targets;
  private final Matrix encodingGradient;
  private final PerThread<Mlp.Tape> tapes;
  private final PerThread<Mlp.Tape> targetTapes;
  private final PerThread<Encoder.Scratch> scratch;
  private double loss;
  private double norm;

  GripperCriticUpdate(
      SacConfig config,
      SacNetworks plan,
      LearnerNetworks networks,
      LearnerBatch batch,
      BatchWorkers workers,
      ImitationLoss imitation) {
    this.config = config;
    this.networks = networks;
    this.batch = batch;
    this.workers = workers;
    this.imitation = imitation;
    Adam adam =
        new Adam(
            plan.encoderFrom,
            plan.gripper.to(),
            config.gripperLearningRate(),
            config.gradientClip(),
            config.weightDecay());
    List<Runnable> moved = List.of(networks.encoder::refresh, networks.gripper::refresh);
    optimiser = new Optimiser("gripper critic", config, adam, networks, workers, moved);
    values = Matrix.zeros(batch.size(), CHOICES);
    targets = new float[batch.size()];
    encodingGradient = Matrix.zeros(batch.size(), config.latentSize());
    int hidden = config.hiddenSize();
    tapes = new PerThread<>(workers, () -> new Mlp.Tape(BatchSlice.MOST, hidden, CHOICES));
    targetTapes = new PerThread<>(workers, () -> new Mlp.Tape(BatchSlice.MOST, hidden, CHOICES));
    scratch = new PerThread<>(workers, Encoder.Scratch::new);
  }

  /**
   * One update of the gripper critic and the encoder; the batch must still have the targets'
   * encoding.
   */
  void update(long steps) {
    imitation.balanceGripper();
    loss = workers.sum(batch.parts(), this::regress);
    norm = optimiser.step(loss, steps);
  }

  private double regress(int part, int worker) {
    BatchSlice rows = batch.part(part);
    Mlp.Tape tape = tapes.of(worker);
    Encoder.Scratch space = scratch.of(worker);
    target(rows, tape, targetTapes.of(worker), space);
    networks.encoder.forward(batch.observations, rows, batch.encoded, space);
    networks.gripper.forward(batch.encoding(), batch.encoding(), rows, tape);
    double sum = 0;
    for (int row = rows.from(); row < rows.to(); row++) {
      sum += error(row, row - rows.from(), tape);
      sum += imitation.ofGripper(tape.output(), tape.outputGradient(), row, row - rows.from());
    }
    System.arraycopy(
        tape.output().values(),
        0,
        values.values(),
        values.index(rows.from()),
        rows.count() * CHOICES);
    networks.gripper.backward(rows, tape);
    float[] gradients = networks.gradients().get(part);
    networks.gripper.backwardParameters(gradients, batch.encoding(), batch.encoding(), rows, tape);
    networks.gripper.backwardInput(encodingGradient, rows, tape);
    networks.encoder.backward(
        gradients, batch.observations, encodingGradient, rows, batch.encoded, space);
    return sum;
  }

  private void target(BatchSlice rows, Mlp.Tape online, Mlp.Tape slow, Encoder.Scratch space) {
    networks.encoder.forward(batch.nextObservations, rows, batch.nextEncoded, space);
    Matrix next = batch.nextEncoded.encoding();
    networks.gripper.forward(next, next, rows, online);
    Matrix nextByTargets = batch.nextEncodedByTargets.encoding();
    networks.targetGripper.forward(nextByTargets, nextByTargets, rows, slow);
    for (int row = rows.from(); row < rows.to(); row++) {
      int at = row - rows.from();
      int best = 0;
      for (int k = 1; k < CHOICES; k++) {
        if (online.output().at(at, k) > online.output().at(at, best)) {
          best = k;
        }
      }
      double reward =
          batch.transitions.rewards()[row]
              + config.gripperPenaltyWeight() * batch.transitions.gripperPenalties()[row];
      double value = batch.transitions.terminals()[row] ? 0 : slow.output().at(at, best);
      targets[row] = (float) (reward + batch.discount(row) * value);
    }
  }

  private double error(int row, int at, Mlp.Tape tape) {
    int chosen = batch.transitions.grippers()[row];
    double value = tape.output().at(at, chosen);
    double best = value;
    for (int k = 0; k < CHOICES; k++) {
      best = Math.max(best, tape.output().at(at, k));
      tape.outputGradient().set(at, k, 0);
    }
    double error = value - (targets[row] - config.gripperActionGap() * (best - value));
    double share = config.valueWeight() / batch.size();
    tape.outputGradient().set(at, chosen, (float) (2 * error * share));
    return error * error * share;
  }

  /** The loss before the last update. */
  double loss() {
    return loss;
  }

  /** The gradient's norm before clipping. */
  double norm() {
    return norm;
  }

  /** {@code [batch, 3]}: the values of the batch's states before the last update. */
  Matrix values() {
    return values;
  }

  Optimiser optimiser() {
    return optimiser;
  }
}
