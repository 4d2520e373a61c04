package org.e2hil.agent.reward;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.apiguardian.api.API;
import org.e2hil.agent.env.ObservationGroup;
import org.e2hil.agent.training.Episode;

/**
 * Recorded episodes, which are read one at a time because their pictures may not all find room.
 *
 * @param groups of their observations, in their order
 * @param episodes how many there are
 * @param read reads one by its number, from 0; asked more than once
 */
@API(status = API.Status.INTERNAL)
public record Recordings(List<ObservationGroup> groups, int episodes, IntFunction<Episode> read) {

  /** Copies the groups. */
  public Recordings {
    groups = List.copyOf(groups);
  }

  /** The same, the first of which are read once and kept, as far as they have so many moments. */
  Recordings remembered(int mostMoments) {
    Map<Integer, Episode> kept = new HashMap<>();
    AtomicInteger left = new AtomicInteger(mostMoments);
    return new Recordings(
        groups,
        episodes,
        index -> {
          Episode found = kept.containsKey(index) ? kept.get(index) : read.apply(index);
          if (!kept.containsKey(index) && left.get() >= found.steps().size()) {
            left.addAndGet(-found.steps().size());
            kept.put(index, found);
          }
          return found;
        });
  }
}
