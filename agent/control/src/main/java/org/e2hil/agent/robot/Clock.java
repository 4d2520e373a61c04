package org.e2hil.agent.robot;

import java.util.concurrent.TimeUnit;
import org.apiguardian.api.API;

/**
 * Time for a loop that paces a device. It is handed in, so that a test can be the master of time.
 */
@API(status = API.Status.MAINTAINED)
public interface Clock {

  /** Nanoseconds since some fixed moment, never running backwards. */
  long nanoTime();

  /**
   * Waits until {@link #nanoTime} reaches a moment; returns at once when it has passed.
   *
   * @throws InterruptedException if the thread is asked to stop meanwhile
   */
  void sleepUntil(long nanoTime) throws InterruptedException;

  /** The machine's own monotonic clock; any thread may use it. */
  static Clock system() {
    return new Clock() {
      @Override
      public long nanoTime() {
        return System.nanoTime();
      }

      @Override
      public void sleepUntil(long nanoTime) throws InterruptedException {
        // the difference, not the order of the two numbers, is right when the counter wraps
        for (long left = nanoTime - nanoTime(); left > 0; left = nanoTime - nanoTime()) {
          TimeUnit.NANOSECONDS.sleep(left);
        }
      }
    };
  }
}
