package org.e2hil.agent.reward;

import org.apiguardian.api.API;
import org.e2hil.agent.env.EpisodeEnd;
import org.e2hil.agent.training.Episode;

/**
 * Which moments of an episode count as done. Whoever ends an episode is late: a simulator's judge
 * waits until success has held for a few control periods, a person needs a third of a second for
 * the key. So the last few moments of a success are done already, and those before them may be.
 *
 * @param done how many moments at the end of a successful episode are done
 * @param unknown how many before them are learned neither as done nor as open
 */
@API(status = API.Status.INTERNAL)
public record Labelling(int done, int unknown) {

  /** Every task of the simulator has held for three control periods when it ends, some for five. */
  public static final Labelling DEFAULT = new Labelling(3, 4);

  /** Refuses what could not be counted. */
  public Labelling {
    if (done < 1 || unknown < 0) {
      throw new IllegalArgumentException(
          "done must be at least 1 and unknown at least 0, but they are %d and %d"
              .formatted(done, unknown));
    }
  }

  /** Whether an episode ended because its task was done. */
  public static boolean succeeded(Episode episode) {
    int steps = episode.steps().size();
    return steps > 0
        && episode.steps().get(steps - 1).step().episodeEnd().kind() == EpisodeEnd.Kind.SUCCESS;
  }

  /**
   * What a moment is.
   *
   * @param moment 0 for the start, then what was seen after each control period
   */
  public Label label(Episode episode, int moment) {
    int left = episode.steps().size() - moment;
    if (!succeeded(episode)) {
      return Label.OPEN;
    }
    return left >= done + unknown ? Label.OPEN : left < done ? Label.DONE : Label.UNKNOWN;
  }
}
