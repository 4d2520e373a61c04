package org.e2hil.hardware.stream;

import java.util.function.BooleanSupplier;
import org.e2hil.agent.env.EnvironmentFaultException;
import org.e2hil.agent.robot.Robot;

/** Waits beside a stream of set-points, and tells its caller why the stream has stopped. */
final class StreamWait {

  static final long TICK_NANOS = 1_000_000_000L / Robot.TICKS_PER_SECOND;

  private final JointStream stream;
  private final Pace pace;

  StreamWait(JointStream stream, Pace pace) {
    this.stream = stream;
    this.pace = pace;
  }

  /**
   * Waits for a moment.
   *
   * @throws EnvironmentFaultException if the thread was interrupted, and then the arm holds
   */
  void until(long nanos) {
    try {
      pace.sleepUntil(nanos);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      stream.hold();
      throw new EnvironmentFaultException("the program was asked to stop, and the arm holds", e);
    }
  }

  /** Looks again every control tick until something is so, or the time is up. */
  void until(BooleanSupplier done, long limitNanos) {
    long limit = pace.nanoTime() + limitNanos;
    while (!done.getAsBoolean() && limit - pace.nanoTime() > 0) {
      until(pace.nanoTime() + TICK_NANOS);
    }
  }

  boolean isStopped() {
    return stream.stopped().isPresent();
  }

  /** Throws what the arm is stopped by. */
  void throwIfStopped() {
    stream
        .stopped()
        .ifPresent(
            cause -> {
              throw new EnvironmentFaultException(cause.getMessage(), cause);
            });
  }
}
