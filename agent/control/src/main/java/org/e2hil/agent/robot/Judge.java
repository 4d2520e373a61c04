package org.e2hil.agent.robot;

import java.util.function.UnaryOperator;
import org.apiguardian.api.API;
import org.e2hil.agent.env.EpisodeEnd;

/**
 * Says, once a control period, whether the task is done or lost. In simulation it looks at the
 * physics; on a robot a person presses a key. It sees what it likes: what the policy sees is
 * another matter.
 */
@API(status = API.Status.EXPERIMENTAL)
public interface Judge {

  /**
   * Looks at the world as it is now; called exactly once a control period, so that it may count how
   * long something has held.
   *
   * @return {@link EpisodeEnd#none()}, success or a failure with its reason; never a time limit
   */
  EpisodeEnd judge();

  /** The reward that comes with an ending: 1 for success, else 0. */
  default double reward(EpisodeEnd episodeEnd) {
    return episodeEnd.kind() == EpisodeEnd.Kind.SUCCESS ? 1 : 0;
  }

  /** The same judge, where {@code verdict} decides what becomes of each of its verdicts. */
  default Judge through(UnaryOperator<EpisodeEnd> verdict) {
    Judge own = this;
    return new Judge() {
      @Override
      public EpisodeEnd judge() {
        return verdict.apply(own.judge());
      }

      @Override
      public double reward(EpisodeEnd episodeEnd) {
        return own.reward(episodeEnd);
      }
    };
  }
}
