package org.e2hil.scenarios.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C, as a wish: work asks for it between two steps, leaves everything in order and closes
 * this; only then does the process end.
 */
final class Interrupt implements AutoCloseable {

  private static final long PATIENCE_S = 60;
  private static final Thread NOBODY = new Thread(() -> {}, "no hook");

  private final CountDownLatch done = new CountDownLatch(1);
  private final Thread hook = new Thread(this::request, "interrupt");
  private volatile boolean requested;

  private Interrupt() {}

  /** Listens from now on. */
  static Interrupt listen() {
    Interrupt interrupt = new Interrupt();
    Runtime.getRuntime().addShutdownHook(interrupt.hook);
    return interrupt;
  }

  /**
   * True once somebody wants the work to end. The hooks of a shutdown begin in no order: an arm may
   * be put to rest before this one has said so, and its faults must not pass for the work's own.
   */
  boolean requested() {
    return requested || isShuttingDown();
  }

  /** Java does not tell, but refuses to change its hooks once they run. */
  private static boolean isShuttingDown() {
    try {
      Runtime.getRuntime().removeShutdownHook(NOBODY);
      return false;
    } catch (IllegalStateException shuttingDown) {
      return true;
    }
  }

  private void request() {
    requested = true;
    try {
      done.await(PATIENCE_S, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    done.countDown();
    if (!requested()) {
      Runtime.getRuntime().removeShutdownHook(hook);
    }
  }
}
