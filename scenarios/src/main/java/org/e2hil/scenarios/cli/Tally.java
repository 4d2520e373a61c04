package org.e2hil.scenarios.cli;

import org.e2hil.agent.env.EpisodeEnd;

/**
 * How episodes ended. Those in which the world broke count for nobody, and those that a person took
 * back are done again.
 */
final class Tally {

  private int successes;
  private int judged;
  private int faults;

  /** An episode has ended. */
  void count(EpisodeEnd episodeEnd) {
    switch (episodeEnd.kind()) {
      case VOID -> {}
      case FAULT -> faults++;
      case SUCCESS -> {
        successes++;
        judged++;
      }
      default -> judged++;
    }
  }

  /** How many have ended, in whatever way. */
  int done() {
    return judged + faults;
  }

  /** Whether there is one that counts, and no failure. */
  boolean isPerfect() {
    return judged > 0 && successes == judged;
  }

  /** The successes among those that count, and the others. */
  String say() {
    return "%d of %d episodes%s".formatted(successes, judged, Report.faults(faults));
  }
}
