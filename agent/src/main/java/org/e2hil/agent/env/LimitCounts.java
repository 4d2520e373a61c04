package org.e2hil.agent.env;

import java.util.Arrays;

/** How often each {@link Limit} edited a motion. Mutable, one thread. */
public final class LimitCounts {

  private final int[] counts = new int[Limit.values().length];

  /** Counts one edit. */
  public void add(Limit limit) {
    counts[limit.ordinal()]++;
  }

  /** Adds all counts of {@code other}. */
  public void addAll(LimitCounts other) {
    for (int i = 0; i < counts.length; i++) {
      counts[i] += other.counts[i];
    }
  }

  /** Edits by this limit. */
  public int count(Limit limit) {
    return counts[limit.ordinal()];
  }

  /** Edits by any limit. */
  public int total() {
    return Arrays.stream(counts).sum();
  }

  /** An independent copy. */
  public LimitCounts copy() {
    LimitCounts copy = new LimitCounts();
    copy.addAll(this);
    return copy;
  }

  /** Sets all counts to zero. */
  public void clear() {
    Arrays.fill(counts, 0);
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
