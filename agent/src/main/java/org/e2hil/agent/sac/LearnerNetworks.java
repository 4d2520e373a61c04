package org.e2hil.agent.sac;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.e2hil.agent.network.Adam;
import org.e2hil.agent.network.Encoder;
import org.e2hil.agent.network.Floats;
import org.e2hil.agent.network.Mlp;
import org.e2hil.agent.network.RowWorkers;
import org.e2hil.agent.network.Rows;
import org.e2hil.agent.network.Trunk;
import org.e2hil.agent.random.SeededRandom;

/** The networks that learn and their slow targets, each bound to its parameters and gradients. */
final class LearnerNetworks implements AutoCloseable {

  private final SacNetworks plan;
  private final RowWorkers workers;
  private final Floats parameters;
  private final Floats targets;
  private final Floats[] gradients;
  private final Trunk.Workspace space;

  final List<Mlp> critics;
  final List<Mlp> targetCritics;
  final Mlp gripper;
  final Mlp targetGripper;
  final Mlp actor;

  LearnerNetworks(SacConfig config, SacNetworks plan, RowWorkers workers, SeededRandom random) {
    this.plan = plan;
    this.workers = workers;
    parameters = new Floats(plan.size);
    plan.initialise(parameters, random);
    targets = new Floats(plan.gripper.to());
    targets.approach(parameters, 1, 0, targets.length());
    gradients = new Floats[config.threads()];
    Arrays.setAll(gradients, i -> new Floats(plan.size));
    space = new Trunk.Workspace(config.batchSize(), config.hiddenSize());
    List<Mlp> learning = new ArrayList<>();
    List<Mlp> slow = new ArrayList<>();
    for (Trunk critic : plan.critics) {
      learning.add(new Mlp(critic, parameters, gradients, space));
      slow.add(new Mlp(critic, targets, new Floats[0], space));
    }
    critics = List.copyOf(learning);
    targetCritics = List.copyOf(slow);
    gripper = new Mlp(plan.gripper, parameters, gradients, space);
    targetGripper = new Mlp(plan.gripper, targets, new Floats[0], space);
    actor = new Mlp(plan.actor, parameters, gradients, space);
  }

  Floats parameters() {
    return parameters;
  }

  Floats targets() {
    return targets;
  }

  /** Encodes a batch's observations and keeps what {@link #backwardEncoder} needs. */
  void encode(Floats observations, Encoder.Tape tape, Rows rows) {
    plan.encoder.forward(parameters, observations, tape, rows);
  }

  /** Encodes without a tape. */
  void encode(Floats observations, Floats encoding, Rows rows) {
    plan.encoder.infer(parameters, observations, encoding, rows);
  }

  /** Encodes with the targets' encoder. */
  void encodeSlowly(Floats observations, Floats encoding, Rows rows) {
    plan.encoder.infer(targets, observations, encoding, rows);
  }

  /** Fills the encoder's gradients from the tape's. */
  void backwardEncoder(Floats observations, Encoder.Tape tape, Rows rows) {
    plan.encoder.backward(parameters, gradients[rows.worker()], observations, tape, rows);
  }

  /** Zeroes one worker's gradients of the parameters that an optimiser moves. */
  void clear(Adam optimiser, Rows rows) {
    optimiser.clear(gradients[rows.worker()]);
  }

  /**
   * One step along the gradients.
   *
   * @param what names the loss in the exception
   * @param steps learner steps so far
   * @return the gradient's Euclidean norm before clipping
   * @throws LearnerDivergedException when loss or gradient is no longer finite
   */
  double apply(String what, double loss, Adam optimiser, long steps) {
    double norm = optimiser.norm(gradients, workers);
    if (!Double.isFinite(loss) || !Double.isFinite(norm)) {
      throw new LearnerDivergedException(what, steps, loss, norm);
    }
    optimiser.update(parameters, gradients[0], norm, workers);
    return norm;
  }

  /** Moves the targets by the share τ of the way to the networks. */
  void updateTargets(float tau) {
    int end = targets.length();
    workers.run(
        rows -> targets.approach(parameters, tau, rows.partFrom(0, end), rows.partTo(0, end)));
  }

  @Override
  public void close() {
    space.close();
    for (Floats gradient : gradients) {
      gradient.close();
    }
    targets.close();
    parameters.close();
  }
}
