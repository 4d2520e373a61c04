package org.e2hil.agent.sac;

import org.e2hil.agent.experience.Batch;
import org.e2hil.agent.experience.BatchSource;
import org.e2hil.agent.network.BatchSlice;
import org.e2hil.agent.network.Encoder;
import org.e2hil.agent.network.Matrix;
import org.e2hil.agent.network.SquashedGaussian;

/** The batch that the learner has drawn, as matrices, and its encodings. */
final class LearnerBatch {

  /** What the batch's source fills. */
  final Batch transitions;

  /** {@code [batch, observation]}. */
  final Matrix observations;

  /** {@code [batch, observation]}. */
  final Matrix nextObservations;

  /** {@code [batch, action]}. */
  final Matrix actions;

  /** Of the observations. */
  final Encoder.Tape encoded;

  /** Of the next observations. */
  final Encoder.Tape nextEncoded;

  /** Of the next observations, by the targets' encoder. */
  final Encoder.Tape nextEncodedByTargets;

  private final SacConfig config;
  private final double[] discounts;

  LearnerBatch(SacConfig config, int observationSize, int actionSize) {
    this.config = config;
    discounts = new double[config.returnSteps() + 1];
    discounts[0] = 1;
    for (int n = 1; n < discounts.length; n++) {
      discounts[n] = discounts[n - 1] * config.discount();
    }
    int size = config.batchSize();
    transitions = new Batch(size, observationSize, actionSize);
    observations = new Matrix(transitions.observations(), observationSize);
    nextObservations = new Matrix(transitions.nextObservations(), observationSize);
    actions = new Matrix(transitions.actions(), actionSize);
    encoded = new Encoder.Tape(size, config.latentSize());
    nextEncoded = new Encoder.Tape(size, config.latentSize());
    nextEncodedByTargets = new Encoder.Tape(size, config.latentSize());
  }

  /** {@code [batch, latent]}: of the observations. */
  Matrix encoding() {
    return encoded.encoding();
  }

  /** γⁿ: what the value at the end of a row's span counts. */
  double discount(int row) {
    return discounts[transitions.spans()[row]];
  }

  int size() {
    return transitions.size();
  }

  int actionSize() {
    return transitions.actionSize();
  }

  /** Room for the policy's distributions at the batch's states. */
  SquashedGaussian newGaussian() {
    return new SquashedGaussian(
        size(), actionSize(), config.minimumDeviation(), config.maximumDeviation());
  }

  /** In how many parts it is computed. */
  int parts() {
    return BatchSlice.parts(size());
  }

  BatchSlice part(int index) {
    return BatchSlice.part(index, size());
  }

  /**
   * Draws the next batch.
   *
   * @throws IllegalArgumentException if a row's gripper action is unknown
   */
  void fill(BatchSource source) {
    source.fill(transitions);
    for (int row = 0; row < size(); row++) {
      int choice = transitions.grippers()[row];
      if (choice < 0 || choice >= SacNetworks.GRIPPER_ACTIONS) {
        throw new IllegalArgumentException(
            "A gripper action must be 0 (close), 1 (stay) or 2 (open), but row "
                + row
                + " of the batch has "
                + choice
                + ".");
      }
    }
  }
}
