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

  private final Batch batch;
  private final double weight;
  private final double gripperWeight;

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
   * w max(0, max Q(a) + margin − Q(â)) of one row: what a hand did with the gripper must be worth
   * more than anything else by a margin (Hester et al., 2018).
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
    float share = (float) (gripperWeight / batch.size());
    if (best != done) {
      gradient.set(at, best, gradient.at(at, best) + share);
      gradient.set(at, done, gradient.at(at, done) - share);
    }
    return share * (worth - values.at(at, done));
  }
}
