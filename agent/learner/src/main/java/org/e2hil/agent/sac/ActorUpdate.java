package org.e2hil.agent.sac;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.e2hil.agent.network.Adam;
import org.e2hil.agent.network.BatchSlice;
import org.e2hil.agent.network.BatchWorkers;
import org.e2hil.agent.network.Encoder;
import org.e2hil.agent.network.Matrix;
import org.e2hil.agent.network.Mlp;
import org.e2hil.agent.network.SquashedGaussian;
import org.e2hil.agent.random.SeededRandom;
import org.e2hil.agent.selection.SelectionConfig;

/**
 * Eq. 12: −Σ m·l / Σ m with l = min Q − α log π, and the mask m by the selection (Eq. 11) from the
 * states' influence. The encoder gets no gradient. An option weighs this loss against the
 * imitation's.
 */
final class ActorUpdate {

  private final LearnerNetworks networks;
  private final LearnerBatch batch;
  private final BatchWorkers workers;
  private final ImitationLoss imitation;
  private final InfluenceSampling influence;
  private final Mask mask;
  private final SeededRandom random;
  private final SeededRandom influenceRandom;
  private final Optimiser optimiser;
  private final SquashedGaussian gaussian;
  private final Noise noise;
  private final Matrix actions;
  private final float[] logDensity;
  private final float[] logDensityWeight;
  private final LeastCritic leastCritic;
  private final List<Mlp.Tape> tapes;
  private final PerThread<Mlp.Tape> criticTapes;
  private final PerThread<Encoder.Scratch> scratch;
  private double loss;
  private double norm;

  ActorUpdate(
      SacConfig config,
      SelectionConfig selection,
      SacNetworks plan,
      LearnerNetworks networks,
      LearnerBatch batch,
      BatchWorkers workers,
      ImitationLoss imitation,
      InfluenceSampling influence,
      long seed) {
    this.networks = networks;
    this.batch = batch;
    this.workers = workers;
    this.imitation = imitation;
    this.influence = influence;
    // each draws from its own stream, so that the selection's draws move no other number
    random = SeededRandom.of(seed, "actor noise");
    influenceRandom = SeededRandom.of(seed, "influence noise");
    mask =
        new Mask(selection, config.valueWeight(), batch.size(), SeededRandom.of(seed, "selection"));
    Adam adam =
        new Adam(
            plan.actor.from(),
            plan.actor.to(),
            config.actorLearningRate(),
            config.gradientClip(),
            config.weightDecay());
    List<Runnable> moved = List.of(networks.actor::refresh);
    optimiser = new Optimiser("actor", config, adam, networks, workers, moved);
    int size = batch.size();
    gaussian = batch.newGaussian();
    noise = new Noise(size * plan.actionSize);
    actions = Matrix.zeros(size, plan.actionSize);
    logDensity = new float[size];
    logDensityWeight = new float[size];
    leastCritic = new LeastCritic(config, networks, batch, workers, actions);
    int hidden = config.hiddenSize();
    tapes =
        IntStream.range(0, batch.parts())
            .mapToObj(part -> new Mlp.Tape(BatchSlice.MOST, hidden, 2 * plan.actionSize))
            .toList();
    criticTapes = new PerThread<>(workers, () -> new Mlp.Tape(BatchSlice.MOST, hidden, 1));
    scratch = new PerThread<>(workers, Encoder.Scratch::new);
  }

  /**
   * One update of the actor.
   *
   * @param steps learner steps so far
   */
  void update(double temperature, long steps, UpdateProbe probe) {
    float alpha = (float) temperature;
    noise.draw(random);
    influence.draw(influenceRandom);
    workers.run(batch.parts(), this::act);
    value(influence);
    workers.run(batch.parts(), (part, worker) -> influence.estimate(alpha, batch.part(part)));
    leastCritic.choose();
    probe.captureBefore(this, alpha);
    mask.choose(influence.influence(), steps);
    probe.selected(mask.weights(), mask.divisor(), alpha);
    loss = leastCritic.gradient(mask.shares(), alpha, logDensity);
    loss += workers.sum(batch.parts(), (part, worker) -> backward(part, alpha));
    norm = optimiser.step(loss, steps);
  }

  /** One action a state to learn from, and K more for the influence. */
  private void act(int part, int worker) {
    BatchSlice rows = batch.part(part);
    networks.encoder.forward(batch.observations, rows, batch.encoded, scratch.of(worker));
    Mlp.Tape tape = tapes.get(part);
    networks.actor.forward(batch.encoding(), batch.encoding(), rows, tape);
    gaussian.read(tape.output(), rows);
    gaussian.sample(noise.values, 0, actions, logDensity, 0, rows);
    influence.act(gaussian, rows);
  }

  /** Lets every critic value the actions. */
  private void value(InfluenceSampling samples) {
    int parts = batch.parts();
    workers.run(
        networks.critics.size() * parts,
        (unit, worker) -> {
          int critic = unit / parts;
          BatchSlice rows = batch.part(unit % parts);
          Mlp.Tape tape = criticTapes.of(worker);
          networks.critics.get(critic).multiply(batch.encoding(), rows, tape);
          leastCritic.value(critic, rows, tape);
          samples.value(critic, rows, tape);
        });
  }

  /** Measures the influence from other samples than the selection's, drawn from {@code random}. */
  void measure(InfluenceSampling samples, SeededRandom random, float alpha) {
    samples.draw(random);
    workers.run(batch.parts(), (part, worker) -> samples.act(gaussian, batch.part(part)));
    value(samples);
    workers.run(batch.parts(), (part, worker) -> samples.estimate(alpha, batch.part(part)));
  }

  /** From the actions' gradient to the actor's parameters; returns the imitation's loss. */
  private double backward(int part, float alpha) {
    BatchSlice rows = batch.part(part);
    Mlp.Tape tape = tapes.get(part);
    double sum = imitation.ofActor(actions, leastCritic.actionGradient(), rows);
    outputGradient(mask.shares(), alpha, rows, tape);
    networks.actor.backward(rows, tape);
    networks.actor.backwardParameters(
        networks.gradients().get(part), batch.encoding(), batch.encoding(), rows, tape);
    return sum;
  }

  private void outputGradient(float[] share, float alpha, BatchSlice rows, Mlp.Tape tape) {
    for (int row = rows.from(); row < rows.to(); row++) {
      logDensityWeight[row] = share[row] * alpha;
    }
    gaussian.backward(
        noise.values,
        actions,
        logDensityWeight,
        leastCritic.actionGradient(),
        tape.outputGradient(),
        rows);
  }

  /**
   * The gradient of every state's own loss by the actor's outputs, before any mask and without
   * imitation.
   *
   * @param gradient {@code [batch, 2 · action]}: overwritten
   * @param features {@code [batch, hidden]}: overwritten with what the actor's last layer saw
   */
  void gradientOfEveryState(float alpha, float[] gradient, float[] features) {
    float[] ones = new float[batch.size()];
    Arrays.fill(ones, 1);
    leastCritic.gradient(ones, alpha, logDensity);
    for (int part = 0; part < batch.parts(); part++) {
      BatchSlice rows = batch.part(part);
      Mlp.Tape tape = tapes.get(part);
      outputGradient(ones, alpha, rows, tape);
      copy(tape.outputGradient().values(), gradient, rows);
      copy(tape.features(), features, rows);
    }
  }

  private void copy(float[] ofPart, float[] all, BatchSlice rows) {
    int width = all.length / batch.size();
    System.arraycopy(ofPart, 0, all, rows.from() * width, rows.count() * width);
  }

  /** The policy at the batch's states, as it was before the update. */
  SquashedGaussian gaussian() {
    return gaussian;
  }

  /** What was kept of the last batch. */
  Mask mask() {
    return mask;
  }

  /** The loss before the last update, normalised as configured. */
  double loss() {
    return loss;
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

  Optimiser optimiser() {
    return optimiser;
  }

  /** The random streams, which a checkpoint holds. */
  List<SeededRandom> streams() {
    return List.of(random, influenceRandom, mask.stream());
  }
}
