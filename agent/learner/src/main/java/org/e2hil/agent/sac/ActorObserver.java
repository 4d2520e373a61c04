package org.e2hil.agent.sac;

import org.apiguardian.api.API;

/**
 * Is shown actor updates once they are done; must change nothing. Watching draws from no stream of
 * the learner's, so that a run is the same bit for bit, watched or not.
 */
@API(status = API.Status.INTERNAL)
public interface ActorObserver {

  /** Sees nothing. */
  ActorObserver NONE =
      new ActorObserver() {
        @Override
        public boolean wants(long step) {
          return false;
        }

        @Override
        public void updated(ActorUpdateReport update) {}
      };

  /**
   * Whether to be shown an update, which costs a backward pass through one critic more.
   *
   * @param step learner steps, the one that is about to be done included
   */
  boolean wants(long step);

  /**
   * Called before every update whose selection drew actions, wanted or not, so be quick. Of {@code
   * update} only step, weights, divisor, influence and samples are there.
   */
  default void selected(ActorUpdateReport update) {}

  /** Called on the learner's thread; the update's arrays are reused afterwards. */
  void updated(ActorUpdateReport update);
}
