package org.e2hil.hardware.a1x;

import org.e2hil.hardware.rosbridge.RosMessage;

/**
 * Whether a message with a header is newer than those before it. What is older, such as feedback
 * that a bridge has kept for late listeners, tells of a place where the arm is no more. One thread.
 */
final class MessageOrder {

  // a tenth of a second at 200 Hz: then it is the clock that was set back
  private static final int MOST_OLDER_IN_A_ROW = 20;
  private static final long NANOS_PER_S = 1_000_000_000;

  private long newestNanos = Long.MIN_VALUE;
  private int olderInARow;

  /** Takes a message; true for one without a stamp, since nothing can be said against it. */
  boolean isNews(RosMessage message) {
    long nanos = stampNanos(message);
    boolean older = nanos != 0 && nanos < newestNanos;
    olderInARow = older ? olderInARow + 1 : 0;
    if (older && olderInARow <= MOST_OLDER_IN_A_ROW) {
      return false;
    }
    newestNanos = nanos == 0 ? newestNanos : nanos;
    return true;
  }

  /** By the names of ROS 2 or ROS 1; 0 where it has none. */
  private static long stampNanos(RosMessage message) {
    return message
        .part("header")
        .flatMap(header -> header.part("stamp"))
        .map(
            stamp ->
                stamp.integer("sec").or(() -> stamp.integer("secs")).orElse(0) * NANOS_PER_S
                    + stamp.integer("nanosec").or(() -> stamp.integer("nsecs")).orElse(0))
        .orElse(0L);
  }
}
