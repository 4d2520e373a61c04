package org.e2hil.agent.env;

import java.util.Map;
import org.apiguardian.api.API;

/**
 * The contract between an agent and a world, simulated or real. A world is driven by one thread:
 * {@link #reset} begins an episode, {@link #step} advances it by one control period until an {@link
 * EpisodeEnd} says that it is over, and then only {@link #reset} may follow.
 */
@API(status = API.Status.MAINTAINED)
public interface Environment extends AutoCloseable {

  /** What is observed and how an action is scaled. The same object for the life of the world. */
  EnvironmentSpec spec();

  /**
   * Begins an episode.
   *
   * @param seed decides every random choice of the episode, so that the same seed and the same
   *     actions give the same observations, bit for bit in simulation
   * @throws EnvironmentFaultException if the world cannot be brought to a start
   */
  Observation reset(long seed);

  /**
   * Advances the world by one control period.
   *
   * @param action what was chosen; it is limited before it is applied, never refused
   * @throws IllegalStateException before the first reset and after an ending
   */
  StepResult step(Action action);

  /**
   * What the world drew for the running episode beside where things lie, such as a randomised mass:
   * numbers by name, units in the names, in an order that never changes within a world. Empty where
   * nothing is drawn, as on a real robot.
   */
  default Map<String, Double> episodeParameters() {
    return Map.of();
  }

  /** Leaves the world safe: a robot holds. Closing twice does nothing. */
  @Override
  void close();
}
