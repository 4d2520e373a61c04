package org.e2hil.agent.sac;

import org.e2hil.agent.experience.Batch;
import org.e2hil.agent.experience.Source;
import org.e2hil.agent.network.BatchSlice;
import org.e2hil.agent.network.Matrix;

/**
 * What demonstrations and interventions add to the losses, which the paper does not have: β‖a − â‖²
 * to the actor's and a margin to the gripper critic's. The selection masks neither. See
 * docs/decisions/imitation-is-an-option.md.
 */
final class ImitationLoss {

  /**
   * Returns lie in [0, 1], and to wait for one control period costs a few hundredths near the end:
   * a margin of as much would be lost in the values' errors.
   */
  static final double GRIPPER_MARGIN = 0.2;

  /** The most that a row counts where a batch has hardly any of its choice. */
  static final double MOST_BALANCE = 10;

  private final Batch batch;
  private final double weight;
  private final double gripperWeight;
  private final float[] balance = new float[SacNetworks.GRIPPER_ACTIONS];

  ImitationLoss(SacConfig config, Batch batch) {
    weight = config.imitationWeight();
    gripperWeight = config.gripperImitationWeight();
    this.batch = batch;
  }

  /**
   * β‖a − â‖² over what a hand did, divided by the batch (Nair et al., 2018).
   *
   * @param sampled {@code [batch, action]}: the policy's actions a
   * @param gradient {@code [batch, action]}: the loss's gradient by a is added
   * @return the sum over the rows
   */
  double ofActor(Matrix sampled, float[] gradient, BatchSlice rows) {
    double loss = 0;
    if (weight == 0) {
      return loss;
    }
    int size = batch.actionSize();
    float share = (float) (weight / batch.size());
    for (int row = rows.from(); row < rows.to(); row++) {
      if (batch.sources()[row] != Source.POLICY) {
        for (int i = row * size; i < (row + 1) * size; i++) {
          float error = sampled.values()[i] - batch.actions()[i];
          gradient[i] += 2 * share * error;
          loss += (double) share * error * error;
        }
      }
    }
    return loss;
  }

  /**
   * Makes opening, closing and staying weigh the same in the batch as it is now: n / 3n(choice) of
   * n rows by a hand, as where classes are imbalanced. A hand opens or closes in two of a hundred
   * control periods, and those decide the episode.
   */
  void balanceGripper() {
    int[] counts = new int[balance.length];
    int rows = 0;
    for (int row = 0; row < batch.size(); row++) {
      if (batch.sources()[row] != Source.POLICY) {
        counts[batch.grippers()[row]]++;
        rows++;
      }
    }
    for (int choice = 0; choice < balance.length; choice++) {
      double even = rows / (double) (balance.length * Math.max(1, counts[choice]));
      balance[choice] = (float) Math.min(MOST_BALANCE, even);
    }
  }

  /**
   * w max(0, max Q(a) + margin − Q(â)) of one row, times its choice's balance: what a hand did with
   * the gripper must be worth more than anything else by a margin (Hester et al., 2018).
   *
   * @param values {@code [rows, 3]}: the gripper critic's
   * @param gradient {@code [rows, 3]}: the loss's gradient by the values is added
   * @param row of the batch
   * @param at the same state's row of {@code values} and {@code gradient}
   */
  double ofGripper(Matrix values, Matrix gradient, int row, int at) {
    if (gripperWeight == 0 || batch.sources()[row] == Source.POLICY) {
      return 0;
    }
    int done = batch.grippers()[row];
    int best = done;
    double worth = values.at(at, done);
    for (int k = 0; k < SacNetworks.GRIPPER_ACTIONS; k++) {
      if (k != done && values.at(at, k) + GRIPPER_MARGIN > worth) {
        best = k;
        worth = values.at(at, k) + GRIPPER_MARGIN;
      }
    }
    float share = (float) (gripperWeight / batch.size()) * balance[done];
    if (best != done) {
      gradient.set(at, best, gradient.at(at, best) + share);
      gradient.set(at, done, gradient.at(at, done) - share);
    }
    return share * (worth - values.at(at, done));
  }
}
