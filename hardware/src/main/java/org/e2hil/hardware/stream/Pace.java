package org.e2hil.hardware.stream;

import org.apiguardian.api.API;
import org.e2hil.agent.robot.Clock;

/** A clock, and what runs cycles by it. Any thread. */
@API(status = API.Status.EXPERIMENTAL)
public interface Pace extends Clock {

  /**
   * Begins to run a cycle at its rate. A cycle that was missed is left out: two in a row would be a
   * jump.
   *
   * @param name of what is run, for a person who looks at threads
   */
  Cycles begin(String name, long periodNanos, Runnable cycle);

  /** The machine's own clock, and a thread for each cycle. */
  static Pace system() {
    Clock clock = Clock.system();
    return new Pace() {
      @Override
      public long nanoTime() {
        return clock.nanoTime();
      }

      @Override
      public void sleepUntil(long nanoTime) throws InterruptedException {
        clock.sleepUntil(nanoTime);
      }

      @Override
      public Cycles begin(String name, long periodNanos, Runnable cycle) {
        return StreamThread.start(name, periodNanos, cycle, clock);
      }
    };
  }
}
