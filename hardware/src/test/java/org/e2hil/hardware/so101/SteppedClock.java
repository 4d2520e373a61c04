package org.e2hil.hardware.so101;

import org.e2hil.agent.robot.Clock;

/**
 * Time that passes only while somebody waits, and during which a stream's cycles come at their rate
 * on the waiting thread: a whole arm without a thread and without chance.
 */
final class SteppedClock implements Clock {

  private long nowNanos;
  private long nextCycleNanos;
  private JointStream stream;
  private boolean cycling;

  /** From now on waiting lets this stream's cycles run. */
  void drive(JointStream driven) {
    stream = driven;
    nextCycleNanos = nowNanos;
  }

  @Override
  public long nanoTime() {
    return nowNanos;
  }

  @Override
  public void sleepUntil(long nanoTime) {
    if (!cycling && stream != null) {
      cycling = true;
      while (nextCycleNanos <= nanoTime) {
        nowNanos = Math.max(nowNanos, nextCycleNanos);
        stream.cycle();
        nextCycleNanos = Math.max(nextCycleNanos + stream.periodNanos(), nowNanos);
      }
      cycling = false;
    }
    nowNanos = Math.max(nowNanos, nanoTime);
  }

  /** Waits without doing anything. */
  void pass(long milliseconds) {
    sleepUntil(nowNanos + milliseconds * 1_000_000);
  }
}
