package org.e2hil.hardware.link;

import java.util.function.IntSupplier;
import org.e2hil.agent.robot.Clock;

/** Waiting by asking again and again: the only way to wait that keeps to a deadline of our own. */
final class Polling {

  // a tenth of the time that a servo's reply takes on the wire
  private static final long INTERVAL_NANOS = 100_000;

  private Polling() {}

  /**
   * Asks until the answer is not 0.
   *
   * @return that answer, or 0 when the deadline passed or the thread was interrupted
   */
  static int untilDeadline(Clock clock, long deadlineNanos, IntSupplier question) {
    int answer = question.getAsInt();
    for (long now = clock.nanoTime();
        answer == 0 && deadlineNanos - now > 0;
        now = clock.nanoTime()) {
      try {
        clock.sleepUntil(now + Math.min(INTERVAL_NANOS, deadlineNanos - now));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return 0;
      }
      answer = question.getAsInt();
    }
    return answer;
  }
}
