package org.e2hil.agent.sac;

import java.util.Arrays;
import org.e2hil.agent.network.BatchSlice;
import org.e2hil.agent.network.BatchWorkers;
import org.e2hil.agent.network.Matrix;
import org.e2hil.agent.network.Mlp;

/**
 * min Q of the actor's actions, and its gradient by them: for every state through the one critic
 * that gave the smallest value.
 */
final class LeastCritic {

  private final LearnerNetworks networks;
  private final LearnerBatch batch;
  private final BatchWorkers workers;
  private final Matrix actions;
  private final float[][] values;
  private final int[] least;
  private final float[] actionGradient;
  private final PerThread<Gathered> gathered;

  /** States of one critic, side by side. */
  private static final class Gathered {
    private final int[] rows = new int[BatchSlice.MOST];
    private final Matrix encoding;
    private final Matrix actions;
    private final Matrix gradient;
    private final Mlp.Tape tape;
    private int count;

    Gathered(SacConfig config, int actionSize) {
      encoding = Matrix.zeros(BatchSlice.MOST, config.latentSize());
      actions = Matrix.zeros(BatchSlice.MOST, actionSize);
      gradient = Matrix.zeros(BatchSlice.MOST, actionSize);
      tape = new Mlp.Tape(BatchSlice.MOST, config.hiddenSize(), 1);
    }
  }

  /**
   * @param actions {@code [batch, action]}: the actor's
   */
  LeastCritic(
      SacConfig config,
      LearnerNetworks networks,
      LearnerBatch batch,
      BatchWorkers workers,
      Matrix actions) {
    this.networks = networks;
    this.batch = batch;
    this.workers = workers;
    this.actions = actions;
    values = new float[config.critics()][batch.size()];
    least = new int[batch.size()];
    actionGradient = new float[batch.size() * batch.actionSize()];
    gathered = new PerThread<>(workers, () -> new Gathered(config, batch.actionSize()));
  }

  /** Lets a critic value the actions of some states, which its tape has multiplied. */
  void value(int critic, BatchSlice rows, Mlp.Tape tape) {
    networks.critics.get(critic).activate(actions, rows, tape);
    System.arraycopy(tape.output().values(), 0, values[critic], rows.from(), rows.count());
  }

  /** Once all critics have valued all states: finds the one that gave the smallest value. */
  void choose() {
    for (int row = 0; row < least.length; row++) {
      least[row] = 0;
      for (int i = 1; i < values.length; i++) {
        if (values[i][row] < values[least[row]][row]) {
          least[row] = i;
        }
      }
    }
  }

  /**
   * Σ −share·(min Q − α log π); {@link #actionGradient} then holds the gradient of its first half.
   *
   * @param share {@code [batch]}: of every state in the loss; 0 costs nothing
   */
  double gradient(float[] share, float alpha, float[] logDensity) {
    Arrays.fill(actionGradient, 0f);
    return workers.sum(
        values.length,
        (critic, worker) -> {
          Gathered group = gathered.of(worker);
          group.count = 0;
          double sum = 0;
          for (int row = 0; row < least.length; row++) {
            if (least[row] == critic && share[row] != 0) {
              sum -= share[row] * (values[critic][row] - (double) alpha * logDensity[row]);
              add(row, share[row], group);
              if (group.count == BatchSlice.MOST) {
                backward(critic, group);
              }
            }
          }
          backward(critic, group);
          return sum;
        });
  }

  private void add(int row, float share, Gathered group) {
    int at = group.count++;
    group.rows[at] = row;
    copy(batch.encoding(), row, group.encoding, at);
    copy(actions, row, group.actions, at);
    group.tape.outputGradient().set(at, 0, -share);
  }

  private static void copy(Matrix from, int row, Matrix to, int at) {
    System.arraycopy(from.values(), from.index(row), to.values(), to.index(at), from.columns());
  }

  private void backward(int critic, Gathered group) {
    BatchSlice rows = new BatchSlice(0, group.count);
    Mlp network = networks.critics.get(critic);
    network.forward(group.encoding, group.actions, rows, group.tape);
    network.backward(rows, group.tape);
    network.backwardSide(group.gradient, rows, group.tape);
    int size = batch.actionSize();
    for (int at = 0; at < group.count; at++) {
      System.arraycopy(
          group.gradient.values(), at * size, actionGradient, group.rows[at] * size, size);
    }
    group.count = 0;
  }

  /** {@code [batch, action]}. */
  float[] actionGradient() {
    return actionGradient;
  }
}
