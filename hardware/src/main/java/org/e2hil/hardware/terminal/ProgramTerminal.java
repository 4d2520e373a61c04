package org.e2hil.hardware.terminal;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apiguardian.api.API;
import org.e2hil.agent.env.EnvironmentFaultException;
import org.e2hil.agent.robot.Clock;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.NonBlockingReader;
import org.jline.utils.ShutdownHooks;

/**
 * A terminal whose keys are heard one by one, without Enter, while anybody listens; also over SSH.
 * It is read in one place, which hands each key to whom it is meant for: to the code that asks a
 * question at that moment, else to those who claim it, else to those who claim nothing. Any thread.
 */
@API(status = API.Status.INTERNAL)
public final class ProgramTerminal {

  /** How long the rest of a control sequence may take before its Escape was a key. */
  private static final long ESCAPE_MS = 50;

  /** How long a program that is told to end waits for an answer. */
  private static final long PATIENCE_NANOS = 60_000_000_000L;

  private static final long NANOS_PER_MS = 1_000_000;
  private static final Clock CLOCK = Clock.system();

  // a process has one terminal, and JLine cannot open it a second time
  private static ProgramTerminal shared;

  private static volatile boolean episodeEnd;

  private final Terminal terminal;
  private final Attributes before;
  private final long escapeMs;
  private final List<Keys> listeners = new CopyOnWriteArrayList<>();
  private final KeyDecoder decoder = new KeyDecoder();
  private Optional<Keys> asking = Optional.empty();
  private boolean reading;
  private boolean gone;

  /**
   * A terminal of one's own, for a test.
   *
   * @param escapeMs how long the rest of a control sequence may take before its Escape was a key
   */
  ProgramTerminal(Terminal terminal, long escapeMs) {
    this.terminal = terminal;
    this.escapeMs = escapeMs;
    before = terminal.getAttributes();
  }

  /**
   * Begins to listen to the terminal that this program runs in, to all keys that nobody claims.
   *
   * @throws EnvironmentFaultException if it runs in none
   */
  public static Keys listen() {
    return listen(Set.of());
  }

  /**
   * Begins to listen to the terminal that this program runs in.
   *
   * @param claimed the keys that mean something to the listener, and to nobody who claims none; all
   *     that nobody claims where empty
   * @throws EnvironmentFaultException if it runs in none
   */
  public static Keys listen(Set<String> claimed) {
    return ofThisProgram().begin(claimed);
  }

  /** True once this program, which has listened here, is told to end, as with Ctrl-C. */
  public static boolean isEnding() {
    return episodeEnd;
  }

  private static synchronized ProgramTerminal ofThisProgram() {
    if (shared == null) {
      String sentence =
          "somebody must be able to press keys: run this in a terminal, with neither its input nor"
              + " its output redirected";
      if (System.console() == null) {
        throw new EnvironmentFaultException(sentence);
      }
      // before JLine's own, which closes the terminal; they run in the order of their adding
      ShutdownHooks.add(ProgramTerminal::awaitSilence);
      try {
        // Ctrl-C stays the program's own
        shared =
            new ProgramTerminal(
                TerminalBuilder.builder().system(true).dumb(false).nativeSignals(false).build(),
                ESCAPE_MS);
      } catch (IOException | IllegalStateException e) {
        throw new EnvironmentFaultException(sentence + " (" + e.getMessage() + ")", e);
      }
    }
    return shared;
  }

  /** A program that is told to end may still have to ask whether its arm may go limp. */
  private static void awaitSilence() {
    episodeEnd = true;
    ProgramTerminal program;
    synchronized (ProgramTerminal.class) {
      program = shared;
    }
    if (program != null) {
      program.awaitNobody();
    }
  }

  private synchronized void awaitNobody() {
    long limit = CLOCK.nanoTime() + PATIENCE_NANOS;
    try {
      long leftMs = PATIENCE_NANOS / NANOS_PER_MS;
      while (!listeners.isEmpty() && leftMs > 0) {
        wait(leftMs);
        leftMs = (limit - CLOCK.nanoTime()) / NANOS_PER_MS;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Begins to listen. */
  synchronized Keys begin(Set<String> claimed) {
    Keys keys = new Keys(this, claimed);
    listeners.add(keys);
    if (listeners.size() == 1) {
      terminal.enterRawMode();
    }
    if (gone) {
      keys.end();
    } else if (!reading) {
      reading = true;
      Thread reader = new Thread(this::read, "terminal");
      reader.setDaemon(true);
      reader.start();
    }
    return keys;
  }

  /** Where to write to the person who types. */
  PrintWriter writer() {
    return terminal.writer();
  }

  private void read() {
    int c;
    do {
      try {
        c = terminal.reader().read(escapeMs);
      } catch (IOException e) {
        c = NonBlockingReader.EOF;
      }
      if (c == NonBlockingReader.EOF) {
        decoder.pause().ifPresent(this::pass);
        hangUp();
      } else {
        Optional<String> key =
            c == NonBlockingReader.READ_EXPIRED ? decoder.pause() : decoder.accept((char) c);
        key.ifPresent(this::pass);
      }
    } while (c != NonBlockingReader.EOF && isHeard());
  }

  private synchronized void hangUp() {
    gone = true;
    listeners.forEach(Keys::end);
  }

  /** Hands a key to whom it is meant for. */
  private void pass(String key) {
    listeners.forEach(one -> one.alarm(key));
    synchronized (this) {
      if (asking.isPresent()) {
        asking.get().hear(key);
        return;
      }
      boolean claimed = listeners.stream().anyMatch(one -> one.claims(key));
      listeners.stream()
          .filter(one -> claimed ? one.claims(key) : one.claimsNothing())
          .forEach(one -> one.hear(key));
    }
  }

  private synchronized boolean isHeard() {
    reading = !listeners.isEmpty();
    return reading;
  }

  /** Lets one alone hear what is typed. */
  synchronized void ask(Keys keys) {
    listeners.forEach(Keys::forget);
    asking = Optional.of(keys);
  }

  /** Ends the question of the one who asks, if it is the one. */
  synchronized void answered(Keys keys) {
    if (asking.filter(one -> one == keys).isPresent()) {
      asking = Optional.empty();
    }
  }

  /** The terminal is as it was once nobody listens any more. */
  synchronized void end(Keys keys) {
    answered(keys);
    if (listeners.remove(keys) && listeners.isEmpty()) {
      terminal.setAttributes(before);
      notifyAll();
    }
  }
}
