package org.e2hil.hardware.terminal;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.e2hil.agent.env.EnvironmentFaultException;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.NonBlockingReader;

/**
 * A terminal whose keys are heard one by one, without Enter, while anybody listens; also over SSH.
 * It is read in one place, for two readers of one terminal would share out its keys by chance. Any
 * thread.
 */
public final class ProgramTerminal {

  private static final long LOOK_MS = 100;

  // a process has one terminal, and JLine cannot open it a second time
  private static ProgramTerminal shared;

  private final Terminal terminal;
  private final Attributes before;
  private final List<Typing> listeners = new CopyOnWriteArrayList<>();
  private boolean reading;

  /** A terminal of one's own, for a test. */
  ProgramTerminal(Terminal terminal) {
    this.terminal = terminal;
    before = terminal.getAttributes();
  }

  /**
   * Begins to listen to the terminal that this program runs in.
   *
   * @throws EnvironmentFaultException if it runs in none
   */
  public static Typing listen() {
    return ofThisProgram().begin();
  }

  private static synchronized ProgramTerminal ofThisProgram() {
    if (shared == null) {
      String sentence =
          "somebody must be able to press keys: run this in a terminal, with neither its input nor"
              + " its output redirected";
      if (System.console() == null) {
        throw new EnvironmentFaultException(sentence);
      }
      try {
        // Ctrl-C stays the program's own
        shared =
            new ProgramTerminal(
                TerminalBuilder.builder().system(true).dumb(false).nativeSignals(false).build());
      } catch (IOException | IllegalStateException e) {
        throw new EnvironmentFaultException(sentence + " (" + e.getMessage() + ")", e);
      }
    }
    return shared;
  }

  /** Begins to listen. */
  synchronized Typing begin() {
    Typing typing = new Typing(this);
    listeners.add(typing);
    if (listeners.size() == 1) {
      terminal.enterRawMode();
    }
    if (!reading) {
      reading = true;
      Thread reader = new Thread(this::read, "terminal");
      reader.setDaemon(true);
      reader.start();
    }
    return typing;
  }

  /** Where to write to whoever types. */
  PrintWriter writer() {
    return terminal.writer();
  }

  private void read() {
    int c;
    do {
      try {
        c = terminal.reader().read(LOOK_MS);
      } catch (IOException e) {
        c = NonBlockingReader.EOF;
      }
      if (c != NonBlockingReader.READ_EXPIRED) {
        int typed = c;
        listeners.forEach(one -> one.hear(typed));
      }
    } while (c != NonBlockingReader.EOF && isHeard());
  }

  private synchronized boolean isHeard() {
    reading = !listeners.isEmpty();
    return reading;
  }

  /** The terminal is as it was once nobody listens any more. */
  synchronized void end(Typing typing) {
    if (listeners.remove(typing) && listeners.isEmpty()) {
      terminal.setAttributes(before);
    }
  }
}
