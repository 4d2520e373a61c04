package org.e2hil.agent.env;

import java.util.EnumMap;
import java.util.Map;
import org.apiguardian.api.API;

/** How often each {@link Limit} edited a motion. Mutable, one thread. */
@API(status = API.Status.MAINTAINED)
public final class LimitCounts {

  private final Map<Limit, Integer> counts = new EnumMap<>(Limit.class);

  /** All counts are 0. */
  public LimitCounts() {}

  /** Counts one edit. */
  public void add(Limit limit) {
    counts.merge(limit, 1, Integer::sum);
  }

  /** Adds all counts of {@code other}. */
  public void addAll(LimitCounts other) {
    other.counts.forEach((limit, count) -> counts.merge(limit, count, Integer::sum));
  }

  /** Edits by this limit. */
  public int count(Limit limit) {
    return counts.getOrDefault(limit, 0);
  }

  /** Edits by any limit. */
  public int total() {
    return counts.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** An independent copy. */
  public LimitCounts copy() {
    LimitCounts copy = new LimitCounts();
    copy.addAll(this);
    return copy;
  }

  /** Sets all counts to zero. */
  public void clear() {
    counts.clear();
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (Limit limit : Limit.values()) {
      if (count(limit) > 0) {
        text.append(text.isEmpty() ? "" : ", ").append(limit).append(' ').append(count(limit));
      }
    }
    return text.isEmpty() ? "no limits touched" : text.toString();
  }
}
