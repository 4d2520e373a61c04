package org.e2hil.hardware.teleop;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Looks at one button again and again on a thread of its own, for SDL tells of a button only to
 * those who ask. A press counts once.
 */
final class ButtonWatch implements AutoCloseable {

  private static final long LOOK_NANOS = 5_000_000;

  private final BooleanSupplier isDown;
  private final Runnable pressed;
  private final Thread thread;
  private volatile boolean closed;

  /**
   * A watch that has begun.
   *
   * @param isDown asked on the watch's thread, never again once this is closed
   * @param pressed done there when the button goes down
   */
  ButtonWatch(BooleanSupplier isDown, Runnable pressed) {
    this.isDown = isDown;
    this.pressed = pressed;
    thread = new Thread(this::look, "button-watch");
    thread.setDaemon(true);
    thread.start();
  }

  private void look() {
    boolean wasDown = false;
    while (!closed) {
      boolean down = isDown.getAsBoolean();
      if (down && !wasDown) {
        pressed.run();
      }
      wasDown = down;
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }

  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
