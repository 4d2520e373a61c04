package org.e2hil.agent.sac;

import java.io.IOException;
import java.util.List;
import org.e2hil.agent.network.Adam;
import org.e2hil.agent.network.BatchWorkers;
import org.e2hil.agent.state.StateReader;
import org.e2hil.agent.state.StateWriter;

/** Adam for the parameters of one loss. */
final class Optimiser {

  private final String loss;
  private final SacConfig config;
  private final Adam adam;
  private final LearnerNetworks networks;
  private final BatchWorkers workers;
  private final List<Runnable> moved;

  /**
   * Moves some networks.
   *
   * @param loss its name
   * @param moved what must be done for each network once its parameters have changed
   */
  Optimiser(
      String loss,
      SacConfig config,
      Adam adam,
      LearnerNetworks networks,
      BatchWorkers workers,
      List<Runnable> moved) {
    this.loss = loss;
    this.config = config;
    this.adam = adam;
    this.networks = networks;
    this.workers = workers;
    this.moved = moved;
  }

  /**
   * Does one step along the networks' gradients.
   *
   * @param value of the loss
   * @param steps learner steps so far
   * @return the gradient's Euclidean norm before clipping
   * @throws LearnerDivergedException when loss or gradient is no longer finite
   */
  double step(double value, long steps) {
    double norm = adam.norm(networks.gradients(), workers);
    if (!Double.isFinite(value) || !Double.isFinite(norm)) {
      throw new LearnerDivergedException(loss, steps, value, norm);
    }
    float[] gradients = networks.gradients().get(0);
    adam.update(networks.parameters(), gradients, norm, config.rate(steps), workers);
    workers.run(moved.size(), (unit, worker) -> moved.get(unit).run());
    return norm;
  }

  void save(StateWriter out) throws IOException {
    out.section(loss + " optimiser", adam::save);
  }

  void load(StateReader in) throws IOException {
    in.section(loss + " optimiser", adam::load);
  }
}
