package org.e2hil.agent.intervention;

import java.util.Optional;
import java.util.random.RandomGenerator;
import org.apiguardian.api.API;
import org.e2hil.agent.intervention.InterventionProvider.Moment;

/**
 * Watches every control period and says when there is a reason to take over. It sees all of them,
 * also those in which the hand acts, so that what it remembers is the episode and not a part of it.
 * One thread.
 */
@API(status = API.Status.MAINTAINED)
public interface Trigger {

  /** Forgets the last episode. */
  void beginEpisode(RandomGenerator random);

  /** The reason, if this moment gives one. */
  Optional<String> watch(Moment moment);

  /** The hand has just let go: looks afresh from here on. */
  default void released() {}
}
