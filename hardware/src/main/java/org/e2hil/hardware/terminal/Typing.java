package org.e2hil.hardware.terminal;

import java.io.PrintWriter;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** What is typed from now on; every listener hears all of it. One thread. */
public final class Typing implements AutoCloseable {

  /** The terminal is gone. */
  public static final int END = -1;

  /** Nothing was typed. */
  public static final int NOTHING = -2;

  private static final int MOST_WAITING = 10_000;

  private final ProgramTerminal terminal;
  private final BlockingQueue<Integer> heard = new LinkedBlockingQueue<>(MOST_WAITING);
  private volatile boolean ended;

  Typing(ProgramTerminal terminal) {
    this.terminal = terminal;
  }

  void hear(int c) {
    if (c < 0) {
      ended = true;
    }
    // somebody who leans on the keyboard says nothing more with the ten thousandth letter
    heard.offer(c < 0 ? END : c);
  }

  /**
   * The next character.
   *
   * @param waitMs how long to wait for it
   * @return {@link #NOTHING} if none came in time or the thread was interrupted, {@link #END} when
   *     none will come
   */
  public int read(long waitMs) {
    Integer next = heard.poll();
    if (next == null && !ended) {
      try {
        next = heard.poll(waitMs, TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    return next != null ? next : ended ? END : NOTHING;
  }

  /** Where to write to whoever types. */
  public PrintWriter writer() {
    return terminal.writer();
  }

  /** Listens no more. Closing twice does nothing. */
  @Override
  public void close() {
    terminal.end(this);
  }
}
