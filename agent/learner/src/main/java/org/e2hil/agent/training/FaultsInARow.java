package org.e2hil.agent.training;

import org.apiguardian.api.API;
import org.e2hil.agent.env.EnvironmentFaultException;
import org.e2hil.agent.env.EpisodeEnd;

/** Gives a world up that breaks in one episode after the other. One thread. */
@API(status = API.Status.INTERNAL)
public final class FaultsInARow {

  /** Faults after which the world is given up. */
  private static final int MOST = 5;

  private int count;

  /**
   * Counts an episode that has ended; one that a person wants once more says nothing.
   *
   * @throws EnvironmentFaultException if it is one fault too many
   */
  public void count(EpisodeEnd episodeEnd) {
    if (episodeEnd.kind() == EpisodeEnd.Kind.VOID) {
      return;
    }
    count = episodeEnd.kind() == EpisodeEnd.Kind.FAULT ? count + 1 : 0;
    if (count >= MOST) {
      throw new EnvironmentFaultException(
          "%d episodes in a row ended in a fault, the last with: %s"
              .formatted(count, episodeEnd.reason()));
    }
  }

  /** How many there were since the last episode without one. */
  int count() {
    return count;
  }

  /** Goes on counting from here. */
  void restore(int earlier) {
    count = earlier;
  }
}
