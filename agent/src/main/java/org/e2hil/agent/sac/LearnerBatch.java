package org.e2hil.agent.sac;

import org.e2hil.agent.experience.Batch;
import org.e2hil.agent.experience.BatchSource;
import org.e2hil.agent.network.Encoder;
import org.e2hil.agent.network.Floats;

/** The batch that the learner has drawn, where the networks read it, and its encoding. */
final class LearnerBatch implements AutoCloseable {

  /** What the batch's source fills. */
  final Batch rows;

  /** {@code [batch, observation]}. */
  final Floats observations;

  /** {@code [batch, observation]}. */
  final Floats nextObservations;

  /** {@code [batch, action]}. */
  final Floats actions;

  /** {@code [batch, latent]}: of the next observations, by whichever encoder was last. */
  final Floats nextEncoding;

  /** Of the observations. */
  final Encoder.Tape encoded;

  LearnerBatch(SacConfig config, int observationSize, int actionSize) {
    int size = config.batchSize();
    rows = new Batch(size, observationSize, actionSize);
    observations = new Floats(size * observationSize);
    nextObservations = new Floats(size * observationSize);
    actions = new Floats(size * actionSize);
    nextEncoding = new Floats(size * config.latentSize());
    encoded = new Encoder.Tape(size, config.latentSize());
  }

  /** {@code [batch, latent]}: of the observations. */
  Floats encoding() {
    return encoded.encoding();
  }

  int size() {
    return rows.size();
  }

  /**
   * Draws the next batch.
   *
   * @throws IllegalArgumentException if a row's gripper action is unknown
   */
  void fill(BatchSource source) {
    source.fill(rows);
    observations.write(0, rows.observations(), 0, rows.observations().length);
    nextObservations.write(0, rows.nextObservations(), 0, rows.nextObservations().length);
    actions.write(0, rows.actions(), 0, rows.actions().length);
    for (int row = 0; row < rows.size(); row++) {
      int choice = rows.grippers()[row];
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

  @Override
  public void close() {
    observations.close();
    nextObservations.close();
    actions.close();
    nextEncoding.close();
    encoded.close();
  }
}
