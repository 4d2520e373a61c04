package org.e2hil.agent.sac;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.e2hil.agent.network.Adam;
import org.e2hil.agent.network.Floats;
import org.e2hil.agent.network.RowWorkers;
import org.e2hil.agent.network.Rows;
import org.e2hil.agent.network.SquashedGaussian;
import org.e2hil.agent.network.Trunk;
import org.e2hil.agent.random.SeededRandom;
import org.e2hil.agent.selection.Normalisation;
import org.e2hil.agent.selection.SampleSelector;
import org.e2hil.agent.selection.Selection;
import org.e2hil.agent.selection.SelectionConfig;

/**
 * Eq. 12: −Σ m·l / Σ m with l = min Q − α log π, and the mask m by the selection (Eq. 11) from the
 * states' influence. The encoder gets no gradient.
 */
final class ActorUpdate implements AutoCloseable {

  private final LearnerNetworks networks;
  private final LearnerBatch batch;
  private final RowWorkers workers;
  private final ImitationLoss imitation;
  private final InfluenceSampling influence;
  private final SampleSelector selector;
  private final boolean dividedByKept;
  private final SeededRandom random;
  private final SeededRandom selectionRandom;
  private final Adam optimiser;
  private final SquashedGaussian gaussian;
  private final Noise noise;
  private final Trunk.Tape tape;
  private final Floats outputs;
  private final Floats outputGradient;
  private final Floats actions;
  private final float[] logDensity;
  private final float[] logDensityWeight;
  private final float[] actionGradient;
  private final List<Trunk.Tape> criticTapes;
  private final Floats[] criticValues;
  private final Floats valueGradient;
  private final Floats chosenGradient;
  private final int[] leastCritic;
  private final int[][] chosen;
  private final float[] weights;
  private final float[] shares;
  private Selection selection = Selection.EVERYTHING;
  private double loss;
  private double norm;
  private double weightSum;

  ActorUpdate(
      SacConfig config,
      SelectionConfig selection,
      SacNetworks plan,
      LearnerNetworks networks,
      LearnerBatch batch,
      RowWorkers workers,
      ImitationLoss imitation,
      InfluenceSampling influence,
      SeededRandom random,
      SeededRandom selectionRandom) {
    this.networks = networks;
    this.batch = batch;
    this.workers = workers;
    this.imitation = imitation;
    this.influence = influence;
    selector = selection.selector();
    dividedByKept = selection.normalisation() == Normalisation.KEPT;
    this.random = random;
    this.selectionRandom = selectionRandom;
    int size = config.batchSize();
    int actionSize = plan.actionSize;
    optimiser =
        new Adam(
            plan.actor.from(), plan.actor.to(), config.actorLearningRate(), config.gradientClip());
    gaussian =
        new SquashedGaussian(
            size, actionSize, config.minimumDeviation(), config.maximumDeviation());
    noise = new Noise(size * actionSize);
    tape = new Trunk.Tape(size, config.hiddenSize());
    outputs = new Floats(size * 2 * actionSize);
    outputGradient = new Floats(size * 2 * actionSize);
    actions = new Floats(size * actionSize);
    logDensity = new float[size];
    logDensityWeight = new float[size];
    actionGradient = new float[size * actionSize];
    List<Trunk.Tape> tapes = new ArrayList<>();
    criticValues = new Floats[config.critics()];
    for (int i = 0; i < config.critics(); i++) {
      tapes.add(new Trunk.Tape(size, config.hiddenSize()));
      criticValues[i] = new Floats(size);
    }
    criticTapes = List.copyOf(tapes);
    valueGradient = new Floats(size);
    chosenGradient = new Floats(size * actionSize);
    leastCritic = new int[size];
    chosen = new int[config.threads()][size];
    weights = new float[size];
    shares = new float[size];
  }

  /**
   * One update of the actor.
   *
   * @param steps learner steps so far
   */
  void update(double temperature, long steps, UpdateProbe probe) {
    float alpha = (float) temperature;
    noise.draw(random);
    influence.draw();
    workers.run(
        rows -> {
          act(rows);
          influence.measure(gaussian, criticTapes, alpha, rows);
        });
    probe.captureBefore(this, alpha);
    selection = selector.select(influence.influence(), steps, selectionRandom, weights);
    weightSum = 0;
    for (float weight : weights) {
      weightSum += weight;
    }
    double divisor = dividedByKept ? weightSum : batch.size();
    probe.selected(weights, influence, divisor, alpha);
    for (int row = 0; row < batch.size(); row++) {
      shares[row] = (float) (weights[row] / divisor);
    }
    loss = workers.sum(rows -> backward(alpha, rows));
    norm = networks.apply("actor", loss, optimiser, steps);
  }

  /** One action a state, and every critic's value of it. */
  private void act(Rows rows) {
    Floats encoding = batch.encoding();
    networks.encode(batch.observations, encoding, rows);
    networks.actor.forward(encoding, encoding, tape, outputs, rows);
    gaussian.read(outputs, rows);
    gaussian.sample(noise.values, 0, actions, logDensity, 0, rows);
    for (int i = 0; i < criticValues.length; i++) {
      networks.critics.get(i).forward(encoding, actions, criticTapes.get(i), criticValues[i], rows);
    }
    for (int row = rows.from(); row < rows.to(); row++) {
      int least = 0;
      for (int i = 1; i < criticValues.length; i++) {
        if (criticValues[i].at(row) < criticValues[least].at(row)) {
          least = i;
        }
      }
      leastCritic[row] = least;
    }
  }

  /** The masked loss's gradient: through the smallest critic to the action, then to the actor. */
  private double backward(float alpha, Rows rows) {
    double sum = actionGradient(shares, alpha, rows);
    sum += imitation.ofActor(actions, actionGradient, rows);
    outputGradient(shares, alpha, rows);
    networks.clear(optimiser, rows);
    networks.actor.backward(batch.encoding(), batch.encoding(), tape, outputGradient, rows);
    return sum;
  }

  /** The weighted losses' sum; leaves their gradient by the sampled actions behind. */
  private double actionGradient(float[] weight, float alpha, Rows rows) {
    double sum = 0;
    int actionSize = batch.rows.actionSize();
    int[] these = chosen[rows.worker()];
    Arrays.fill(actionGradient, rows.from() * actionSize, rows.to() * actionSize, 0f);
    for (int i = 0; i < criticValues.length; i++) {
      int count = 0;
      for (int row = rows.from(); row < rows.to(); row++) {
        if (leastCritic[row] == i && weight[row] != 0) {
          sum -= weight[row] * (criticValues[i].at(row) - (double) alpha * logDensity[row]);
          valueGradient.set(rows.from() + count, -weight[row]);
          these[count++] = row;
        }
      }
      if (count > 0) {
        networks
            .critics
            .get(i)
            .backwardSide(
                criticTapes.get(i), valueGradient, these, count, rows.from(), chosenGradient);
      }
      for (int c = 0; c < count; c++) {
        chosenGradient.read(
            (rows.from() + c) * actionSize, actionGradient, these[c] * actionSize, actionSize);
      }
    }
    return sum;
  }

  /** From the actions' gradient to the actor's outputs'. */
  private void outputGradient(float[] weight, float alpha, Rows rows) {
    for (int row = rows.from(); row < rows.to(); row++) {
      logDensityWeight[row] = weight[row] * alpha;
    }
    gaussian.backward(
        noise.values, actions, logDensityWeight, actionGradient, outputGradient, rows);
  }

  /**
   * The gradient {@code [batch, 2 · action]} of every state's own loss by the actor's outputs,
   * before any mask; without imitation.
   *
   * @param ones {@code [batch]}, all 1
   */
  Floats gradientOfEveryState(float[] ones, float alpha, Rows rows) {
    actionGradient(ones, alpha, rows);
    outputGradient(ones, alpha, rows);
    return outputGradient;
  }

  /** {@code [batch, hidden]}: what the actor's last layer saw. */
  Floats features() {
    return tape.features();
  }

  /** The policy at the batch's states, as it was before the update. */
  SquashedGaussian gaussian() {
    return gaussian;
  }

  List<Trunk.Tape> criticTapes() {
    return criticTapes;
  }

  Selection selection() {
    return selection;
  }

  /** The loss before the last update, normalised as configured. */
  double loss() {
    return loss;
  }

  /** The same loss divided by what was kept (Eq. 12). */
  double lossOfKept() {
    return total() / weightSum;
  }

  /** The same loss divided by the batch (Eq. 36 and 40). */
  double lossOfBatch() {
    return total() / batch.size();
  }

  private double total() {
    return loss * (dividedByKept ? weightSum : batch.size());
  }

  /** The gradient's norm before clipping. */
  double norm() {
    return norm;
  }

  /** −mean log π of the actions that were learned from. */
  double entropy() {
    double sum = 0;
    for (float value : logDensity) {
      sum += value;
    }
    return -(sum / logDensity.length);
  }

  Adam optimiser() {
    return optimiser;
  }

  @Override
  public void close() {
    optimiser.close();
    tape.close();
    outputs.close();
    outputGradient.close();
    actions.close();
    criticTapes.forEach(Trunk.Tape::close);
    for (Floats value : criticValues) {
      value.close();
    }
    valueGradient.close();
    chosenGradient.close();
  }
}
