package org.e2hil.agent.sac;

import org.e2hil.agent.network.Adam;
import org.e2hil.agent.network.Floats;
import org.e2hil.agent.network.RowWorkers;
import org.e2hil.agent.network.Rows;
import org.e2hil.agent.network.Trunk;

/**
 * Double DQN (van Hasselt et al., 2016) on the reward and the gripper's penalty: E[(Q(g) − y)²]
 * with y = r + w·penalty + γ(1 − terminal) Q′(argmax Q).
 */
final class GripperCriticUpdate implements AutoCloseable {

  private static final int CHOICES = SacNetworks.GRIPPER_ACTIONS;

  private final SacConfig config;
  private final LearnerNetworks networks;
  private final LearnerBatch batch;
  private final RowWorkers workers;
  private final ImitationLoss imitation;
  private final Adam optimiser;
  private final Trunk.Tape tape;
  private final Floats values;
  private final Floats onlineNextValues;
  private final Floats targetNextValues;
  private final Floats valueGradient;
  private final float[] targets;
  private double loss;
  private double norm;

  GripperCriticUpdate(
      SacConfig config,
      SacNetworks plan,
      LearnerNetworks networks,
      LearnerBatch batch,
      RowWorkers workers,
      ImitationLoss imitation) {
    this.config = config;
    this.networks = networks;
    this.batch = batch;
    this.workers = workers;
    this.imitation = imitation;
    int size = config.batchSize();
    optimiser =
        new Adam(
            plan.encoderFrom,
            plan.gripper.to(),
            config.gripperLearningRate(),
            config.gradientClip());
    tape = new Trunk.Tape(size, config.hiddenSize());
    values = new Floats(size * CHOICES);
    onlineNextValues = new Floats(size * CHOICES);
    targetNextValues = new Floats(size * CHOICES);
    valueGradient = new Floats(size * CHOICES);
    targets = new float[size];
  }

  /** One update of the gripper critic and the encoder. */
  void update(long steps) {
    loss =
        workers.sum(
            rows -> {
              targets(rows);
              networks.clear(optimiser, rows);
              networks.encode(batch.observations, batch.encoded, rows);
              networks.gripper.forward(batch.encoding(), batch.encoding(), tape, values, rows);
              double sum = 0;
              for (int row = rows.from(); row < rows.to(); row++) {
                sum += error(row);
                sum += imitation.ofGripper(values, valueGradient, row);
              }
              networks.gripper.backward(
                  batch.encoding(), batch.encoding(), tape, valueGradient, rows);
              networks.gripper.backwardEncoding(batch.encoded.gradient(), false, rows);
              networks.backwardEncoder(batch.observations, batch.encoded, rows);
              return sum;
            });
    norm = networks.apply("gripper critic", loss, optimiser, steps);
  }

  private void targets(Rows rows) {
    Floats encoding = batch.nextEncoding;
    networks.encode(batch.nextObservations, encoding, rows);
    networks.gripper.infer(encoding, encoding, onlineNextValues, rows);
    networks.encodeSlowly(batch.nextObservations, encoding, rows);
    networks.targetGripper.infer(encoding, encoding, targetNextValues, rows);
    for (int row = rows.from(); row < rows.to(); row++) {
      int first = row * CHOICES;
      int best = first;
      for (int i = first + 1; i < first + CHOICES; i++) {
        if (onlineNextValues.at(i) > onlineNextValues.at(best)) {
          best = i;
        }
      }
      double reward =
          batch.rows.rewards()[row]
              + config.gripperPenaltyWeight() * batch.rows.gripperPenalties()[row];
      double next = batch.rows.terminals()[row] ? 0 : targetNextValues.at(best);
      targets[row] = (float) (reward + config.discount() * next);
    }
  }

  private double error(int row) {
    int chosen = row * CHOICES + batch.rows.grippers()[row];
    double error = values.at(chosen) - targets[row];
    for (int k = 0; k < CHOICES; k++) {
      valueGradient.set(row * CHOICES + k, 0);
    }
    valueGradient.set(chosen, (float) (2 * error / batch.size()));
    return error * error / batch.size();
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
  Floats values() {
    return values;
  }

  Adam optimiser() {
    return optimiser;
  }

  @Override
  public void close() {
    optimiser.close();
    tape.close();
    values.close();
    onlineNextValues.close();
    targetNextValues.close();
    valueGradient.close();
  }
}
