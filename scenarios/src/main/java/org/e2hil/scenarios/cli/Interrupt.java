package org.e2hil.scenarios.cli;

import java.io.PrintWriter;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import sun.misc.Signal;

/**
 * Ctrl-C, as a wish: work asks for it between two steps, leaves everything in order and closes
 * this; only then does the process end. A second one ends it at once.
 */
final class Interrupt implements AutoCloseable {

  private static final long PATIENCE_S = 60;
  private static final Thread NOBODY = new Thread(() -> {}, "no hook");

  private final PrintWriter print;
  private final String afterwards;
  private final CountDownLatch done = new CountDownLatch(1);
  private final Thread hook = new Thread(this::request, "interrupt");
  private volatile boolean requested;
  private volatile boolean complete;

  private Interrupt(PrintWriter print, String afterwards) {
    this.print = print;
    this.afterwards = afterwards;
  }

  /**
   * Listens from now on, for work that leaves nothing to go on with.
   *
   * @param print where it is acknowledged
   */
  static Interrupt listen(PrintWriter print) {
    return listen(print, "begin again");
  }

  /**
   * Listens from now on.
   *
   * @param print where it is acknowledged
   * @param afterwards what a person can do where the work did not end in time and was cut off
   */
  static Interrupt listen(PrintWriter print, String afterwards) {
    Interrupt interrupt = new Interrupt(print, afterwards);
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

  /** Tells that all was done before the wish to end came, or in spite of it. */
  void complete() {
    complete = true;
  }

  private void request() {
    requested = true;
    Signal.handle(new Signal("INT"), again -> Runtime.getRuntime().halt(TrainingJob.STOPPED));
    print.printf("%nEnding in good order; Ctrl-C once more ends at once.%n");
    print.flush();
    try {
      if (!done.await(PATIENCE_S, TimeUnit.SECONDS)) {
        print.println(cutOff());
        print.flush();
      } else if (complete) {
        // a signal's exit code would call it stopped
        Runtime.getRuntime().halt(0);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What is said of work that does not end. */
  String cutOff() {
    return "It did not end within %d seconds and is cut off; %s.".formatted(PATIENCE_S, afterwards);
  }

  @Override
  public void close() {
    done.countDown();
    if (!requested()) {
      Runtime.getRuntime().removeShutdownHook(hook);
    }
  }
}
