package org.e2hil.hardware.terminal;

import java.io.PrintWriter;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apiguardian.api.API;

/**
 * One listener's share of what is typed: the keys that it claims, or else all that nobody claims.
 * Keys have the names of {@link KeyDecoder}. One thread looks at them; any thread may close.
 */
@API(status = API.Status.INTERNAL)
public final class Keys implements AutoCloseable {

  private static final int MOST_WAITING = 1000;
  private static final String END = "";

  private final ProgramTerminal terminal;
  private final Set<String> claimed;
  private final Map<String, Runnable> alerts = new ConcurrentHashMap<>();
  private final BlockingQueue<String> heard = new LinkedBlockingQueue<>(MOST_WAITING);
  private volatile boolean ended;

  Keys(ProgramTerminal terminal, Set<String> claimed) {
    this.terminal = terminal;
    this.claimed = Set.copyOf(claimed);
  }

  boolean claimsNothing() {
    return claimed.isEmpty();
  }

  boolean claims(String key) {
    return claimed.contains(key);
  }

  void hear(String key) {
    // somebody who leans on the keyboard says nothing more with the thousandth key
    heard.offer(key);
  }

  void alarm(String key) {
    Runnable action = alerts.get(key);
    if (action != null) {
      action.run();
    }
  }

  void end() {
    ended = true;
    heard.offer(END);
  }

  /**
   * The next key.
   *
   * @param waitMs how long to wait for it
   * @return empty if none came in time, none will come, or the thread was interrupted
   */
  public Optional<String> next(long waitMs) {
    String next = heard.poll();
    if (next == null && !ended) {
      try {
        next = heard.poll(waitMs, TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    return Optional.ofNullable(next).filter(key -> !key.equals(END));
  }

  /** True once the terminal is gone and all that was typed has been looked at. */
  public boolean isEnded() {
    return ended && heard.stream().allMatch(END::equals);
  }

  /**
   * Has something done as soon as a key goes down, on the terminal's own thread, even while other
   * code is listening or a question is open.
   */
  public void alert(String key, Runnable action) {
    alerts.put(key, action);
  }

  /** Forgets what was typed and not looked at yet. */
  public void forget() {
    heard.removeIf(key -> !key.equals(END));
  }

  /**
   * A question begins: until {@link #answered} nobody else hears a key, for it is an answer, and
   * what was typed before is forgotten by everybody, for it is none.
   */
  public void ask() {
    terminal.ask(this);
  }

  /** The question is over, answered or not. */
  public void answered() {
    terminal.answered(this);
  }

  /** Where to write to the person who types. */
  public PrintWriter writer() {
    return terminal.writer();
  }

  /** Listens no more. Closing twice does nothing. */
  @Override
  public void close() {
    terminal.end(this);
  }
}
